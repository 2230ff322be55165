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

/** The fields that a schema which refused others does know. */
const knownFields = (issue: z.core.$ZodRawIssue): readonly string[] => {
  const { def } = (issue.inst as z.core.$ZodObject | z.core.$ZodRecord<z.core.$ZodEnum>)._zod;
  return Object.keys(def.type === 'object' ? def.shape : def.keyType._zod.def.entries);
};

/** The document with its defaults filled in, or what is wrong with it; paths as lists, for those who know lines. */
export const readDocument = <K extends SettingsKind>(
  kind: K,
  input: unknown,
): { readonly document: SettingsDocument<K> } | { readonly problems: readonly DocumentProblem[] } => {
  // zod tells of unknown fields together; people want each by its path, with what it might have been.
  const known = new Map<unknown, readonly string[]>();
  const result = z.safeParse(SETTINGS_SCHEMAS[kind], input, {
    error: (issue) => {
      if (issue.code !== 'unrecognized_keys') return sentenceOf(issue);
      known.set(issue.keys, knownFields(issue));
      return '';
    },
  });
  if (result.success) return { document: result.data as SettingsDocument<K> };
  const problems = result.error.issues.flatMap((issue): readonly DocumentProblem[] => {
    const path = steps(issue.path);
    if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }];
    const fields = known.get(issue.keys) as readonly string[];
    return issue.keys.map((key) => ({ path: [...path, key], message: unknownField(key, fields) }));
  });
  return { problems };
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
