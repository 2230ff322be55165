/** The working day of a person or of the desk: its date, when it ends, and how far so many hours of work reach. */
import type { Settings } from '../settings/schemas.ts';
import { AROUND_THE_CLOCK, type WorkingTime, workingTimeOf } from '../sla/working-time.ts';
import type { Caller } from './caller.ts';
import { dateIn, endOfDay } from './day.ts';
import { hoursOf } from './shift.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A shorter break is a part of the day, a longer one is the night. */
const NIGHT = 8 * HOUR;

export interface WorkingDay {
  /** On which it begins, by the clock it was asked for by; `2026-11-22`. */
  readonly date: string;
  /** ISO 8601 UTC. */
  readonly endsAt: string;
}

const isoTime = (instant: number): string => new Date(instant).toISOString();

/** Where the work that is under way at an instant began and will end, breaks included, as far as that is needed. */
const aroundWork = (hours: WorkingTime, at: number): readonly [begins: number, ends: number] => {
  let [begins, ends] = [at, at];
  for (const { from, to, counted } of [...hours.spansBetween(at - DAY - NIGHT, at)].reverse()) {
    if (!counted) continue;
    if (begins - to >= NIGHT) break;
    begins = from;
  }
  for (const { from, to, counted } of hours.spansBetween(at, at + DAY + NIGHT)) {
    if (!counted) continue;
    if (from - ends >= NIGHT) break;
    ends = to;
  }
  return [begins, ends];
};

/**
 * The working day that is under way, or the next one once it is over: lunch is no end, a night is, and work that goes on
 * for longer than a day ends with each day of the clock in `timeZone`. ISO 8601 UTC.
 */
export const workingDayAt = (hours: WorkingTime, timeZone: string, now: string): WorkingDay => {
  const instant = Date.parse(now);
  const at = Math.max(instant, hours.addWorking(instant, 1) - 1);
  const [begins, ends] = aroundWork(hours, at);
  if (ends - begins <= DAY) return { date: dateIn(isoTime(begins), timeZone), endsAt: isoTime(ends) };
  const pivot = isoTime(instant < begins ? at : instant);
  const midnight = Date.parse(endOfDay(pivot, timeZone));
  return { date: dateIn(pivot, timeZone), endsAt: isoTime(Math.min(midnight, ends)) };
};

const ownAgent = (caller: Caller, { agents }: Settings) =>
  caller.kind === 'agent' ? agents.find(({ id }) => id === caller.id) : undefined;

/** The caller's hours; whoever has no schedule works around the clock. */
const hoursOfCaller = (caller: Caller, settings: Settings): WorkingTime => {
  const agent = ownAgent(caller, settings);
  return agent === undefined ? AROUND_THE_CLOCK : hoursOf(agent, settings);
};

/** Those of the desk's `schedule`; around the clock when it has none. */
export const hoursOfDesk = ({ desk, schedules }: Settings): WorkingTime => {
  const schedule = schedules.find(({ id }) => id === desk.schedule);
  return schedule === undefined ? AROUND_THE_CLOCK : workingTimeOf(schedule);
};

/** When so many minutes of the caller's working time have passed from `now` on; both ISO 8601 UTC. */
export const afterWorking = (minutes: number, caller: Caller, settings: Settings, now: string): string =>
  isoTime(hoursOfCaller(caller, settings).addWorking(Date.parse(now), minutes * 60_000));

/** When the caller's working day ends; whoever has no hours of their own has the desk's day. ISO 8601 UTC. */
export const endOfWorkingDay = (caller: Caller, settings: Settings, now: string): string => {
  const own = hoursOfCaller(caller, settings);
  const hours = own === AROUND_THE_CLOCK ? hoursOfDesk(settings) : own;
  return workingDayAt(hours, settings.desk.timeZone, now).endsAt;
};
