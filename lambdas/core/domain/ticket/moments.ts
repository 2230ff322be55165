/** The points in time at which a ticket will need something done, as it stands now; the workflow asks for the first. */

import type { Settings } from '../settings/schemas.ts';
import { type Clock, clocksOf, elapsedBy, reachesAt } from '../sla/clocks.ts';
import { remindedAt } from './holders.ts';
import { earlier, plusHours } from './instants.ts';
import { routeAgainAt } from './routing-due.ts';
import type { Ticket } from './ticket.ts';
import type { Metric } from './words.ts';

/** A share of a promise has passed. */
export interface ClockMoment {
  readonly kind: 'reminder' | 'breach' | 'attention' | 'update';
  readonly at: string;
  /** `<metric>@<start of the clock>:<threshold>`; of an update `…:update-<which>`. */
  readonly key: string;
  readonly metric: Metric;
  /** Percent of the target. */
  readonly threshold: number;
  /** When the promise falls due, or fell. */
  readonly dueAt: string;
}

/** A step in the ticket's life falls due. */
export interface LifeMoment {
  readonly kind: 'nudge' | 'auto-solve' | 'details-limit' | 'survey' | 'close' | 'route';
  readonly at: string;
  /** `<kind>@<since when>`. */
  readonly key: string;
}

export type Moment = ClockMoment | LifeMoment;

const BREACH_PERCENT = 100;
/** Where the lead's attention is asked for (product.md section 6). */
const ATTENTION_PERCENT = 150;

const thresholds = (settings: Settings): readonly (readonly [number, ClockMoment['kind']])[] => [
  ...[...new Set(settings.desk.reminders)].map((percent) => [percent, 'reminder'] as const),
  [BREACH_PERCENT, 'breach'],
  [ATTENTION_PERCENT, 'attention'],
];

const ofClock = (ticket: Ticket, clock: Clock, settings: Settings, now: string): readonly ClockMoment[] =>
  thresholds(settings).flatMap(([threshold, kind]) => {
    const reached = reachesAt(clock, threshold);
    if (reached === null || clock.dueAt === null) return [];
    const at = kind === 'reminder' ? remindedAt(ticket, settings, reached, now) : reached;
    const key = `${clock.key}:${threshold}`;
    return [{ kind, at, key, metric: clock.metric, threshold, dueAt: clock.dueAt }];
  });

const UPDATE = ':update-';

/** Which update of its clock a told key is; 0 when it is none. */
const updateOf = (key: string): number => Number(key.split(UPDATE)[1] ?? 0);

/** Each time the target has passed without a word of an agent the requester is told so; those that were missed are not. */
const ofSilence = (ticket: Ticket, clock: Clock, now: string): readonly ClockMoment[] => {
  if (clock.metric !== 'periodic-update') return [];
  const told = ticket.progress.told.filter((key) => key.startsWith(clock.key)).map(updateOf);
  const missed = Math.floor(elapsedBy(clock, now) / clock.targetMinutes);
  const next = Math.max(...told, missed - 1, 0) + 1;
  const at = reachesAt(clock, next * BREACH_PERCENT);
  if (at === null) return [];
  const key = `${clock.key}${UPDATE}${next}`;
  return [{ kind: 'update', at, key, metric: clock.metric, threshold: next * BREACH_PERCENT, dueAt: at }];
};

const ofRouting = (ticket: Ticket): readonly LifeMoment[] => {
  const at = routeAgainAt(ticket);
  return at === null ? [] : [{ kind: 'route', at, key: `route@${at}` }];
};

const ofLife = (ticket: Ticket, { desk }: Settings): readonly LifeMoment[] => {
  const { pendingSince, detailsAskedAt, surveyDecidedFor } = ticket.progress;
  const moment = (kind: LifeMoment['kind'], since: string, at: string): LifeMoment => ({
    kind,
    at,
    key: `${kind}@${since}`,
  });
  if (ticket.status === 'pending' && detailsAskedAt !== null)
    return [moment('details-limit', detailsAskedAt, plusHours(detailsAskedAt, desk.detailsLimitHours))];
  if (ticket.status === 'pending' && pendingSince !== null)
    return [
      moment('nudge', pendingSince, plusHours(pendingSince, desk.nudgeAfterHours)),
      moment('auto-solve', pendingSince, plusHours(pendingSince, desk.autoSolveAfterHours)),
    ];
  if (ticket.status !== 'solved' || ticket.solvedAt === null) return [];
  const closeAt = plusHours(ticket.solvedAt, desk.closeAfterHours);
  const close = moment('close', ticket.solvedAt, closeAt);
  if (surveyDecidedFor === ticket.solvedAt) return [close];
  // A desk that closes before it asks would never ask: then it asks at the close.
  const surveyAt = earlier(plusHours(ticket.solvedAt, desk.surveyAfterHours), closeAt);
  return [moment('survey', ticket.solvedAt, surveyAt), close];
};

/** True when the ticket's life is over: no moments, no workflow, no mail. */
export const isOver = (ticket: Ticket): boolean =>
  ticket.status === 'closed' || ticket.mergedInto !== null || ticket.spam;

/**
 * All that lie ahead or are overdue and not yet told, the earliest first. A clock that is paused has none until it runs
 * again. `now` moves only what was missed: a reminder whose shift is over, updates that a later one makes up for.
 */
export const momentsOf = (
  ticket: Ticket,
  settings: Settings,
  now: string = ticket.updatedAt,
): readonly Moment[] => {
  if (isOver(ticket)) return [];
  const told = new Set(ticket.progress.told);
  // Nobody is reminded of a solved ticket, whatever has been said on it since.
  const clocks = ticket.status === 'solved' ? [] : clocksOf(ticket, settings, ticket.updatedAt);
  const all = [
    ...clocks.flatMap((clock) => [
      ...ofClock(ticket, clock, settings, now),
      ...ofSilence(ticket, clock, now),
    ]),
    ...ofLife(ticket, settings),
    ...ofRouting(ticket),
  ];
  return all
    .filter(({ key }) => !told.has(key))
    .sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
};

/**
 * The told keys that can still matter: those of clocks that began before the last reply can never come back, the first
 * reply's and the resolution's aside, and of updates the last one tells all. Keeps the row small on a ticket of a
 * thousand replies, or of none for a year.
 */
export const toldStill = (ticket: Ticket): readonly string[] => {
  const { told } = ticket.progress;
  const since = ticket.marks.lastReplyAt ?? ticket.createdAt;
  const lastUpdate = told.findLast((key) => key.includes(UPDATE));
  return told.filter((key) => {
    if (key.includes(UPDATE) && key !== lastUpdate) return false;
    const [kind, start = ''] = key.split('@');
    return kind === 'first-reply' || kind === 'resolution' || start.slice(0, since.length) >= since;
  });
};
