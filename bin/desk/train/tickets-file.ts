/** Judged tickets from a table of text: `.csv` as RFC 4180 has it or as spreadsheets write it, or compressed, `.csv.gz`. */
import { createReadStream } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { CsvError, parse } from 'csv-parse';
import { LINES, PRIORITIES } from '../../../lambdas/core/domain/ticket/words.ts';
import { type Example, TARGETS } from '../../../lambdas/core/domain/triage/model/model.ts';
import { Refused } from '../http.ts';
import { decoded, WrongEncoding } from './decoded.ts';
import { readHead, separatorOf } from './separator.ts';

const COLUMNS = ['subject', 'body', 'language', ...TARGETS] as const;
type Column = (typeof COLUMNS)[number];

/** Nobody calls a category by a longer name, but a shifted column may look like one. */
const LABEL_MOST = 200;
const SHOWN_MOST = 40;
const HEAD_SHOWN_MOST = 200;

/** As they come, also by turns: files are put together from others. */
const LINE_ENDS = ['\r\n', '\n', '\r'];

const withoutTexts = (file: string, head: string): Refused =>
  new Refused(
    `${file}:1 has neither a column "subject" nor a column "body"; it has ${head.slice(0, HEAD_SHOWN_MOST)}`,
  );

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
  if (places.subject === undefined && places.body === undefined) throw withoutTexts(file, head.join());
  if (TARGETS.every((target) => places[target] === undefined))
    throw new Refused(`${file}:1 has none of the columns ${TARGETS.join(', ')}: there is nothing to learn`);
  return places;
};

/** What the desk knows of a column by itself; a category is any word, for the desk may have it. */
const KNOWN: { readonly [K in Column]?: ReadonlySet<string> } = {
  priority: new Set(PRIORITIES),
  line: new Set(LINES.map(String)),
};

/** Values that are none of their column, and how many tickets have each: `<column> "<value>"`. */
type Strange = Map<string, number>;

const NAMED_MOST = 10;

const strangeText = (file: string, strange: Strange): string => {
  const named = [...strange].sort(([, few], [, many]) => many - few);
  const shown = named.slice(0, NAMED_MOST).map(([value, count]) => `${value} (${count})`);
  const more = named.length > shown.length ? ` and ${named.length - shown.length} more` : '';
  return `${file}: nothing is learnt from what is no priority (${PRIORITIES.join(', ')}) or line (${LINES.join(', ')}): ${shown.join(', ')}${more}`;
};

const cellOf = (cells: readonly string[], at: number | undefined): string =>
  at === undefined ? '' : (cells[at] ?? '');

const exampleOf = (
  where: string,
  cells: readonly string[],
  places: Partial<Record<Column, number>>,
  strange: Strange,
): Example => {
  const labelOf = (column: Column): string | null => {
    const label = cellOf(cells, places[column]).trim();
    if (label.length > LABEL_MOST)
      throw new Refused(`${where} has a ${column} of ${label.length} characters, ${LABEL_MOST} is the most`);
    const known = KNOWN[column];
    if (label === '' || known === undefined) return label === '' ? null : label;
    const plain = label.toLowerCase();
    if (known.has(plain)) return plain;
    const value = `${column} "${label.slice(0, SHOWN_MOST)}"`;
    strange.set(value, (strange.get(value) ?? 0) + 1);
    return null;
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
  if (error instanceof WrongEncoding)
    return new Refused(
      `${file} is not written in UTF-8 but in another encoding (Excel may have saved it in windows-1251 or windows-1252): save it as "CSV UTF-8"`,
      [],
      error,
    );
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT') return new Refused(`there is no file ${file}`, [], error);
  if (code === 'EISDIR') return new Refused(`${file} is a folder`, [], error);
  if (code === 'EACCES') return new Refused(`${file} may not be read`, [], error);
  if (/^Z_/.test(code)) return new Refused(`${file} is not compressed as .gz, or is cut off`, [], error);
  return error;
};

/** The rows of the file, the head first. Throws Refused when no separator makes a table with columns of ours out of it. */
const tableOf = async (file: string) => {
  const bytes = createReadStream(file);
  const text = decoded().setEncoding('utf8');
  // What goes wrong in one of them is thrown where the last of them is read.
  const broken = (): void => undefined;
  if (file.endsWith('.gz')) pipeline(bytes, createGunzip(), text, broken);
  else pipeline(bytes, text, broken);
  const { read, line } = await readHead(text);
  if (read === '') throw new Refused(`${file} is empty`);
  const delimiter = separatorOf(line, COLUMNS);
  if (delimiter === null) throw withoutTexts(file, line);
  const table = parse({ delimiter, record_delimiter: LINE_ENDS, info: true, skip_empty_lines: true });
  const whole = async function* () {
    yield read;
    yield* text;
  };
  pipeline(Readable.from(whole()), table, broken);
  return table as AsyncIterable<{ record: readonly string[]; info: { lines: number } }>;
};

/**
 * The first row is the head. `warn` hears in a sentence of priorities and lines that are none: those cells count as empty.
 * Throws Refused with the line of the first row that is wrong.
 */
export const readTickets = async (
  file: string,
  warn: (sentence: string) => void = () => undefined,
): Promise<readonly Example[]> => {
  const examples: Example[] = [];
  const strange: Strange = new Map();
  let places: Partial<Record<Column, number>> | null = null;
  try {
    for await (const { record, info } of await tableOf(file)) {
      if (places === null) places = placesOf(file, record);
      else examples.push(exampleOf(`${file}:${info.lines}`, record, places, strange));
    }
  } catch (error) {
    throw refusalOf(file, error);
  }
  if (places === null) throw new Refused(`${file} is empty`);
  if (examples.length === 0) throw new Refused(`${file} has a head and no tickets`);
  if (strange.size > 0) warn(strangeText(file, strange));
  return examples;
};
