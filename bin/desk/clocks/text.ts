/** A ticket's clocks as lines for a terminal: a table with a bar for each, and its trace as sentences. */
import type { ShownClock, ShownSpan } from './clocks-api.ts';
import { momentText, secondsText, spanText } from './times.ts';

const BAR = 20;

/** Full at the target; what is over it shows beside the bar, as percent. */
const bar = (share: number): string => {
  const filled = Math.min(BAR, Math.floor(share * BAR));
  return `[${'#'.repeat(filled)}${'-'.repeat(BAR - filled)}]`;
};

const dueText = ({ status, dueAt, timeZone }: ShownClock): string => {
  if (dueAt === null) return 'not due while it pauses';
  return `${status === 'running' || status === 'paused' ? 'due' : 'was due'} ${momentText(dueAt, timeZone)}`;
};

const secondsOf = (minutes: number): number => Math.round(minutes * 60);

const headline = (clock: ShownClock): readonly string[] => {
  const share = clock.elapsedMinutes / clock.targetMinutes;
  return [
    clock.metric,
    clock.policy,
    clock.status,
    bar(share),
    `${Math.floor(share * 100)} %`,
    `${secondsText(secondsOf(clock.elapsedMinutes))} of ${clock.targetMinutes} min`,
    dueText(clock),
  ];
};

const table = (rows: readonly (readonly string[])[]): readonly string[] => {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
};

/** Seconds of the counted spans, rounded so that they add up to the rounded whole: whole milliseconds are added, which are exact. */
const countedSeconds = (trace: readonly ShownSpan[]): readonly number[] => {
  let milliseconds = 0;
  return trace.map(({ counted, from, to }) => {
    const before = Math.round(milliseconds / 1000);
    if (counted) milliseconds += Date.parse(to) - Date.parse(from);
    return Math.round(milliseconds / 1000) - before;
  });
};

/** One sentence for each interval; those that counted add up to what has elapsed. */
export const traceSentences = ({ trace, timeZone }: ShownClock): readonly string[] => {
  const counted = countedSeconds(trace);
  return trace.map((span, index) => {
    const when = spanText(span.from, span.to, timeZone);
    return span.counted ? `${when} counted ${secondsText(counted[index] ?? 0)}` : `${when} ${span.why}`;
  });
};

/** `number` as people say it; without a policy there is nothing to count. */
export const clocksText = (number: string, clocks: readonly ShownClock[]): readonly string[] => {
  if (clocks.length === 0) return [`nothing is promised on ticket ${number}`];
  return [
    ...table(clocks.map(headline)),
    ...clocks.flatMap((clock) => [
      '',
      `${clock.metric}, times of ${clock.timeZone}`,
      ...traceSentences(clock).map((sentence) => `  ${sentence}`),
      `  together ${secondsText(secondsOf(clock.elapsedMinutes))}`,
    ]),
  ];
};
