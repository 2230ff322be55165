/** Which category, group and line a ticket belongs to: it has all three from its first transaction on. */
import { isAway } from '../people/shift.ts';
import type { Agent, Category, Group, Settings } from '../settings/schemas.ts';
import type { Line } from './words.ts';

type Places = Pick<Settings, 'groups' | 'categories'>;

/** What the built-in settings have, for a desk whose settings name no group at all: a ticket is never without one. */
const LAST_RESORT: Group = { id: 'support', name: 'Support', line: 1, default: true };

export const categoryOf = (settings: Places, id: string): Category | undefined =>
  settings.categories.find((category) => category.id === id);

/** The category of a ticket that names none. */
export const defaultCategory = (settings: Places): Category | undefined =>
  settings.categories.find((category) => category.default) ?? settings.categories[0];

/** The group of a new ticket: its category's, else the default group, else the first of line 1. */
export const groupForNew = (settings: Places, category: Category | undefined): Group =>
  settings.groups.find((group) => group.id === category?.group) ??
  settings.groups.find((group) => group.default === true) ??
  settings.groups.find((group) => group.line === 1) ??
  settings.groups[0] ??
  LAST_RESORT;

/** The group of a ticket that comes to a line: its category's when that is on the line, else the line's first. */
export const groupOnLine = (settings: Places, line: Line, categoryId: string): Group | undefined => {
  const onLine = settings.groups.filter((group) => group.line === line);
  const wanted = categoryOf(settings, categoryId)?.group;
  return onLine.find((group) => group.id === wanted) ?? onLine[0];
};

export const agentOf = (settings: Pick<Settings, 'agents'>, id: string): Agent | undefined =>
  settings.agents.find((agent) => agent.id === id);

/** Until when somebody is away to whom a ticket is given now; null when they are not. ISO 8601 UTC. */
export const absenceOf = (agent: Pick<Agent, 'awayUntil'> | undefined, now: string): string | null =>
  agent?.awayUntil != null && isAway(agent, now) ? new Date(agent.awayUntil).toISOString() : null;

/** Why this agent cannot hold a ticket of this line, as the end of "assigneeId …"; null when they can. */
export const cannotHold = (
  settings: Pick<Settings, 'agents'>,
  agentId: string,
  line: Line,
): string | null => {
  const agent = agentOf(settings, agentId);
  if (agent === undefined) return 'must be the id of an agent';
  return agent.lines.includes(line) ? null : `must be an agent of line ${line}`;
};
