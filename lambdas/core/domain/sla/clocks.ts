/**
 * Every promise on a ticket as a clock, computed from its marks. First form: a clock counts minutes around the clock,
 * whatever schedule its policy names.
 */
import type { Settings } from '../settings/schemas.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { Metric } from '../ticket/words.ts';
import type { ClockMarks, Pause, PauseReason } from './marks.ts';
import { policyFor } from './policy.ts';
import { countedIn, filledAt, isoTime, millis, type Span, spansOf } from './spans.ts';

/** One promise's running measure. Times are ISO 8601 UTC. */
export interface Clock {
  readonly metric: Metric;
  /** Id of the SLA policy. */
  readonly policy: string;
  readonly targetMinutes: number;
  /** `breached` also while it still runs or pauses; a clock that ended exactly at its target is breached too. */
  readonly status: 'running' | 'paused' | 'met' | 'breached';
  readonly startedAt: string;
  /** When the target is (or was, or would have been) reached; null while it pauses short of it. */
  readonly dueAt: string | null;
  readonly endedAt: string | null;
  /** Counted minutes with their fraction: the sum of the counted spans of `trace`. */
  readonly elapsedMinutes: number;
  /** In order and without gaps from `startedAt` to the end, or to now. */
  readonly trace: readonly Span[];
  /** `first-reply@2026-11-02T09:00:00.000Z`: names this clock for everything that must happen once. */
  readonly key: string;
}

const MINUTE = 60_000;

/** Where a metric's clock begins and ends on a ticket, and what stops it; null: there is none (any more). */
interface Course {
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly pausedBy: readonly PauseReason[];
}

const lastReopenedAt = (pauses: readonly Pause[]): string =>
  pauses.findLast((pause) => pause.why === 'solved')?.to ?? '';

const COURSES: Readonly<Record<Metric, (marks: ClockMarks) => Course | null>> = {
  // Solved without a word: nobody waits for a first reply then, so it ends, and goes on when reopened.
  'first-reply': (marks) => ({
    startedAt: marks.createdAt,
    endedAt: marks.firstReplyAt ?? marks.solvedAt,
    pausedBy: ['details', 'solved'],
  }),
  'next-reply': (marks) =>
    marks.unansweredSince === null ? null : { startedAt: marks.unansweredSince, endedAt: null, pausedBy: [] },
  resolution: (marks) => ({
    startedAt: marks.createdAt,
    endedAt: marks.solvedAt,
    pausedBy: ['pending', 'details', 'solved'],
  }),
  'periodic-update': (marks) => {
    if (marks.solvedAt !== null) return null;
    const spoke = marks.lastReplyAt ?? marks.createdAt;
    const reopened = lastReopenedAt(marks.pauses);
    return { startedAt: reopened > spoke ? reopened : spoke, endedAt: null, pausedBy: [] };
  },
};

const statusOf = (late: boolean, ended: boolean, runs: boolean): Clock['status'] => {
  if (late) return 'breached';
  if (ended) return 'met';
  return runs ? 'running' : 'paused';
};

const clockOf = (
  metric: Metric,
  policy: string,
  targetMinutes: number,
  course: Course,
  marks: ClockMarks,
  now: string,
): Clock => {
  const { startedAt, endedAt } = course;
  const pauses = marks.pauses.filter((pause) => course.pausedBy.includes(pause.why));
  const end = endedAt ?? now;
  const trace = spansOf(
    startedAt,
    end,
    // A pause that begins as the clock ends is no part of its course.
    endedAt === null ? pauses : pauses.filter((pause) => pause.from < end),
  );
  const counted = countedIn(trace);
  const reached = filledAt(trace, targetMinutes * MINUTE);
  const last = trace.at(-1) as Span;
  const ahead = isoTime(millis(last.to) + targetMinutes * MINUTE - counted);
  return {
    metric,
    policy,
    targetMinutes,
    status: statusOf(reached !== null, endedAt !== null, last.counted),
    startedAt,
    dueAt: reached ?? (last.counted || endedAt !== null ? ahead : null),
    endedAt,
    elapsedMinutes: counted / MINUTE,
    trace,
    key: `${metric}@${startedAt}`,
  };
};

/** The clocks that the ticket's policy promises, as they stand at `now`; none without a policy. */
export const clocksOf = (ticket: Ticket, settings: Settings, now: string): readonly Clock[] => {
  const policy = policyFor(ticket, settings['sla-policies']);
  if (policy === null) return [];
  return (Object.keys(COURSES) as Metric[]).flatMap((metric) => {
    const target = policy.targets[metric];
    const course = COURSES[metric](ticket.marks);
    if (target === undefined || course === null) return [];
    return [clockOf(metric, policy.id, target, course, ticket.marks, now)];
  });
};

/** Whether it counts minutes just now. */
export const runs = (clock: Clock): boolean => clock.endedAt === null && clock.trace.at(-1)?.counted === true;

/**
 * When the clock reaches so many percent of its target if it keeps running, or when it did; null when it is paused
 * or has ended, because then nobody needs to be told.
 */
export const reachesAt = (clock: Clock, percent: number): string | null => {
  if (!runs(clock)) return null;
  const amount = (clock.targetMinutes * MINUTE * percent) / 100;
  const last = clock.trace.at(-1) as Span;
  return filledAt(clock.trace, amount) ?? isoTime(millis(last.to) + amount - countedIn(clock.trace));
};
