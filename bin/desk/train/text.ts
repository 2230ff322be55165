/** The figures of a model as lines for people. */
import type { Measured } from '../../../lambdas/core/application/model-ports.ts';
import type {
  ConfusionRow,
  Evaluation,
  ReliabilityPoint,
} from '../../../lambdas/core/domain/triage/model/evaluate.ts';
import { TARGETS } from '../../../lambdas/core/domain/triage/model/model.ts';

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

const table = (rows: readonly (readonly string[])[]): readonly string[] => {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows.map(
    (row) =>
      `  ${row
        .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
        .join('  ')
        .trimEnd()}`,
  );
};

/** More do not fit on a line; of more, the largest are shown. */
const SHOWN = 10;
const NAME_MOST = 20;
const MISTAKES_SHOWN = 10;

const short = (label: string): string =>
  label.length > NAME_MOST ? `${label.slice(0, NAME_MOST - 1)}…` : label;

const sizeOf = ({ guesses }: ConfusionRow): number =>
  Object.values(guesses).reduce((sum, count) => sum + count, 0);

const confusionLines = (confusion: readonly ConfusionRow[]): readonly string[] => {
  const shown = confusion.toSorted((a, b) => sizeOf(b) - sizeOf(a)).slice(0, SHOWN);
  const all = shown.length === confusion.length;
  const names = shown.map(({ actual }) => actual);
  const rows = shown.map(({ actual, guesses }, at) => {
    const own = names.map((name) => guesses[name] ?? 0);
    const rest = sizeOf({ actual, guesses }) - own.reduce((sum, count) => sum + count, 0);
    return [`${at + 1} ${short(actual)}`, ...own.map(String), String(rest)];
  });
  return [
    `  Tickets by what people said (rows) and what the model said (columns${all ? '' : `; the ${SHOWN} largest of ${confusion.length}`}):`,
    ...table([['', ...names.map((_, at) => String(at + 1)), 'other'], ...rows]),
  ];
};

const mistakeLines = (confusion: readonly ConfusionRow[]): readonly string[] => {
  const mistakes = confusion.flatMap(({ actual, guesses }) =>
    Object.entries(guesses).flatMap(([guess, count]) => (guess === actual ? [] : [{ actual, guess, count }])),
  );
  const most = mistakes.toSorted((a, b) => b.count - a.count).slice(0, MISTAKES_SHOWN);
  return most.length === 0
    ? []
    : [
        '  Most frequent mistakes:',
        ...table(most.map(({ actual, guess, count }) => [`${actual} taken for ${guess}`, String(count)])),
      ];
};

const bar = (share: number): string => '█'.repeat(Math.round(share * 20)).padEnd(20, '·');

const reliabilityLines = (points: readonly ReliabilityPoint[]): readonly string[] => [
  '  How sure it was, and how often it was right:',
  ...points.map(
    ({ from, to, count, confidence, accuracy }) =>
      `  ${String(Math.round(from * 100)).padStart(3)}–${String(Math.round(to * 100)).padEnd(3)} %  ` +
      `${bar(accuracy)} ${percent(accuracy).padStart(7)} right, ${percent(confidence).padStart(7)} sure, ${count} tickets`,
  ),
];

const abstentionLines = ({ abstention }: Evaluation): readonly string[] => [
  '  When it answers only from a confidence on:',
  ...table([
    ['confidence', 'answered', 'right'],
    ...abstention.map(({ limit, answered, accuracy }) => [
      limit.toFixed(2),
      percent(answered),
      percent(accuracy),
    ]),
  ]),
];

const evaluationLines = (target: string, evaluation: Evaluation): readonly string[] => [
  '',
  `${target}: accuracy ${evaluation.accuracy.toFixed(3)}, macro-F1 ${evaluation.macroF1.toFixed(3)} ` +
    `(${evaluation.count} tickets, ${evaluation.confusion.length} classes)`,
  ...confusionLines(evaluation.confusion),
  ...(evaluation.confusion.length > SHOWN ? mistakeLines(evaluation.confusion) : []),
  ...reliabilityLines(evaluation.reliability),
  ...abstentionLines(evaluation),
];

const measuredText = (measured: Measured): readonly string[] => [
  `Trained in ${measured.seconds.toFixed(1)} s; ${(measured.modelBytes / 1_000_000).toFixed(2)} MB; ` +
    `${measured.microsecondsPerTicket} µs a ticket.`,
  ...TARGETS.flatMap((target) => {
    const evaluation = measured[target];
    return evaluation === undefined ? [] : evaluationLines(target, evaluation);
  }),
];

/** For people, or one object for programs. */
export const measuredLines = (measured: Measured, json: boolean): readonly string[] =>
  json ? [JSON.stringify(measured)] : measuredText(measured);
