/** What is wrong with a field, in words. zod/mini brings none, and its locales are too big for a door's bundle. */
import type * as z from 'zod/mini';
import { didYouMean } from './spelling.ts';

type Issue = z.core.$ZodRawIssue;

const EXPECTED: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'a set of fields',
  record: 'a set of fields',
};

const received = (input: unknown): string => {
  if (input === null) return 'nothing';
  if (Array.isArray(input)) return 'a list';
  return (
    { string: 'text', number: 'a number', boolean: 'true or false' }[typeof input as string] ??
    'a set of fields'
  );
};

const typeSentence = (expected: string, input: unknown): string => {
  if (input === undefined) return 'is missing';
  const wanted = EXPECTED[expected] ?? expected;
  if (expected === 'int' && typeof input === 'number') return 'must be a whole number';
  const quoted = expected === 'string' && ['number', 'boolean'].includes(typeof input);
  return `must be ${wanted}, not ${received(input)}${quoted ? '; put it in quotes' : ''}`;
};

const ANYTHING_ELSE = 'is not what can stand here';

const oneOf = (values: readonly unknown[], input: unknown): string => {
  if (input === undefined) return 'is missing';
  if (values.length === 0) return ANYTHING_ELSE;
  const words = values.map(String);
  const last = words.at(-1);
  const list = words.length === 1 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
  if (typeof input !== 'string') return `must be ${list}`;
  return `must be ${list}${words.includes(input) ? ', without quotes' : didYouMean(input, words)}`;
};

const UNITS: Readonly<Record<string, string>> = { string: 'characters', array: 'items', map: 'entries' };

const bound = (issue: Issue, word: 'least' | 'most', limit: unknown): string => {
  const unit = UNITS[String(issue.origin)];
  if (unit === undefined) return `must be at ${word} ${limit}`;
  return word === 'least' && limit === 1 ? 'must not be empty' : `must have at ${word} ${limit} ${unit}`;
};

const FORMATS: Readonly<Record<string, string>> = {
  date: 'must be a date such as "2026-12-25"',
  datetime: 'must be a time in UTC such as "2026-12-25T08:00:00Z"',
};

/** The choices of a union of literals, as `lines: 1, 2 or 3`. */
const literals = (errors: readonly (readonly z.core.$ZodIssue[])[]): readonly unknown[] =>
  errors.flat().flatMap((inner) => (inner.code === 'invalid_value' ? inner.values : []));

/** A phrase that goes on after the field's name: "must be …", "is missing". Messages of the schemas win over it. */
export const sentenceOf = (issue: Issue): string => {
  switch (issue.code) {
    case 'invalid_type':
      return typeSentence(issue.expected, issue.input);
    case 'invalid_value':
      return oneOf(issue.values, issue.input);
    case 'invalid_union':
      return oneOf(literals(issue.errors), issue.input);
    case 'too_small':
      return bound(issue, 'least', issue.minimum);
    case 'too_big':
      return bound(issue, 'most', issue.maximum);
    case 'invalid_format':
      return FORMATS[issue.format] ?? 'is not in the form that it must have';
    case 'invalid_key':
      return `is not a name that can stand here: ${issue.issues[0]?.message}`;
    default:
      return ANYTHING_ELSE;
  }
};

/** For a field that the schema does not know. */
export const unknownField = (field: string, known: readonly string[]): string =>
  `is not a field that is known here${didYouMean(field, known)}`;
