/** Who is spoken to about a ticket inside the desk, and when they can be reminded of it. */
import { canBeReminded, nextAtWork } from '../people/shift.ts';
import type { Agent, Settings } from '../settings/schemas.ts';
import type { Ticket } from './ticket.ts';

/** The assignee, or everybody in the group when nobody has it. */
export const holdersOf = (
  ticket: Pick<Ticket, 'assigneeId' | 'groupId'>,
  settings: Settings,
): readonly Agent[] => {
  const assignee = settings.agents.filter(({ id }) => id === ticket.assigneeId);
  if (assignee.length > 0) return assignee;
  return settings.agents.filter(({ groups }) => groups.includes(ticket.groupId));
};

/**
 * When a reminder due at `at` is told: then, or as soon as the first of the holders is at work. One that `now` finds
 * untold after the shift it was meant for waits for the next. Times are ISO 8601 UTC.
 */
export const remindedAt = (ticket: Ticket, settings: Settings, at: string, now: string): string => {
  const holders = holdersOf(ticket, settings);
  if (holders.length === 0) return at;
  const first = (from: string): string =>
    holders.map((agent) => nextAtWork(agent, settings, from)).reduce((a, b) => (a < b ? a : b));
  const planned = first(at);
  if (planned >= now || holders.some((agent) => canBeReminded(agent, settings, now))) return planned;
  return first(now);
};
