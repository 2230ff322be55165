import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  hasPhrases,
  MOST_STEMS,
  parseWords,
  whyNothing,
} from '../../../../lambdas/core/domain/search/query.ts';

const NOTHING = { stems: [], beginnings: [], phrases: [] };

describe('a query of words', () => {
  it.each([
    ['broken invoices', { stems: ['broken'], beginnings: [{ text: 'invoices', stem: 'invoic' }] }],
    ['не приходит счёт', { stems: ['приход'], beginnings: [{ text: 'счет', stem: 'счет' }] }],
    ['INV-2041', { stems: ['inv-2041'] }],
    ['inv-*', { beginnings: [{ text: 'inv-', stem: null }] }],
    ['(expo*', { beginnings: [{ text: 'expo', stem: null }] }],
    ['(expo)', { beginnings: [{ text: 'expo', stem: 'expo' }] }],
    ['inv-20*', { beginnings: [{ text: 'inv-20', stem: null }] }],
    [
      'прин* дым',
      {
        beginnings: [
          { text: 'прин', stem: null },
          { text: 'дым', stem: 'дым' },
        ],
      },
    ],
    ['pr* ab', { stems: ['pr', 'ab'] }],
    ['the', {}],
    ['"to be or not"', { phrases: [['to', 'be', 'or', 'not']] }],
    [
      '"unexpected end" tea',
      {
        stems: ['unexpect', 'end'],
        beginnings: [{ text: 'tea', stem: 'tea' }],
        phrases: [['unexpected', 'end']],
      },
    ],
    ['«Не могу войти»', { stems: ['войт', 'мог'], phrases: [['не', 'могу', 'войти']] }],
    ['""', {}],
    ['?! ***', {}],
    ['"half open', { stems: ['half'], beginnings: [{ text: 'open', stem: 'open' }] }],
  ])('"%s" is understood', (text, query) => {
    expect(parseWords(text)).toEqual({ ...NOTHING, ...query });
  });

  it('of 300 characters looks up the longest of its words', () => {
    const words = Array.from({ length: 50 }, (_, at) => `w${'x'.repeat(at % 20)}${at}`);
    const { stems, beginnings } = parseWords(words.join(' '));
    expect(stems).toHaveLength(MOST_STEMS);
    expect(beginnings).toHaveLength(1);
    expect(Math.min(...stems.map(({ length }) => length))).toBeGreaterThan(15);
  });

  it('is understood whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const { stems, beginnings } = parseWords(text);
        expect(stems.length + beginnings.length).toBeLessThanOrEqual(MOST_STEMS + 3);
      }),
    );
  });
});

const NO_WORD = 'a word has 2 to 64 letters or digits, and is not as common as "the".';

describe('a query that can find nothing', () => {
  it.each([
    ['ex*', '"ex*" needs at least three letters or digits before its *.'],
    ['invoice c++* ab', '"c++*" needs at least three letters or digits before its *.'],
    ['invoice c*', '"c*" needs at least three letters or digits before its *.'],
    ['C++', `There is no word to search for in C++: ${NO_WORD}`],
    ['the', `There is no word to search for in the: ${NO_WORD}`],
    ['"c#" *', `There is no word to search for in "c#" *: ${NO_WORD}`],
  ])('says why: %s', (text, why) => {
    expect(whyNothing(text)).toBe(why);
  });

  it.each(['exp*', 'ex', 'C++ crash', 'the crash', '"C++ ex*" crash', 'v5.2*', 'счё*'])(
    'is not "%s", of which enough is left',
    (text) => {
      expect(whyNothing(text)).toBeNull();
    },
  );
});

describe('a phrase', () => {
  it.each([
    ['stands in one text', 'unexpected end', ['The message: UNEXPECTED  end.'], true],
    ['does not reach over two', 'unexpected end', ['unexpected', 'end'], false],
    ['is of whole words', 'port stop', ['The export stopped'], false],
    ['passes over spelling', 'счет пришел', ['Счёт-пришёл!'], true],
  ])('%s', (_what, phrase, texts, found) => {
    expect(hasPhrases(parseWords(`"${phrase}"`).phrases, texts)).toBe(found);
  });

  it('is one of several that must all be there', () => {
    expect(hasPhrases([['a'], ['b']], ['a', 'b'])).toBe(true);
    expect(hasPhrases([['a'], ['c']], ['a', 'b'])).toBe(false);
    expect(hasPhrases([], [])).toBe(true);
  });
});
