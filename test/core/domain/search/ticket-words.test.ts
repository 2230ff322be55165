import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  LIMITS,
  RULES,
  type Said,
  stemsOf,
  wordsAfter,
} from '../../../../lambdas/core/domain/search/ticket-words.ts';
import { aComment, aTicket } from '../../builders.ts';

const said = (text: string, more: Parameters<typeof aComment>[0] = {}): Said => ({
  comment: aComment({ text, ...more }),
  isDescription: false,
});
const stems = (...all: readonly Said[]): ReadonlySet<string> => stemsOf(wordsAfter(null, aTicket(), all, 1));

describe('a ticket is found by', () => {
  it('subject, tags, people, details and what was said', () => {
    const ticket = aTicket({
      subject: 'Exports stop',
      tags: ['VIP', 'black friday'],
      details: { order: 'INV-2041' },
      requester: { email: 'maria@example.com', name: 'Maria Lind' },
      participants: [{ email: 'olga@shop.example', name: null, kind: 'cc' }],
    });
    const found = stemsOf(
      wordsAfter(null, ticket, [said('Принтеры молчат', { by: 'agent', public: false })], 1),
    );
    for (const stem of [
      'export',
      'vip',
      'fridai',
      'inv-2041',
      'maria@example.com',
      'lind',
      'shop.example',
      'принтер',
    ])
      expect(found).toContain(stem);
  });

  it('names of files and of strangers', () => {
    const file = { id: 'att_1', fileName: 'crash.log', contentType: 'text/plain', size: 1, sha256: '' };
    expect(stems(said('Look', { attachments: [file] }))).toContain('crash.log');
    expect(stems(said('Look', { by: 'stranger' }))).toContain('who@elsewhere.example');
  });

  it('what was written this time, not what was quoted', () => {
    const found = stems(said('', { bodyText: 'Fixed > broken hinge', visibleText: 'Fixed' }));
    expect(found).toContain('fix');
    expect(found).not.toContain('hing');
  });

  it('no question of the system', () => {
    expect(stems(said('Which hovercraft?', { by: 'system' }))).not.toContain('hovercraft');
  });
});

describe('the words of a ticket', () => {
  const text = fc.lorem({ maxCount: 60 }).map((words) => said(words));

  it('are the same in whatever order comments come, and however often', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 12 }), (comments) => {
        const once = comments.reduce(
          (words, one) => wordsAfter(words, aTicket(), [one], 1),
          wordsAfter(null, aTicket(), [], 1),
        );
        const again = comments
          .toReversed()
          .flatMap((one) => [one, one])
          .reduce((words, one) => wordsAfter(words, aTicket(), [one], 1), wordsAfter(null, aTicket(), [], 1));
        expect(again).toEqual(once);
        expect(wordsAfter(null, aTicket(), comments, 1)).toEqual(once);
      }),
    );
  });

  it('are bounded', () => {
    const numbers = (from: number, count: number): string =>
      Array.from({ length: count }, (_, at) => `word${from + at}`).join(' ');
    const many = Array.from({ length: 40 }, (_, at) => said(numbers(at * 100, 100)));
    const ticket = aTicket({
      subject: numbers(9000, 60),
      tags: Array.from({ length: 50 }, (_, at) => numbers(7000 + at * 5, 5)),
    });
    const words = wordsAfter(
      null,
      ticket,
      [{ ...said(numbers(5000, 100)), isDescription: true }, ...many],
      7,
    );
    expect(words.said).toHaveLength(LIMITS.said);
    expect(words.subject).toHaveLength(LIMITS.subject);
    expect(stemsOf(words).size).toBeLessThanOrEqual(
      LIMITS.said + LIMITS.subject + LIMITS.tags + LIMITS.people + LIMITS.details,
    );
    expect(words).toMatchObject({ version: 7, rules: RULES });
  });

  it('lose what is no longer on the ticket and keep what was said', () => {
    const before = wordsAfter(
      null,
      aTicket({ subject: 'Hovercraft', tags: ['eels'] }),
      [said('Hovercraft is full')],
      1,
    );
    const after = wordsAfter(before, aTicket({ subject: 'Boat' }), [], 2);
    expect(stemsOf(after)).toContain('hovercraft');
    expect(stemsOf(after)).not.toContain('eel');
    expect(stemsOf(null).size).toBe(0);
  });
});
