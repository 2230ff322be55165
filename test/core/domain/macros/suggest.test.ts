import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { suggest } from '../../../../lambdas/core/domain/macros/suggest.ts';
import { aMacro } from './macros.ts';

const comment = { body: { en: 'Hello!' } };
const payments = aMacro({ id: 'payments', categories: ['payments'], comment });
const refund = aMacro({ id: 'refund', categories: ['payments', 'licences'], comment });
const bug = aMacro({ id: 'bug', categories: ['bug'], comment });
const thanks = aMacro({ id: 'thanks', comment });
const wait = aMacro({ id: 'wait', comment });
const expert = aMacro({ id: 'expert', lines: [2, 3], comment });
const all = [wait, bug, payments, refund, thanks, expert];
const ticket = { category: 'payments', line: 1, language: 'en' } as const;

const ids = (...args: Parameters<typeof suggest>) => suggest(...args).map(({ macro }) => macro.id);

describe('macros for a ticket', () => {
  it('are those of its category and those for all, the first suggested', () => {
    expect(suggest(all, ticket, [], new Map())).toEqual([
      { macro: payments, suggested: true, reason: 'it is for "payments", the ticket\'s category', uses: 0 },
      { macro: refund, suggested: true, reason: 'it is for "payments", the ticket\'s category', uses: 0 },
      { macro: wait, suggested: false, reason: null, uses: 0 },
      { macro: thanks, suggested: false, reason: null, uses: 0 },
    ]);
  });

  it('are those of its line', () => {
    expect(ids([expert], ticket, [], new Map())).toEqual([]);
    expect(ids([expert], { ...ticket, line: 2 }, [], new Map())).toEqual(['expert']);
  });

  it('stand in the order of their use there', () => {
    expect(
      ids(
        all,
        ticket,
        [],
        new Map([
          ['refund', 1],
          ['thanks', 2],
        ]),
      ),
    ).toEqual(['refund', 'payments', 'thanks', 'wait']);
  });

  it('are suggested by what the text looks like, the likeliest first, after those of the category', () => {
    const guesses = [
      { category: 'licences', confidence: 0.2 },
      { category: 'bug', confidence: 0.71 },
    ];
    const offered = suggest(all, { ...ticket, category: 'other' }, guesses, new Map());
    expect(offered.map(({ macro, reason }) => [macro.id, reason])).toEqual([
      ['bug', 'the text looks like "bug" (71 %)'],
      ['refund', 'the text looks like "licences" (20 %)'],
      ['wait', null],
      ['thanks', null],
    ]);
    expect(ids(all, ticket, guesses, new Map()).slice(0, 3)).toEqual(['payments', 'refund', 'bug']);
  });

  it('of nearly as likely categories stand in the order of their use', () => {
    const guesses = [
      { category: 'licences', confidence: 0.41 },
      { category: 'bug', confidence: 0.44 },
    ];
    const other = { ...ticket, category: 'other' };
    expect(ids(all, other, guesses, new Map([['refund', 1]])).slice(0, 2)).toEqual(['refund', 'bug']);
    expect(ids(all, other, guesses, new Map()).slice(0, 2)).toEqual(['bug', 'refund']);
  });

  it('for two likely categories are likelier than for one of them', () => {
    const guesses = [
      { category: 'bug', confidence: 0.4 },
      { category: 'payments', confidence: 0.3 },
      { category: 'licences', confidence: 0.3 },
    ];
    const [first] = suggest(all, { ...ticket, category: 'other' }, guesses, new Map());
    expect(first).toMatchObject({ macro: refund, reason: 'the text looks like "payments" (30 %)' });
  });

  it('of equals come first in the language of the ticket', () => {
    const russian = aMacro({ id: 'russian', comment: { body: { en: 'Hello', ru: 'Привет' } } });
    const silent = aMacro({ id: 'silent', change: { priority: 'low' } });
    const three = [thanks, russian, silent];
    expect(ids(three, ticket, [], new Map())).toEqual(['thanks', 'russian', 'silent']);
    expect(ids(three, { ...ticket, language: 'ru-RU' }, [], new Map())).toEqual([
      ...['russian', 'silent', 'thanks'],
    ]);
  });

  it('are suggested when they have become a habit, after what was made for it', () => {
    const [first, second, third] = suggest(all, ticket, [], new Map([['thanks', 3]]));
    expect([first?.macro.id, second?.macro.id]).toEqual(['payments', 'refund']);
    expect(third).toEqual({
      macro: thanks,
      suggested: true,
      reason: 'used 3 times on tickets of "payments"',
      uses: 3,
    });
  });

  it('are each there once at most, with every suggestion before the rest', () => {
    const guess = fc.record({
      category: fc.constantFrom('payments', 'bug', 'licences', 'none'),
      confidence: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    const counts = fc.dictionary(fc.constantFrom(...all.map(({ id }) => id)), fc.nat(9));
    fc.assert(
      fc.property(fc.array(guess), counts, (guesses, uses) => {
        const offered = suggest(all, ticket, guesses, new Map(Object.entries(uses)));
        expect(new Set(offered.map(({ macro }) => macro.id)).size).toBe(offered.length);
        const flags = offered.map(({ suggested }) => suggested);
        expect(flags).toEqual(flags.toSorted((a, b) => Number(b) - Number(a)));
        for (const { suggested, reason } of offered) expect(reason !== null).toBe(suggested);
      }),
    );
  });
});
