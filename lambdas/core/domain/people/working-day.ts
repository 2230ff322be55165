/** A person's working day: when it ends, and how far so many hours of work reach. */
import type { Settings } from '../settings/schemas.ts';
import { AROUND_THE_CLOCK, type WorkingTime } from '../sla/working-time.ts';
import type { Caller } from './caller.ts';
import { endOfDay } from './day.ts';
import { hoursOf } from './shift.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A shorter break is a part of the day, a longer one is the night. */
const NIGHT = 8 * HOUR;

const ownAgent = (caller: Caller, { agents }: Settings) =>
  caller.kind === 'agent' ? agents.find(({ id }) => id === caller.id) : undefined;

/** The caller's hours; whoever has no schedule works around the clock. */
const hoursOfCaller = (caller: Caller, settings: Settings): WorkingTime => {
  const agent = ownAgent(caller, settings);
  return agent === undefined ? AROUND_THE_CLOCK : hoursOf(agent, settings);
};

/** When so many minutes of the caller's working time have passed from `now` on; both ISO 8601 UTC. */
export const afterWorking = (minutes: number, caller: Caller, settings: Settings, now: string): string =>
  new Date(hoursOfCaller(caller, settings).addWorking(Date.parse(now), minutes * 60_000)).toISOString();

/**
 * When the working day that is under way ends, or the next one, once it is over; lunch is no end, a night is. Whoever
 * has no hours, or no nights, has the day of the desk's clock. ISO 8601 UTC.
 */
export const endOfWorkingDay = (caller: Caller, settings: Settings, now: string): string => {
  const hours = hoursOfCaller(caller, settings);
  const today = endOfDay(now, settings.desk.timeZone);
  if (hours === AROUND_THE_CLOCK) return today;
  const begins = Math.max(Date.parse(now), hours.addWorking(Date.parse(now), 1) - 1);
  let ends = begins;
  for (const { from, to, counted } of hours.spansBetween(begins, begins + DAY)) {
    if (!counted) continue;
    if (from - ends >= NIGHT) break;
    ends = to;
  }
  return ends >= begins + DAY ? today : new Date(ends).toISOString();
};
