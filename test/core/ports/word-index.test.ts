import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WordIndex } from '../../../lambdas/core/application/search-ports.ts';
import { RULES, stemsOf, type TicketWords } from '../../../lambdas/core/domain/search/ticket-words.ts';
import { inBoth, inDatabase } from './both.ts';
import { opening, ticketId } from './changes.ts';

const words = (
  version: number,
  subject: readonly string[],
  more: Partial<TicketWords> = {},
): TicketWords => ({
  version,
  rules: RULES,
  subject,
  about: [],
  said: [],
  ...more,
});

/** Every ticket of the stem, however many a page holds. */
const all = async (index: WordIndex, stem: string, most = 100): Promise<readonly string[]> => {
  const ids: string[] = [];
  for (;;) {
    const page = await index.tickets(stem, ids.at(-1) ?? null, most);
    expect(page.length).toBeLessThanOrEqual(most);
    ids.push(...page);
    if (page.length < most) return ids;
  }
};

describe('the lists of the search', () => {
  inBoth((stores) => {
    it('have the tickets of a stem, newest first, page by page', async () => {
      const { words: index } = stores();
      for (const n of [3, 1, 5, 2, 4])
        await index.follow(ticketId(n), null, words(1, ['оплат', n % 2 === 0 ? 'even' : 'odd']));
      expect(await all(index, 'оплат')).toEqual([5, 4, 3, 2, 1].map(ticketId));
      for (const most of [1, 2, 3, 5])
        expect(await all(index, 'оплат', most)).toEqual([5, 4, 3, 2, 1].map(ticketId));
      expect(await all(index, 'even')).toEqual([4, 2].map(ticketId));
      expect(await index.tickets('оплат', `${ticketId(3)}~`, 1)).toEqual([ticketId(3)]);
      expect(await index.tickets('оплат', ticketId(1), 9)).toEqual([]);
      expect(await all(index, 'опла')).toEqual([]);
    });

    it('keep what is indexed of a ticket', async () => {
      const { words: index } = stores();
      const kept = words(3, ['a1', 'b2'], {
        about: ['inv-2041', 'maria@example.com'],
        said: [
          { stem: 'принтер', weight: 3 },
          { stem: 'fire', weight: 1 },
        ],
      });
      expect(await index.wordsOf(ticketId(1))).toBeNull();
      await index.follow(ticketId(1), null, kept);
      await index.follow(ticketId(2), null, words(1, []));
      expect(await index.wordsOf(ticketId(1))).toEqual(kept);
      expect(await index.wordsOfAll([1, 2, 3, 1].map(ticketId))).toEqual(
        new Map([
          [ticketId(1), kept],
          [ticketId(2), words(1, [])],
        ]),
      );
      expect(await index.wordsOfAll([])).toEqual(new Map());
    });

    it('follow a ticket whose words change, and only from where it was', async () => {
      const { words: index } = stores();
      const [first, second] = [words(1, ['old', 'same']), words(4, ['new', 'same'])];
      expect(await index.follow(ticketId(1), null, first)).toBe(true);
      expect(await index.follow(ticketId(1), null, first)).toBe(false);
      expect(await index.follow(ticketId(1), first, second)).toBe(true);
      expect(await index.follow(ticketId(1), first, words(2, ['third']))).toBe(false);
      expect(await index.wordsOf(ticketId(1))).toEqual(second);
      expect(await all(index, 'old')).toEqual([]);
      for (const stem of ['new', 'same']) expect(await all(index, stem)).toEqual([ticketId(1)]);
    });

    it('know the stems that begin so, each once', async () => {
      const { words: index } = stores();
      for (const n of Array.from({ length: 60 }, (_, at) => at + 1))
        await index.follow(
          ticketId(n),
          null,
          words(1, ['print', n % 2 === 0 ? 'printer' : 'press', `print${n % 4}`]),
        );
      expect(await index.stemsBeginning('print', 9)).toEqual([
        'print',
        'print0',
        'print1',
        'print2',
        'print3',
        'printer',
      ]);
      expect(await index.stemsBeginning('print', 2)).toEqual(['print', 'print0']);
      expect(await index.stemsBeginning('prx', 9)).toEqual([]);
    });

    it('have a ticket under each of its stems whatever changes it went through', async () => {
      const { words: index } = stores();
      const set = fc.uniqueArray(fc.constantFrom('aa', 'ab', 'ac', 'яд', 'ядр', '5.2', 'x@y.z'), {
        maxLength: 5,
      });
      const [lives = []] = fc.sample(
        fc.array(fc.array(set, { minLength: 1, maxLength: 4 }), { minLength: 6, maxLength: 6 }),
        {
          numRuns: 1,
          seed: 11,
        },
      );
      const now = new Map<string, TicketWords>();
      for (const [at, life] of lives.entries()) {
        let before: TicketWords | null = null;
        for (const [step, stems] of life.entries()) {
          const after = words(step + 1, stems);
          expect(await index.follow(ticketId(at), before, after)).toBe(true);
          before = after;
          now.set(ticketId(at), after);
        }
      }
      for (const stem of ['aa', 'ab', 'ac', 'яд', 'ядр', '5.2', 'x@y.z']) {
        const having = [...now].filter(([, one]) => stemsOf(one).has(stem)).map(([id]) => id);
        expect(await all(index, stem)).toEqual(having.toSorted().toReversed());
      }
    });
  });

  inDatabase((stores) => {
    it('do not lose a word that a later version has put back while an earlier one takes it away', async () => {
      const { words: index, table } = stores();
      const first = words(1, ['word']);
      const gone = words(2, []);
      await index.follow(ticketId(1), null, first);
      const slow: typeof table.delete = table.delete.bind(table);
      table.delete = async (...of) => {
        table.delete = slow;
        expect(await index.follow(ticketId(1), gone, words(3, ['word']))).toBe(true);
        return slow(...of);
      };
      expect(await index.follow(ticketId(1), first, gone)).toBe(true);
      expect(await all(index, 'word')).toEqual([ticketId(1)]);
    });

    it('are made whole by a repetition after they were left half way', async () => {
      const { words: index, table } = stores();
      const put = table.put.bind(table);
      table.put = () => Promise.reject(new Error('the function died'));
      await expect(index.follow(ticketId(1), null, words(1, ['a1', 'b2']))).rejects.toThrow('died');
      table.put = put;
      expect(await index.follow(ticketId(1), null, words(1, ['a1', 'b2']))).toBe(true);
      expect(await all(index, 'a1')).toEqual([ticketId(1)]);
    });
  });
});

describe('tickets by their ids', () => {
  inBoth((stores) => {
    it('come in the order asked for, those that there are', async () => {
      const { tickets } = stores();
      for (const n of [1, 2, 3]) await tickets.save(opening(n));
      const found = await tickets.listed([3, 9, 1].map(ticketId));
      expect(found.map(({ id }) => id)).toEqual([3, 1].map(ticketId));
      expect(found[0]).not.toHaveProperty('generation');
      expect(await tickets.listed([])).toEqual([]);
    });
  });
});
