import { describe, expect, test } from 'vitest';
import { type Source, sourcesIn } from './sources.ts';

const lambdas = sourcesIn('lambdas');
const code = [...lambdas, ...['lib', 'bin', 'local', 'bench'].flatMap(sourcesIn)];
const everything = [...code, ...sourcesIn('test')];

const where = (sources: readonly Source[], isWrong: (source: Source) => boolean): readonly string[] =>
  sources.filter(isWrong).map(({ path }) => path);

const OWN_TEST = /^test\/architecture\//;

describe('files', () => {
  test('stay below 12 KB: past 10 a file is two files', () => {
    // A table is one file: it is printed and read as a whole.
    const tables = ['lambdas/core/contracts/routes.ts'];
    const isLong = ({ text, path }: Source) => Buffer.byteLength(text) > 12 * 1024 && !tables.includes(path);
    expect(where(code, isLong)).toEqual([]);
  });

  test('say on top what they are', () => {
    const undocumented = where(
      code.filter(({ path }) => !/^lambdas\/(api|mail|events|steps)\//.test(path)),
      ({ text }) => !/^(#![^\n]*\n)?\s*\/\*\*/.test(text),
    );
    expect(undocumented).toEqual([]);
  });

  test('are named for what is in them', () => {
    expect(
      where(everything, ({ path }) => /(^|\/)(index|utils?|helpers?|common|misc)(\.|\/)/.test(path)),
    ).toEqual([]);
  });

  test('have no default export: a thing has one name', () => {
    const allowed = new Set(['vitest.config.ts']);
    const found = where(
      code,
      ({ path, code: text }) => !allowed.has(path) && /\bexport default\b/.test(text),
    );
    expect(found).toEqual([]);
  });
});

describe('types', () => {
  test('are never any, and the compiler is never told to look away', () => {
    const isLoose = ({ code: text, text: whole, path }: Source): boolean =>
      !OWN_TEST.test(path) &&
      (/(:|\bas|<|,|\||=>)\s*any\b(?!\s*:)/.test(text) || /@ts-(ignore|expect-error|nocheck)/.test(whole));
    expect(where(everything, isLoose)).toEqual([]);
  });

  test('come from zod by namespace, and from zod/mini in everything that a function loads', () => {
    const wrong = everything.flatMap(({ path, imports }) =>
      imports
        .filter(({ target }) => /^zod(\/|$)/.test(target))
        .filter(({ target, statement }) => {
          const wanted = path.startsWith('lambdas/') ? ['zod/mini'] : ['zod', 'zod/mini'];
          return !wanted.includes(target) || !/^import (type )?\* as z from /.test(statement);
        })
        .map(({ statement }) => `${path}: ${statement}`),
    );
    expect(wrong).toEqual([]);
  });
});

describe('rules are pure', () => {
  const rules = lambdas.filter(({ path }) => path.startsWith('lambdas/core/domain/'));

  test.each([
    ['the time', /\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\b/],
    ['chance', /\bMath\.random\b|\brandomUUID\b|\brandomBytes\b|\brandomInt\b/],
    ['the environment', /\bprocess\.|\bglobalThis\b/],
    ['the log', /\bconsole\./],
    ['timers and the network', /\bsetTimeout\b|\bsetInterval\b|\bfetch\(/],
  ])('and do not ask for %s', (_what, pattern) => {
    expect(where(rules, ({ code: text }) => pattern.test(text))).toEqual([]);
  });
});

describe('one word per idea (product.md section 1)', () => {
  /** Only words that have no second, honest meaning in code: `state`, `source`, `message`, `timer` and `level` have. */
  const WORDS: Readonly<Record<string, string>> = {
    customer: 'requester',
    client_id: 'requester',
    severity: 'priority',
    tier: 'line',
    department: 'group',
    bump: 'escalate',
    violation: 'breach',
    calendar: 'schedule',
    subscription: 'plan',
    staff: 'agent',
    operator: 'agent',
  };

  const wordsIn = (text: string): ReadonlySet<string> =>
    new Set(
      [...text.matchAll(/[A-Za-z]+/g)].flatMap(([name]) =>
        name
          .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
          .toLowerCase()
          .split(' '),
      ),
    );

  test.each(Object.entries(WORDS))('nothing in lambdas is called %s: say %s', (word) => {
    expect(
      where(lambdas, ({ code: text }) => wordsIn(text).has(word) || wordsIn(text).has(`${word}s`)),
    ).toEqual([]);
  });
});
