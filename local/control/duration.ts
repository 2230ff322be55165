/** ISO 8601 durations of weeks, days, hours, minutes and seconds. */
import { ControlProblem } from './problem.ts';

const MILLISECONDS = { W: 604_800_000, D: 86_400_000, H: 3_600_000, M: 60_000, S: 1000 } as const;

const PATTERN =
  /^P(?=.)(?:(?<W>\d+(?:\.\d+)?)W)?(?:(?<D>\d+(?:\.\d+)?)D)?(?:T(?=\d)(?:(?<H>\d+(?:\.\d+)?)H)?(?:(?<M>\d+(?:\.\d+)?)M)?(?:(?<S>\d+(?:\.\d+)?)S)?)?$/;

/** Whole milliseconds; `P3DT4H` is 273,600,000. Months and years have no fixed length, so they are refused. */
export function durationMilliseconds(text: unknown): number {
  const groups = typeof text === 'string' ? PATTERN.exec(text)?.groups : undefined;
  if (!groups) {
    const said = JSON.stringify(text) ?? 'nothing';
    throw new ControlProblem(
      400,
      `advance: ${said} is no ISO 8601 duration in weeks, days, hours, minutes or seconds, such as P3DT4H.`,
    );
  }
  const span = Object.entries(MILLISECONDS).reduce(
    (sum, [unit, each]) => sum + Number(groups[unit] ?? 0) * each,
    0,
  );
  return Math.round(span);
}
