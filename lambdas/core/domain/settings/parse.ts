/** Reads a settings document from whatever JSON or YAML gave, naming every wrong field at once. */
import * as z from 'zod/mini';
import type { FieldProblem } from '../errors.ts';
import type { SettingsKind } from './kinds.ts';
import { SETTINGS_SCHEMAS, type SettingsDocument } from './schemas.ts';
import { sentenceOf, unknownField } from './sentences.ts';

/** One wrong field of a document; `path` leads to it from the document's root. */
export interface DocumentProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

const steps = (path: readonly PropertyKey[]): (string | number)[] =>
  path.map((step) => (typeof step === 'number' ? step : String(step)));

/** Keys by the JSON of the path at which a schema lists them. */
type KnownKeys = ReadonlyMap<string, readonly string[]>;

const knownKeys = (issue: z.core.$ZodRawIssue): readonly string[] => {
  const schema = issue.inst as z.core.$ZodObject | z.core.$ZodRecord<z.core.$ZodEnum> | undefined;
  const def = schema?._zod.def;
  if (def === undefined) return [];
  return Object.keys(def.type === 'object' ? def.shape : def.keyType._zod.def.entries);
};

const problemsOf = (issue: z.core.$ZodIssue, known: KnownKeys): readonly DocumentProblem[] => {
  const path = steps(issue.path);
  if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }];
  return issue.keys.map((key) => ({
    path: [...path, key],
    message: unknownField(key, known.get(JSON.stringify(path)) ?? []),
  }));
};

/** The document with its defaults filled in, or what is wrong with it; paths as lists, for those who know lines. */
export const readDocument = <K extends SettingsKind>(
  kind: K,
  input: unknown,
): { readonly document: SettingsDocument<K> } | { readonly problems: readonly DocumentProblem[] } => {
  const known = new Map<string, readonly string[]>();
  const result = z.safeParse(SETTINGS_SCHEMAS[kind], input, {
    error: (issue) => {
      if (issue.code === 'unrecognized_keys')
        known.set(JSON.stringify(steps(issue.path ?? [])), knownKeys(issue));
      return sentenceOf(issue);
    },
  });
  if (result.success) return { document: result.data as SettingsDocument<K> };
  return { problems: result.error.issues.flatMap((issue) => problemsOf(issue, known)) };
};

/** `agents[2].email`: how people find a field. */
export const pathText = (kind: string, path: readonly (string | number)[]): string =>
  kind + path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');

/** An answer of the API ends somewhere. */
const PROBLEMS_MOST = 200;

/** As `readDocument`, for the API: paths as text, at most 200 problems. */
export const parseDocument = <K extends SettingsKind>(
  kind: K,
  input: unknown,
): { readonly document: SettingsDocument<K> } | { readonly problems: readonly FieldProblem[] } => {
  const read = readDocument(kind, input);
  if ('document' in read) return read;
  return {
    problems: read.problems
      .slice(0, PROBLEMS_MOST)
      .map(({ path, message }) => ({ path: pathText(kind, path), message })),
  };
};
