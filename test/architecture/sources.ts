/** The project's own source files and what they import, read from the text: no build, no loader. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface Import {
  /** `lambdas/core/domain/errors.ts` for a file of ours, `zod/mini` for a package, `node:fs` for Node's own. */
  readonly target: string;
  readonly isOurs: boolean;
  /** The whole import carries types alone and is gone at run time. */
  readonly isType: boolean;
  /** The statement without its line breaks. */
  readonly statement: string;
}

export interface Source {
  /** From the root of the project. */
  readonly path: string;
  readonly text: string;
  /** Without comments, and with the contents of strings and templates left out. */
  readonly code: string;
  readonly imports: readonly Import[];
}

const withoutComments = (text: string): string =>
  text.replaceAll(/\/\*[\s\S]*?\*\//g, ' ').replaceAll(/(^|[\s;{}(),])\/\/[^\n]*/g, '$1');

const withoutTexts = (text: string): string =>
  withoutComments(text)
    .replaceAll(/'(?:[^'\\\n]|\\.)*'/g, "''")
    .replaceAll(/"(?:[^"\\\n]|\\.)*"/g, '""')
    .replaceAll(/\/(?![*/\s])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[dgimsuvy]*(?=[\s,;.)])/g, '/./');

const STATEMENT = /^[ \t]*((?:import|export)\b[^;'"]*?\bfrom\s*|import\s*)['"]([^'"]+)['"]/gm;
const DYNAMIC = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

const importOf = (path: string, clause: string, name: string): Import => {
  const isOurs = name.startsWith('.');
  return {
    target: isOurs ? normalize(join(dirname(path), name)) : name,
    isOurs,
    isType: /^\s*(?:import|export)\s+type\b/.test(clause),
    statement: `${clause.replaceAll(/\s+/g, ' ').trim()} '${name}'`,
  };
};

const importsOf = (path: string, text: string): readonly Import[] => {
  const code = withoutComments(text);
  return [
    ...[...code.matchAll(STATEMENT)].map(([, clause = '', name = '']) => importOf(path, clause, name)),
    ...[...code.matchAll(DYNAMIC)].map(([, name = '']) => importOf(path, 'import()', name)),
  ];
};

/** Every TypeScript file below a folder of the project; none when the folder is not there. */
export const sourcesIn = (folder: string): readonly Source[] => {
  let names: readonly string[];
  try {
    names = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' });
  } catch {
    return [];
  }
  return names
    .filter((name) => name.endsWith('.ts'))
    .map((name) => {
      const path = `${folder}/${name}`;
      const text = readFileSync(join(ROOT, path), 'utf8');
      return { path, text, code: withoutTexts(text), imports: importsOf(path, text) };
    });
};
