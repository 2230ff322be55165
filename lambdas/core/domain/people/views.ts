/** From the name of a view, as the API takes it, to what this caller gets under it. */
import { DomainError, invalid } from '../errors.ts';
import type { Settings } from '../settings/schemas.ts';
import type { Line } from '../ticket/words.ts';
import type { AgentCaller, Caller, MachineCaller } from './caller.ts';
import { linesOf } from './lines.ts';
import type { View } from './view.ts';
import { afterWorking, endOfWorkingDay } from './working-day.ts';

/** `breaching` shows what will be late within so much of the caller's working time. */
export const BREACHING_MINUTES = 4 * 60;

const forbidden = (message: string): DomainError => new DomainError('Forbidden', 'forbidden', message);

const lineView = (line: Line, caller: AgentCaller | MachineCaller): View => {
  if (!linesOf(caller).includes(line)) throw forbidden(`You do not work on line ${line}.`);
  return { kind: 'open', lines: [line] };
};

const groupView = (groupId: string, caller: AgentCaller | MachineCaller, settings: Settings): View => {
  const group = settings.groups.find(({ id }) => id === groupId);
  if (group === undefined) {
    throw invalid([{ path: 'view', message: `must name a group; there is no "${groupId}"` }]);
  }
  const own = caller.kind === 'agent' && caller.groups.includes(groupId);
  if (!own && !linesOf(caller).includes(group.line)) {
    throw forbidden(`The group "${groupId}" is on a line that you do not work on.`);
  }
  return { kind: 'group', groupId };
};

type NamedView = (lines: readonly Line[], now: string, settings: Settings, caller: Caller) => View;

const NAMED: Readonly<Record<string, NamedView>> = {
  unassigned: (lines) => ({ kind: 'unassigned', lines }),
  'all-open': (lines) => ({ kind: 'open', lines }),
  'recently-solved': (lines) => ({ kind: 'solved', lines }),
  today: (lines, now, settings, caller) => ({
    kind: 'open',
    lines,
    urgentBefore: endOfWorkingDay(caller, settings, now),
  }),
  breaching: (lines, now, settings, caller) => ({
    kind: 'open',
    lines,
    urgentFrom: now,
    urgentBefore: afterWorking(BREACHING_MINUTES, caller, settings, now),
  }),
  breached: (lines, now) => ({ kind: 'open', lines, urgentBefore: now }),
};

const LINE_VIEWS: Readonly<Record<string, Line>> = { 'line-1': 1, 'line-2': 2, 'line-3': 3 };

const mine = (caller: Caller): View | null => {
  if (caller.kind === 'requester') return { kind: 'requester', personId: caller.personId };
  return caller.kind === 'agent' ? { kind: 'assignee', agentId: caller.id } : null;
};

/**
 * The view under a name of api.md. Throws Forbidden for a requester on anything but `mine`, for an agent on other
 * lines than their own, and InvalidInput for a name or group that does not exist. `personOf` gives the id of a
 * person by their lower-cased address. The reader still drops entries that `maySee` refuses.
 */
export const viewFor = (
  name: string,
  caller: Caller,
  now: string,
  settings: Settings,
  personOf: (email: string) => string,
): View => {
  if (name === 'mine') {
    const own = mine(caller);
    if (own !== null) return own;
    throw forbidden('Only a person has a view of their own.');
  }
  if (caller.kind !== 'agent' && caller.kind !== 'machine') {
    throw forbidden('You may list your own tickets only: view=mine.');
  }
  const named = Object.hasOwn(NAMED, name) ? NAMED[name] : undefined;
  if (named !== undefined) return named(linesOf(caller), now, settings, caller);
  const line = Object.hasOwn(LINE_VIEWS, name) ? LINE_VIEWS[name] : undefined;
  if (line !== undefined) return lineView(line, caller);
  if (name.startsWith('group:')) return groupView(name.slice('group:'.length), caller, settings);
  if (name.startsWith('requester:')) {
    return { kind: 'requester', personId: personOf(name.slice('requester:'.length).toLowerCase()) };
  }
  throw invalid([{ path: 'view', message: `must be a view of the API; there is no "${name}"` }]);
};
