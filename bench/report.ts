/** What a part of the bench found out, and how it is printed: tables, and aims beside what was measured. */

export type Cell = string | number;

/** Something that we want of the desk. It is told, never asserted: machines differ. */
export interface Aim {
  readonly what: string;
  readonly aim: string;
  readonly measured: string;
  readonly met: boolean;
}

export interface Section {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  readonly aims?: readonly Aim[];
  /** What a reader must know to read the figures rightly. */
  readonly notes?: readonly string[];
}

/** Three digits that count, or the whole number. */
const figure = (value: number): string => {
  if (Number.isInteger(value) || Math.abs(value) >= 100) return String(Math.round(value));
  return value.toLocaleString('en', { maximumSignificantDigits: 3, minimumSignificantDigits: 2 });
};

const textOf = (cell: Cell): string => (typeof cell === 'number' ? figure(cell) : cell);

/** The first column is a name and stands left, the others are figures and stand right. */
const tableOf = ({ columns, rows }: Section): readonly string[] => {
  const all = [columns, ...rows.map((row) => row.map(textOf))];
  const widths = columns.map((_, at) => Math.max(...all.map((row) => row[at]?.length ?? 0)));
  const written = all.map((row) =>
    row
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  '),
  );
  const [head = '', ...body] = written;
  return [head, '-'.repeat(head.length), ...body];
};

/** One section as lines of text. */
export const linesOf = (section: Section): readonly string[] => [
  '',
  `## ${section.title}`,
  '',
  ...tableOf(section),
  ...(section.aims ?? []).map(
    ({ what, aim, measured, met }) => `${met ? '  reached' : '  MISSED '}  ${what}: ${measured}, aim ${aim}`,
  ),
  ...(section.notes ?? []).map((note) => `  ${note}`),
];
