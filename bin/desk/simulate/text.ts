/** Attainment now and then, as a table. */
import { METRICS } from '../../../lambdas/core/domain/ticket/words.ts';
import type { Count, Simulated } from './attainment.ts';

/** SLA attainment = met ÷ (met + breached) (product.md section 8). */
const share = ({ met, breached }: Count): string =>
  met + breached === 0 ? '–' : `${((met / (met + breached)) * 100).toFixed(1)} %`;

const cells = (count: Count): readonly string[] => [share(count), String(count.met), String(count.breached)];

const HEAD = ['', 'now', 'met', 'breached', 'then', 'met', 'breached'];

export const simulatedText = ({ tickets, now, changed }: Simulated): readonly string[] => [
  `${tickets} ${tickets === 1 ? 'ticket' : 'tickets'}; "then" is as if the file had applied`,
  '',
  ...[HEAD, ...METRICS.map((metric) => [metric, ...cells(now[metric]), ...cells(changed[metric])])].map(
    (row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(16) : cell.padStart(9)))
        .join(' ')
        .trimEnd(),
  ),
];
