/** What a change of fields says in its event: before and after of each, short enough for the bus. */
import type { FieldChange } from './event-payloads.ts';

type Changes = Readonly<Record<string, FieldChange>>;

/** Most of the 16 KB that an event may have (design.md section 3, long texts). */
const MOST_BYTES = 12_000;

/** Longest text of one value; the shorter ones are for a change of very many long fields. */
const LONGEST = 200;
const LONGEST_OF_MANY = 60;
const LONGEST_AT_WORST = 12;

const cut = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most).toWellFormed()}…` : text;

const shortened = (value: unknown, most: number): unknown => {
  if (typeof value === 'string') return cut(value, most);
  if (!Array.isArray(value)) return value;
  return most === LONGEST ? value : cut(value.join(', '), most);
};

const cutAll = (changes: Changes, most: number): Changes =>
  Object.fromEntries(
    Object.entries(changes).map(([field, { before, after }]) => [
      field,
      { before: shortened(before, most), after: shortened(after, most) },
    ]),
  );

const fits = (changes: Changes): boolean =>
  new TextEncoder().encode(JSON.stringify(changes)).length <= MOST_BYTES;

/** The same changes with texts over 200 characters cut, and cut harder when all together would be too large. */
export const readable = (changes: Changes): Changes => {
  const usual = cutAll(changes, LONGEST);
  if (fits(usual)) return usual;
  const shorter = cutAll(changes, LONGEST_OF_MANY);
  return fits(shorter) ? shorter : cutAll(changes, LONGEST_AT_WORST);
};

/** Lists are equal when they have the same entries in the same order. */
const same = (one: unknown, other: unknown): boolean =>
  Array.isArray(one) && Array.isArray(other)
    ? one.length === other.length && one.every((entry, index) => entry === other[index])
    : one === other;

/** The fields that differ; `details` name by name, as `details.version`. */
export const differences = (
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): Changes =>
  Object.fromEntries(
    Object.keys(after)
      .filter((field) => !same(before[field] ?? null, after[field] ?? null))
      .map((field) => [field, { before: before[field] ?? null, after: after[field] ?? null }]),
  );
