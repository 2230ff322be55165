import { describe, expect, it } from 'vitest';
import { inBoth } from './both.ts';
import { ticketId } from './changes.ts';

const said = (n: number, version: number, what: object) => ({
  ticketId: ticketId(n),
  version,
  by: 'agt_1',
  at: '2026-11-02T09:00:00.000Z',
  ...what,
});

const nothing = { category: null, priority: null, line: null, solved: false, merged: false };

describe('what people said of tickets', () => {
  inBoth((stores) => {
    it('is nothing at first', async () => {
      expect(await stores().examples.newest(10)).toEqual([]);
    });

    it('is kept label by label, the latest of each, in whatever order it is told', async () => {
      const { examples } = stores();
      await examples.put(said(1, 5, { category: 'payments' }));
      await examples.put(said(1, 3, { category: 'bug', priority: 'high' }));
      await examples.put(said(1, 7, { line: 2 }));
      await examples.put(said(1, 7, { line: 2 }));
      expect(await examples.newest(10)).toEqual([
        {
          ticketId: ticketId(1),
          category: 'payments',
          priority: 'high',
          line: 2,
          solved: false,
          merged: false,
        },
      ]);
    });

    it('is known of those whom somebody solved without another word', async () => {
      const { examples } = stores();
      await examples.put(said(1, 2, { solved: true }));
      expect(await examples.newest(10)).toEqual([{ ticketId: ticketId(1), ...nothing, solved: true }]);
    });

    it('is known of those whom somebody merged into another', async () => {
      const { examples } = stores();
      await examples.put(said(1, 2, { merged: true }));
      expect(await examples.newest(10)).toEqual([{ ticketId: ticketId(1), ...nothing, merged: true }]);
    });

    it('is told of the newest', async () => {
      const { examples } = stores();
      for (let n = 1; n <= 12; n += 1) await examples.put(said(n, 2, { solved: true }));
      const newest = (await examples.newest(4)).map((one) => one.ticketId).sort();
      expect(newest).toHaveLength(4);
      expect(newest.every((id) => id > ticketId(7))).toBe(true);
    });
  });
});
