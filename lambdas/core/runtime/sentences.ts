/** What is wrong with a field, as a sentence: zod/mini brings none, and all wrong fields are told at once. */
import type * as z from 'zod/mini';
import type { FieldProblem } from '../domain/errors.ts';

type Issue = z.core.$ZodIssue;

const NO_WORDS = 'Invalid input';

/** For every parse whose issues are told: without it words of a locale would count, if anything has loaded one. */
export const WORDLESS = { error: (): string => NO_WORDS };

const MOST_NAMED = 100;
const MOST_NAME_LENGTH = 100;

const aKind = (expected: string): string => {
  if (expected === 'int') return 'a whole number';
  if (expected === 'boolean') return 'true or false';
  if (expected === 'array') return 'a list';
  if (expected === 'record') return 'an object';
  return /^[aeiou]/.test(expected) ? `an ${expected}` : `a ${expected}`;
};

const units: Readonly<Record<string, string>> = { string: 'characters', array: 'items', set: 'items' };

const bound = (side: 'least' | 'most', origin: string, limit: number | bigint): string => {
  const unit = units[origin];
  if (unit === undefined) return `must be at ${side} ${limit}`;
  if (side === 'least' && Number(limit) === 1) return 'must not be empty';
  return `must have at ${side} ${limit} ${unit}`;
};

const formats: Readonly<Record<string, string>> = {
  datetime: 'must be an ISO 8601 time in UTC such as "2026-11-30T09:00:00Z"',
  date: 'must be a date such as "2026-11-30"',
  starts_with: 'starts with something else than it must',
};

const sentenceOf = (issue: Issue): string => {
  if (issue.message !== '' && issue.message !== NO_WORDS) return issue.message;
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${aKind(issue.expected)}`;
    case 'invalid_value':
      return `must be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map((value) => JSON.stringify(value)).join(', ')}`;
    case 'too_small':
      return bound('least', issue.origin, issue.minimum);
    case 'too_big':
      return bound('most', issue.origin, issue.maximum);
    case 'invalid_format':
      return formats[issue.format] ?? 'is not in the form that it must have';
    case 'invalid_key':
      return `is no name that can stand here: ${issue.issues[0] === undefined ? 'it is wrong' : sentenceOf(issue.issues[0])}`;
    default:
      return 'is not what can stand here';
  }
};

const pathOf = (path: readonly PropertyKey[]): string =>
  path.map((step) => String(step).slice(0, MOST_NAME_LENGTH)).join('.');

/** Of several forms the one that fits best speaks: the one with the fewest faults. */
const closest = (forms: readonly (readonly Issue[])[]): readonly Issue[] =>
  forms.reduce((best, form) => (form.length < best.length ? form : best), forms[0] ?? []);

const problemsAt = (
  issue: Issue,
  before: readonly PropertyKey[],
  input: unknown,
): readonly FieldProblem[] => {
  const path = [...before, ...issue.path];
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      path: pathOf([...path, key]),
      message: 'is no field that is known here',
    }));
  if (issue.code === 'invalid_union' && issue.errors.length > 0)
    return closest(issue.errors).flatMap((inner) => problemsAt(inner, path, input));
  return [{ path: pathOf(path), message: isAbsent(input, path) ? 'is needed' : sentenceOf(issue) }];
};

const isAbsent = (input: unknown, path: readonly PropertyKey[]): boolean => {
  let here = input;
  for (const step of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, step)) return true;
    here = (here as Readonly<Record<PropertyKey, unknown>>)[step];
  }
  return here === undefined;
};

/** Every wrong field of `input`, in the order of the schema, at most 100; paths in dots, `''` is the whole. */
export const fieldProblems = (issues: readonly Issue[], input: unknown): readonly FieldProblem[] =>
  issues.flatMap((issue) => problemsAt(issue, [], input)).slice(0, MOST_NAMED);
