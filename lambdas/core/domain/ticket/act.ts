/** Does what has fallen due on an unsolved ticket: reminders, breaches, updates, nudge, details limit, solving by time. */
import { marksAfter } from '../sla/fold.ts';
import { waiveDetails } from './analysis.ts';
import { type Circumstances, type Decision, decided, nothing } from './decision.ts';
import type { EventDraft } from './events.ts';
import { later } from './instants.ts';
import { type ClockMoment, type Moment, momentsOf } from './moments.ts';
import { moveTo } from './status.ts';
import type { Ticket } from './ticket.ts';

/** Surveys and closing have steps of their own in the workflow, and routing needs to know who holds how much. */
const ELSEWHERE: ReadonlySet<Moment['kind']> = new Set(['survey', 'close', 'route']);
const isActedOnHere = (moment: Moment): boolean => !ELSEWHERE.has(moment.kind);

const told = (ticket: Ticket, key: string): Ticket => ({
  ...ticket,
  progress: { ...ticket.progress, told: [...ticket.progress.told, key] },
});

const clockEvent = ({ kind, metric, threshold, dueAt, key }: ClockMoment): EventDraft => {
  if (kind === 'reminder') return { type: 'sla.reminded', payload: { metric, threshold, dueAt, key } };
  if (kind === 'update') return { type: 'sla.updated', payload: { metric, dueAt, key } };
  return kind === 'breach'
    ? { type: 'sla.breached', payload: { metric, dueAt, key } }
    : { type: 'sla.attention', payload: { metric, dueAt, key } };
};

/** A notice that a later one of the same matter overtakes, both being due: told, but not sent. */
const isOvertaken = (moment: Moment, due: readonly Moment[]): boolean => {
  if (moment.kind === 'nudge') return due.some(({ kind }) => kind === 'auto-solve');
  if (moment.kind !== 'reminder') return false;
  return due.some(
    (other) => 'threshold' in other && other.metric === moment.metric && other.threshold > moment.threshold,
  );
};

const actOn = (ticket: Ticket, moment: Moment, c: Circumstances): Decision => {
  switch (moment.kind) {
    case 'reminder':
    case 'breach':
    case 'attention':
    case 'update':
      return decided(told(ticket, moment.key), clockEvent(moment));
    case 'nudge':
      return decided(told(ticket, moment.key), {
        type: 'ticket.nudged',
        payload: { pendingSince: moment.key.slice('nudge@'.length) },
      });
    case 'details-limit':
      return waiveDetails(ticket, 'time', c);
    default:
      return moveTo(ticket, 'solved', c, { auto: true });
  }
};

/** Marks as they are in the middle of the change, so that what one moment does is seen by the next. */
const folded = ({ after, events }: Decision, c: Circumstances): Ticket => ({
  ...after,
  updatedAt: later(c.now, after.updatedAt),
  marks: events.reduce(
    (marks, event) => marksAfter(marks, { ...event, occurredAt: c.now, actor: c.actor }),
    after.marks,
  ),
});

/**
 * Everything due at `now`, in order, each key told once; the actor is the system. Nothing when nothing is due. A late
 * workflow sends one reminder of a clock, the latest, and none when the breach is due as well.
 */
export const actOnMoments = (ticket: Ticket, c: Circumstances): Decision => {
  const dueOf = (one: Ticket): readonly Moment[] =>
    momentsOf(one, c.settings, c.now).filter((moment) => isActedOnHere(moment) && moment.at <= c.now);
  const events: EventDraft[] = [];
  let after = ticket;
  let due = dueOf(after);
  for (let moment = due[0]; moment !== undefined; moment = due[0]) {
    const step = isOvertaken(moment, due) ? decided(told(after, moment.key)) : actOn(after, moment, c);
    events.push(...step.events);
    after = folded(step, c);
    due = dueOf(after);
  }
  return events.length === 0 ? nothing(ticket) : decided(after, ...events);
};
