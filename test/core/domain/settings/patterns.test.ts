import { describe, expect, it } from 'vitest';
import { patternProblem } from '../../../../lambdas/core/domain/settings/patterns.ts';

describe('a pattern of a category', () => {
  it.each([
    ['\\b((?:INV|ORD)-\\d{4,10})\\b'],
    ['v?\\d+\\.\\d+'],
    ['\\d{1,4}(?:\\.\\d{1,4}){1,3}'],
    ['(?:foo|bar)?baz'],
    ['(?<word>\\p{L}+) \\k<word>'],
    ['[)(|+\\]]+\\)'],
    ['a{2,}?(?=b)(?!c)(?<=b)(?<!d)(?i:e)'],
    ['\\u{1F600}+|x{3}'],
    ['(?:.{1,90}){2}'],
    [''],
  ])('may be %s', (pattern) => {
    expect(patternProblem(pattern)).toBeNull();
  });

  it.each([['('], ['a{2,1}'], ['\\p{Nonsense}'], ['[b-a]']])(
    'must be an expression, unlike %s',
    (pattern) => {
      expect(patternProblem(pattern)).toMatch(/^is not a regular expression: [^/]+$/);
    },
  );

  it.each([['(a+)+$'], ['(a*)*'], ['(?:a|a)*b'], ['(?:a?b)+'], ['((a{1,3}))+'], ['(\\w+\\s?)*']])(
    'must not repeat without bound what repeats or chooses, unlike %s',
    (pattern) => {
      expect(patternProblem(pattern)).toMatch(/which can take forever/);
    },
  );

  it.each([
    ['.*a.*b.*c'],
    ['(?:a?){15}'],
    ['(?:a|aa){1,12}'],
    ['a?a?a?a?a?a?a?a?a?a?a?a?'],
    ['(?:[ab]{1,9}){4}'],
  ])('must not have too many ways to match, unlike %s', (pattern) => {
    expect(patternProblem(pattern)).toMatch(/could take too long/);
  });
});
