/**
 * Every promise on a ticket as a clock, computed from its marks: each part of its course is counted by the schedule of
 * the policy that applied then, its target is that of the policy that applies now (ADR 13).
 */
import type { Schedule, Settings } from '../settings/schemas.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { Metric } from '../ticket/words.ts';
import type { ClockMarks, Pause, PauseReason } from './marks.ts';
import { policyFor } from './policy.ts';
import { policyPeriods } from './policy-history.ts';
import {
  countedBy,
  filledAt,
  isPausedAt,
  type Stretch,
  stretchesOf,
  type WorkingPeriod,
} from './stretches.ts';
import { AROUND_THE_CLOCK, standstill, type WorkingTime, workingTimeOf } from './working-time.ts';

/** One promise's running measure. Times are ISO 8601 UTC. */
export interface Clock {
  readonly metric: Metric;
  /** Id of the SLA policy. */
  readonly policy: string;
  /** IANA zone of the policy's schedule. */
  readonly timeZone: string;
  readonly targetMinutes: number;
  /**
   * `running` also outside working hours; `breached` also while it still runs or pauses; a clock that ended exactly at
   * its target is breached too.
   */
  readonly status: 'running' | 'paused' | 'met' | 'breached';
  readonly startedAt: string;
  /** When the target is (or was, or would have been) reached; null while it pauses short of it. */
  readonly dueAt: string | null;
  readonly endedAt: string | null;
  /** Counted minutes with their fraction. */
  readonly elapsedMinutes: number;
  /** `first-reply@2026-11-02T09:00:00.000Z`: names this clock for everything that must happen once. */
  readonly key: string;
  /** Whether it has neither ended nor paused. */
  readonly isRunning: boolean;
  /** From its start for ever, as if it never ended. */
  readonly course: readonly Stretch[];
  /** The end of what has elapsed of the course, milliseconds since 1970 UTC. */
  readonly until: number;
  /** What counts it from now on, when it does not pause. */
  readonly hours: WorkingTime;
}

const MINUTE = 60_000;

const isoTime = (instant: number): string => new Date(instant).toISOString();

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
    pausedBy: ['details', 'solved', 'merged'],
  }),
  'next-reply': (marks) =>
    marks.unansweredSince === null
      ? null
      : { startedAt: marks.unansweredSince, endedAt: null, pausedBy: ['merged'] },
  resolution: (marks) => ({
    startedAt: marks.createdAt,
    endedAt: marks.solvedAt,
    pausedBy: ['pending', 'details', 'solved', 'merged'],
  }),
  'periodic-update': (marks) => {
    if (marks.solvedAt !== null) return null;
    const spoke = marks.lastReplyAt ?? marks.createdAt;
    const reopened = lastReopenedAt(marks.pauses);
    return { startedAt: reopened > spoke ? reopened : spoke, endedAt: null, pausedBy: ['merged'] };
  },
};

const statusOf = (late: boolean, ended: boolean, paused: boolean): Clock['status'] => {
  if (late) return 'breached';
  if (ended) return 'met';
  return paused ? 'paused' : 'running';
};

const clockOf = (
  metric: Metric,
  { id: policy, timeZone }: { readonly id: string; readonly timeZone: string },
  targetMinutes: number,
  { startedAt, endedAt, pausedBy }: Course,
  marks: ClockMarks,
  periods: readonly WorkingPeriod[],
  now: string,
): Clock => {
  const end = endedAt ?? now;
  const course = stretchesOf(
    startedAt,
    // A pause that begins as the clock ends is no part of its course.
    marks.pauses.filter(({ why, from }) => pausedBy.includes(why) && (endedAt === null || from < end)),
    periods,
  );
  const until = Math.max(Date.parse(end), Date.parse(startedAt));
  const isPaused = endedAt === null && isPausedAt(course, until);
  const full = filledAt(course, targetMinutes * MINUTE);
  const isLate = full !== null && full <= until;
  return {
    metric,
    policy,
    timeZone,
    targetMinutes,
    status: statusOf(isLate, endedAt !== null, isPaused),
    startedAt,
    dueAt: full === null || (isPaused && !isLate) ? null : isoTime(full),
    endedAt,
    elapsedMinutes: countedBy(course, until) / MINUTE,
    key: `${metric}@${startedAt}`,
    isRunning: endedAt === null && !isPaused,
    course,
    until,
    hours: (periods.at(-1) as WorkingPeriod).hours,
  };
};

const UNPROMISED = standstill('no policy applied');

const scheduleNamed = ({ schedules }: Settings, id: string): Schedule | undefined =>
  schedules.find((one) => one.id === id);

/** Settings are checked, so a schedule that they lack has been taken away since; then time is not held back. */
const workingTimeNamed = (settings: Settings, id: string | null): WorkingTime => {
  if (id === null) return UNPROMISED;
  const schedule = scheduleNamed(settings, id);
  return schedule === undefined ? AROUND_THE_CLOCK : workingTimeOf(schedule);
};

/** The clocks that the ticket's policy promises, as they stand at `now`; none without a policy. */
export const clocksOf = (ticket: Ticket, settings: Settings, now: string): readonly Clock[] => {
  const policy = policyFor(ticket, settings['sla-policies']);
  if (policy === null) return [];
  const periods = policyPeriods(ticket, settings).map(({ from, schedule }) => ({
    from: Date.parse(from),
    hours: workingTimeNamed(settings, schedule),
  }));
  const timeZone = scheduleNamed(settings, policy.schedule)?.timeZone ?? 'UTC';
  return (Object.keys(COURSES) as Metric[]).flatMap((metric) => {
    const target = policy.targets[metric];
    const course = COURSES[metric](ticket.marks);
    if (target === undefined || course === null) return [];
    return [clockOf(metric, { id: policy.id, timeZone }, target, course, ticket.marks, periods, now)];
  });
};

/**
 * When the clock reaches so many percent of its target if it keeps running, or when it did; null when it is paused
 * or has ended, because then nobody needs to be told.
 */
export const reachesAt = (clock: Clock, percent: number): string | null => {
  if (!clock.isRunning) return null;
  const at = filledAt(clock.course, (clock.targetMinutes * MINUTE * percent) / 100);
  return at === null ? null : isoTime(at);
};

/** Minutes that count by an instant, ISO 8601 UTC, should it run until then. */
export const elapsedBy = (clock: Clock, at: string): number =>
  countedBy(clock.course, Date.parse(at)) / MINUTE;

/** When it falls due, or fell; of a paused clock, when it would, going on now. */
export const dueGoingOn = (clock: Clock, now: string): string =>
  clock.dueAt ??
  isoTime(
    clock.hours.addWorking(
      Date.parse(now),
      clock.targetMinutes * MINUTE - countedBy(clock.course, clock.until),
    ),
  );
