/** Judged tickets from a table of text: `.csv` as RFC 4180 has it, or the same compressed, `.csv.gz`. */
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { CsvError, parse } from 'csv-parse';
import { type Example, TARGETS } from '../../../lambdas/core/domain/triage/model/model.ts';
import { Refused } from '../http.ts';

const COLUMNS = ['subject', 'body', 'language', ...TARGETS] as const;
type Column = (typeof COLUMNS)[number];

/** Nobody calls a category by a longer name, but a shifted column may look like one. */
const LABEL_MOST = 200;

/** Where each column of ours stands; other columns are not looked at. */
const placesOf = (file: string, head: readonly string[]): Partial<Record<Column, number>> => {
  const names = head.map((name) => name.trim().toLowerCase());
  const places: Partial<Record<Column, number>> = {};
  for (const column of COLUMNS) {
    const at = names.indexOf(column);
    if (at === -1) continue;
    if (names.indexOf(column, at + 1) !== -1) throw new Refused(`${file}:1 has two columns "${column}"`);
    places[column] = at;
  }
  if (places.subject === undefined && places.body === undefined)
    throw new Refused(`${file}:1 has neither a column "subject" nor a column "body"; it has ${head.join()}`);
  if (TARGETS.every((target) => places[target] === undefined))
    throw new Refused(`${file}:1 has none of the columns ${TARGETS.join(', ')}: there is nothing to learn`);
  return places;
};

const cellOf = (cells: readonly string[], at: number | undefined): string =>
  at === undefined ? '' : (cells[at] ?? '');

const exampleOf = (
  where: string,
  cells: readonly string[],
  places: Partial<Record<Column, number>>,
): Example => {
  const labelOf = (column: Column): string | null => {
    const label = cellOf(cells, places[column]).trim();
    if (label.length > LABEL_MOST)
      throw new Refused(`${where} has a ${column} of ${label.length} characters, ${LABEL_MOST} is the most`);
    return label === '' ? null : label;
  };
  return {
    subject: cellOf(cells, places.subject),
    body: cellOf(cells, places.body),
    language: labelOf('language'),
    category: labelOf('category'),
    priority: labelOf('priority'),
    line: labelOf('line'),
  };
};

/** Every way in which a file can be no table, in a sentence. */
const refusalOf = (file: string, error: unknown): unknown => {
  if (error instanceof CsvError) {
    const line = 'lines' in error ? `:${error.lines}` : '';
    return new Refused(`${file}${line} ${error.message}`, [], error);
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT') return new Refused(`there is no file ${file}`, [], error);
  if (code === 'EISDIR') return new Refused(`${file} is a folder`, [], error);
  if (code === 'EACCES') return new Refused(`${file} may not be read`, [], error);
  if (/^Z_/.test(code)) return new Refused(`${file} is not compressed as .gz, or is cut off`, [], error);
  return error;
};

/** The first row is the head. Throws Refused with the line of the first row that is wrong. */
export const readTickets = async (file: string): Promise<readonly Example[]> => {
  const bytes = createReadStream(file);
  const table = parse({ bom: true, info: true, skip_empty_lines: true });
  // What goes wrong in one of them is thrown where the last of them is read.
  const broken = (): void => undefined;
  if (file.endsWith('.gz')) pipeline(bytes, createGunzip(), table, broken);
  else pipeline(bytes, table, broken);
  const examples: Example[] = [];
  let places: Partial<Record<Column, number>> | null = null;
  try {
    for await (const { record, info } of table as AsyncIterable<{
      record: readonly string[];
      info: { lines: number };
    }>) {
      if (places === null) places = placesOf(file, record);
      else examples.push(exampleOf(`${file}:${info.lines}`, record, places));
    }
  } catch (error) {
    throw refusalOf(file, error);
  }
  if (places === null) throw new Refused(`${file} is empty`);
  if (examples.length === 0) throw new Refused(`${file} has a head and no tickets`);
  return examples;
};
