/** Reads a settings file, remembering on which line each thing stands. */
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument } from 'yaml';
import { SETTINGS_KINDS, type SettingsKind } from '../../lambdas/core/domain/settings/kinds.ts';
import { pathText, readDocument } from '../../lambdas/core/domain/settings/parse.ts';
import type { Settings } from '../../lambdas/core/domain/settings/schemas.ts';
import { didYouMean } from '../../lambdas/core/domain/settings/spelling.ts';

/** Both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** One thing that somebody has to mend, and where. */
export interface Mistake extends Position {
  /** `agents[2].email`; empty when the whole file is meant. */
  readonly path: string;
  readonly message: string;
}

/** A settings file as far as it could be read: documents with mistakes of their own are missing. */
export interface SettingsFile {
  readonly documents: Partial<Settings>;
  readonly mistakes: readonly Mistake[];
  /** Where a thing stands, or the nearest thing around it that is there. */
  readonly locate: (path: readonly (string | number)[]) => Position;
}

type Yaml = ReturnType<typeof parseDocument>;

/** The part below a node and the place to point at: the name of a field, or the beginning of a list's item. */
const stepInto = (node: unknown, step: string | number): { node: unknown; offset: number | undefined } => {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step)) as
      | Pair<Node, Node | null>
      | undefined;
    return { node: pair?.value, offset: pair?.key.range?.[0] };
  }
  const item = isSeq(node) ? (node.items[Number(step)] as Node | undefined) : undefined;
  return { node: item, offset: item?.range?.[0] };
};

const locator = (yaml: Yaml, counter: LineCounter) => (path: readonly (string | number)[]) => {
  let node: unknown = yaml.contents;
  let offset = 0;
  for (const step of path) {
    const next = stepInto(isAlias(node) ? node.resolve(yaml) : node, step);
    if (next.offset === undefined) break;
    node = next.node;
    offset = next.offset;
  }
  const { line, col } = counter.linePos(offset);
  return { line, column: col };
};

const isKind = (name: string): name is SettingsKind => (SETTINGS_KINDS as readonly string[]).includes(name);

/** Every mistake that the file shows by itself: its YAML, unknown names at the top, and fields. */
export const readDeskFile = (text: string): SettingsFile => {
  const counter = new LineCounter();
  const yaml = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  const locate = locator(yaml, counter);
  if (yaml.errors.length > 0) {
    const mistakes = yaml.errors.map(({ pos, message }) => {
      const { line, col } = counter.linePos(pos[0]);
      return { line, column: col, path: '', message: `is not YAML: ${message}` };
    });
    return { documents: {}, mistakes, locate };
  }
  const content: unknown = yaml.toJS();
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    const message = `must have a key for each document: ${SETTINGS_KINDS.join(', ')}`;
    return { documents: {}, mistakes: [{ line: 1, column: 1, path: '', message }], locate };
  }
  const documents: Record<string, unknown> = {};
  const mistakes: Mistake[] = [];
  for (const [name, input] of Object.entries(content)) {
    if (!isKind(name)) {
      const message = `is no settings document${didYouMean(name, SETTINGS_KINDS)}`;
      mistakes.push({ ...locate([name]), path: name, message });
      continue;
    }
    const read = readDocument(name, input);
    if ('document' in read) documents[name] = read.document;
    else {
      mistakes.push(
        ...read.problems.map(({ path, message }) => ({
          ...locate([name, ...path]),
          path: pathText(name, path),
          message,
        })),
      );
    }
  }
  return { documents: documents as Partial<Settings>, mistakes, locate };
};
