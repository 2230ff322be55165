import { describe, expect, it } from 'vitest';
import { inBoth } from './both.ts';

const use = (eventId: string, macro: string, category = 'payments') => ({
  macro,
  category,
  eventId,
  at: '2026-11-02T09:00:00.000Z',
});

describe('uses of macros', () => {
  inBoth((stores) => {
    const counted = async (category = 'payments') =>
      Object.fromEntries(await stores().macroUses.of(category));

    it('are none at first', async () => {
      expect(await counted()).toEqual({});
    });

    it('count up for each macro in each category', async () => {
      const { macroUses } = stores();
      await macroUses.count(use('evt_1', 'refund'));
      await macroUses.count(use('evt_2', 'refund'));
      await macroUses.count(use('evt_3', 'wait'));
      await macroUses.count(use('evt_4', 'refund', 'bug'));
      expect(await counted()).toEqual({ refund: 2, wait: 1 });
      expect(await counted('bug')).toEqual({ refund: 1 });
    });

    it('count an event once, however often it is told', async () => {
      const { macroUses } = stores();
      for (let told = 0; told < 3; told += 1) await macroUses.count(use('evt_1', 'refund'));
      await Promise.all([1, 2, 3].map(() => macroUses.count(use('evt_2', 'refund'))));
      expect(await counted()).toEqual({ refund: 2 });
    });
  });
});
