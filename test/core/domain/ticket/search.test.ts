import { describe, expect, it } from 'vitest';
import { parseSearch } from '../../../../lambdas/core/domain/ticket/search.ts';

const NONE = { status: null, line: null, product: null, category: null };

const ID = 'tkt_01M81VAK5T0000000000000000';

describe('a search', () => {
  it.each([
    ['1001', { kind: 'ticket', ref: 1001 }, '1001'],
    ['  #1001 ', { kind: 'ticket', ref: 1001 }, null],
    ['999999999999999', { kind: 'ticket', ref: 999_999_999_999_999 }, '999999999999999'],
    [ID, { kind: 'ticket', ref: ID }, ID],
    ['tkt_01M81', { kind: 'words' }, 'tkt_01M81'],
    ['Maria@Example.com', { kind: 'email', email: 'maria@example.com' }, 'Maria@Example.com'],
    ['иван@пример.рф', { kind: 'email', email: 'иван@пример.рф' }, 'иван@пример.рф'],
    ['export', { kind: 'words' }, 'export'],
    ['1001 export', { kind: 'words' }, '1001 export'],
    ['1001 1002', { kind: 'words' }, '1001 1002'],
    ['007', { kind: 'words' }, '007'],
    ['9999999999999999', { kind: 'words' }, '9999999999999999'],
    ['1001 colour:red', { kind: 'words' }, '1001 colour:red'],
    ['  "half   way"  export ', { kind: 'words' }, '"half   way" export'],
    ['«не могу войти»', { kind: 'words' }, '«не могу войти»'],
  ])('for "%s" knows what it is', (query, by, text) => {
    expect(parseSearch(query)).toEqual({ by, text, ...NONE });
  });

  it('takes filters before, after and in any order', () => {
    expect(parseSearch('line:2 status:on-hold 7 category:bug product:mobile')).toEqual({
      by: { kind: 'ticket', ref: 7 },
      text: '7',
      status: 'on-hold',
      line: 2,
      product: 'mobile',
      category: 'bug',
    });
    expect(parseSearch('broken line:1 invoice')).toEqual({
      by: { kind: 'words' },
      text: 'broken invoice',
      ...NONE,
      line: 1,
    });
    expect(parseSearch('"said status:odd to me"')).toMatchObject({
      text: '"said status:odd to me"',
      ...NONE,
    });
  });

  it.each([
    ['', 'BadQuery'],
    ['   ', 'BadQuery'],
    ['status:open', 'BadQuery'],
    ['1001 status:asleep', 'BadQuery'],
    ['export status:asleep', 'BadQuery'],
    ['1001 status:', 'BadQuery'],
    ['1001 line:4', 'BadQuery'],
    ['1001 line:1 line:2', 'BadQuery'],
    ['0', 'BadQuery'],
    ['invoice ex* line:1', 'BadQuery'],
    ['C++ status:open', 'BadQuery'],
  ])('for "%s" is refused as %s', (query, name) => {
    expect(() => parseSearch(query)).toThrow(expect.objectContaining({ name }));
  });
});
