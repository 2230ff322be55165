import { describe, expect, it } from 'vitest';
import { opinionKey } from '../../../lambdas/core/adapters/dynamodb/keys.ts';
import type { Heard } from '../../../lambdas/core/domain/triage/opinion/opinion.ts';
import { after } from '../builders.ts';
import { inBoth, inDatabase } from './both.ts';
import { ticketId } from './changes.ts';

const ticket = ticketId(1);
const model = 'eu.amazon.nova-lite-v1:0';
const said: Heard = {
  kind: 'said',
  model,
  category: 'bug',
  priority: null,
  confidence: 0.8,
  reason: 'It is <b>broken</b>.',
};
const unheard: Heard = { kind: 'unheard', model, why: 'timeout' };
const day = '2026-11-22';

describe('the questions to a language model', () => {
  inBoth((stores) => {
    it('are put by one of twenty who come with the same', async () => {
      const { opinions } = stores();
      const begun = await Promise.all(
        Array.from({ length: 20 }, () => opinions.begin(ticket, 'why', after(0))),
      );
      expect(begun.filter(({ kind }) => kind === 'new')).toHaveLength(1);
      expect(begun.filter(({ kind }) => kind === 'asked')).toEqual(
        Array.from({ length: 19 }, () => ({ kind: 'asked', heard: null })),
      );
    });

    it.each([said, unheard])('keep what was heard: $kind', async (heard) => {
      const { opinions } = stores();
      await opinions.begin(ticket, 'why', after(0));
      await opinions.keep(ticket, 'why', heard);
      expect(await opinions.begin(ticket, 'why', after(60))).toEqual({ kind: 'asked', heard });
      expect(await opinions.begin(ticketId(2), 'why', after(60))).toEqual({ kind: 'new' });
    });

    it('give way to another question of the same ticket, whose answer is its own', async () => {
      const { opinions } = stores();
      await opinions.begin(ticket, 'why', after(0));
      await opinions.keep(ticket, 'why', said);
      expect(await opinions.begin(ticket, 'why not', after(1))).toEqual({ kind: 'new' });
      await opinions.keep(ticket, 'why', said);
      expect(await opinions.begin(ticket, 'why not', after(2))).toEqual({ kind: 'asked', heard: null });
    });

    it('may be put again after thirty days', async () => {
      const { opinions } = stores();
      await opinions.begin(ticket, 'why', after(0));
      expect((await opinions.begin(ticket, 'why', after(29 * 24 * 60))).kind).toBe('asked');
      expect((await opinions.begin(ticket, 'why', after(31 * 24 * 60))).kind).toBe('new');
    });

    it('are at most as many a day as the desk allows, however many come at once', async () => {
      const { opinions } = stores();
      const spent = await Promise.all(Array.from({ length: 30 }, () => opinions.spend(day, 12)));
      expect(spent.filter((isAllowed) => isAllowed)).toHaveLength(12);
      expect(await opinions.spend(day, 12)).toBe(false);
      expect(await opinions.spend(day, 13)).toBe(true);
      expect(await opinions.spend('2026-11-23', 12)).toBe(true);
    });
  });

  inDatabase((stores) => {
    it('go away by themselves, and keep no text of the ticket', async () => {
      const { opinions, table } = stores();
      await opinions.begin(ticket, 'My secret is 1234', '2026-11-22T10:00:00.000Z');
      const row = await table.get(opinionKey(ticket));
      expect(row).toMatchObject({ expiresAt: Date.parse('2026-12-22T10:00:00.000Z') / 1000 });
      expect(JSON.stringify(row)).not.toContain('1234');
    });
  });
});
