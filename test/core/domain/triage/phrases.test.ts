import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { phraseOf, stretchesOf, wordedText } from '../../../../lambdas/core/domain/triage/phrases.ts';

const found = (phrase: string, text: string) => stretchesOf(phraseOf(phrase), wordedText(text));

/** All ways to read a phrase, one word after the other: before which words it can end when it begins at `at`. */
const endsFrom = (parts: readonly string[], words: readonly string[], at: number): readonly number[] => {
  const [part, ...more] = parts;
  if (part === undefined) return [at];
  if (part === '*') return [0, 1, 2, 3].flatMap((apart) => endsFrom(more, words, at + apart));
  const word = words[at];
  const isIt = part.endsWith('*') ? word?.startsWith(part.slice(0, -1)) : word === part;
  return isIt === true ? endsFrom(more, words, at + 1) : [];
};

const word = fc.constantFrom('a', 'b', 'ab', 'abc', 'c');
const part = fc.constantFrom('a', 'b', 'ab', 'a*', 'b*', 'ab*');
const parts = fc
  .array(fc.tuple(part, fc.nat(2)), { minLength: 1, maxLength: 4 })
  .map((all) =>
    all.flatMap(([one, stars], at) => (at === all.length - 1 ? [one] : [one, ...Array(stars).fill('*')])),
  );

describe('a phrase', () => {
  it('is found wherever one of all ways to read it leads, and ends as far as one does', () => {
    fc.assert(
      fc.property(parts, fc.array(word, { maxLength: 14 }), (phrase, words) => {
        const all = words.flatMap((_, at) => {
          const ends = endsFrom(phrase, words, at);
          return ends.length === 0 ? [] : [[at, Math.max(...ends)]];
        });
        expect(found(phrase.join(' '), words.join(' '))).toEqual(all);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is words, whatever stands between them in the phrase or in the text', () => {
    expect(found("can't * log-in*", 'I CAN’T, sadly: "Log... Ins"')).toEqual([[1, 6]]);
    expect(found('счёт', 'Счет')).toEqual([[0, 1]]);
    expect(found('*', 'a')).toEqual([]);
    expect(found('a', '')).toEqual([]);
  });

  it.each([
    ['C++', 'Our c++ build', true],
    ['C++', 'in C++.', true],
    ['C++', 'C++17', true],
    ['C++', 'vitamin C', false],
    ['C++', 'C+', false],
    ['C+', 'C++', false],
    ['C#', 'C#/F#', true],
    ['C#', 'see /docs/c#scope', false],
    ['A+', 'A+B', false],
    ['.NET', 'the (.NET) runtime', true],
    ['.NET 8*', '.Net 8.0', true],
    ['.NET', 'ASP.NET', false],
    ['.NET', 'wait...net', false],
    ['.NET', 'the net', false],
    ['net', '.NET', true],
    ['net*', '.NET', true],
    ['C', 'C++', true],
    ['C++ * crash*', 'C++, which crashes', true],
    ['notepad+*', 'Notepad++', true],
    ['c++builder', 'C++Builder', true],
  ])('has marks that make another word of it: %j in %j is %s', (phrase, text, isThere) => {
    expect(found(phrase, text).length > 0).toBe(isThere);
  });

  it.each([
    ['a * * * * * * * b', 'a '.repeat(10_000)],
    [`a*${' *'.repeat(36)} b`, 'a '.repeat(10_000)],
    ['не * * * * * * работает', 'не '.repeat(6_000)],
    ['charged * * * * * * * * twice', `charged ${'x '.repeat(24)}`.repeat(700)],
    [`${'a* * * '.repeat(11)}b`, `${'a '.repeat(9_999)}b`],
  ])('of many stars takes as long as its text: %j', (phrase, text) => {
    const before = performance.now();
    found(phrase, text);
    expect(performance.now() - before).toBeLessThan(1_000);
  });
});
