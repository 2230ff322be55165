import { describe, expect, it } from 'vitest';
import { parseSearch } from '../../../../lambdas/core/domain/ticket/search.ts';

const NONE = { status: null, line: null, product: null, category: null };

describe('a search', () => {
  it.each([
    ['1001', { kind: 'number', number: 1001 }],
    ['  #1001 ', { kind: 'number', number: 1001 }],
    ['999999999999999', { kind: 'number', number: 999_999_999_999_999 }],
    ['Maria@Example.com', { kind: 'email', email: 'maria@example.com' }],
    ['иван@пример.рф', { kind: 'email', email: 'иван@пример.рф' }],
  ])('for "%s" knows what it is', (query, by) => {
    expect(parseSearch(query)).toEqual({ by, ...NONE });
  });

  it('takes filters before, after and in any order', () => {
    expect(parseSearch('line:2 status:on-hold 7 category:bug product:mobile')).toEqual({
      by: { kind: 'number', number: 7 },
      status: 'on-hold',
      line: 2,
      product: 'mobile',
      category: 'bug',
    });
  });

  it.each([
    ['', 'BadQuery'],
    ['   ', 'BadQuery'],
    ['status:open', 'BadQuery'],
    ['1001 status:asleep', 'BadQuery'],
    ['1001 status:', 'BadQuery'],
    ['1001 line:4', 'BadQuery'],
    ['1001 line:1 line:2', 'BadQuery'],
    ['export', 'NotBuiltYet'],
    ['1001 export', 'NotBuiltYet'],
    ['1001 1002', 'NotBuiltYet'],
    ['0', 'NotBuiltYet'],
    ['1001 colour:red', 'NotBuiltYet'],
    ['9999999999999999', 'NotBuiltYet'],
  ])('for "%s" is refused as %s', (query, name) => {
    expect(() => parseSearch(query)).toThrow(expect.objectContaining({ name }));
  });
});
