/** When an agent is at work, as far as the desk knows: in the hours of their schedule, unless they are away. */
import type { Agent, Settings } from '../settings/schemas.ts';
import { AROUND_THE_CLOCK, type WorkingTime, workingTimeOf } from '../sla/working-time.ts';

const MINUTE = 60_000;

/** So much of a shift must be left for a reminder: reminders are gathered for two minutes, and a workflow may wake late. */
const ENOUGH = 5 * MINUTE;

/** What is still enough for one that was due while there was more left. */
const STILL_ENOUGH = 3 * MINUTE;

/** More breaks than a schedule has between two stretches of five minutes. */
const MOST_BREAKS = 50;

/** Whoever has no schedule is always at work. */
export const hoursOf = (
  agent: Pick<Agent, 'schedule'>,
  settings: Pick<Settings, 'schedules'>,
): WorkingTime => {
  const schedule = settings.schedules.find(({ id }) => id === agent.schedule);
  return schedule === undefined ? AROUND_THE_CLOCK : workingTimeOf(schedule);
};

const backAt = ({ awayUntil }: Agent): number =>
  awayUntil == null ? Number.NEGATIVE_INFINITY : Date.parse(awayUntil);

const hasLeft = (hours: WorkingTime, instant: number, amount: number): boolean =>
  hours.workingBetween(instant, instant + amount) === amount;

/** Whether they said that they are not there, whatever their shift. */
export const isAway = (agent: Pick<Agent, 'awayUntil'>, at: string): boolean =>
  agent.awayUntil != null && Date.parse(agent.awayUntil) > Date.parse(at);

/** Whether the agent is in a shift of theirs and not away; ISO 8601 UTC. */
export const isOnShift = (agent: Agent, settings: Pick<Settings, 'schedules'>, at: string): boolean => {
  return !isAway(agent, at) && hasLeft(hoursOf(agent, settings), Date.parse(at), MINUTE);
};

/** Whether a reminder that is told now reaches the agent before they leave. */
export const canBeReminded = (agent: Agent, settings: Settings, at: string): boolean => {
  const instant = Date.parse(at);
  return instant >= backAt(agent) && hasLeft(hoursOf(agent, settings), instant, STILL_ENOUGH);
};

/** The first instant from `from` on at which the agent is at work and stays for five minutes; both ISO 8601 UTC. */
export const nextAtWork = (agent: Agent, settings: Pick<Settings, 'schedules'>, from: string): string => {
  const hours = hoursOf(agent, settings);
  let at = Math.max(Date.parse(from), backAt(agent));
  for (let breaks = 0; breaks < MOST_BREAKS && !hasLeft(hours, at, ENOUGH); breaks += 1) {
    const begins = hours.addWorking(at, 1) - 1;
    at = begins > at ? begins : hours.addWorking(at, hours.workingBetween(at, at + ENOUGH));
  }
  return new Date(at).toISOString();
};
