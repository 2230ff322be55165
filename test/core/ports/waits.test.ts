import { describe, expect, it } from 'vitest';
import type { Wait } from '../../../lambdas/core/application/records.ts';
import { hoursAfter } from '../builders.ts';
import { inBoth } from './both.ts';
import { changing, opening, ticketId } from './changes.ts';

const armed = (n: number, parts: Partial<Wait> = {}): Wait => ({
  ticketId: ticketId(n),
  generation: 1,
  token: `token-${n}`,
  place: 'await',
  wakeAt: hoursAfter(n),
  failures: 0,
  failedAt: null,
  ...parts,
});

const arming = (n: number, parts: Partial<Wait> = {}) => {
  const { failures: _failures, failedAt: _failedAt, ...wait } = armed(n, parts);
  return wait;
};

describe('the waiting rows', () => {
  inBoth((stores) => {
    it('begin unarmed when a ticket is opened', async () => {
      await stores().tickets.save(opening());
      expect(await stores().waits.find(ticketId(1))).toEqual(
        armed(1, { token: null, place: null, wakeAt: opening().after.createdAt }),
      );
      expect(await stores().waits.find(ticketId(404))).toBeNull();
    });

    it('hold the token of whoever armed last', async () => {
      const { tickets, waits } = stores();
      await tickets.save(opening());
      await waits.arm(arming(1, { token: 'first' }));
      await waits.arm(arming(1, { token: 'second', wakeAt: hoursAfter(9) }));
      expect(await waits.find(ticketId(1))).toEqual(armed(1, { token: 'second', wakeAt: hoursAfter(9) }));
    });

    it('refuse an execution of an older generation, and one whose workflow is over', async () => {
      const { tickets, waits } = stores();
      await tickets.save(opening());
      await waits.arm(arming(1, { generation: 3 }));
      await expect(waits.arm(arming(1, { generation: 2 }))).rejects.toMatchObject({ name: 'Superseded' });
      await tickets.save(changing(opening().after, { status: 'closed' }, { endsWorkflow: true }));
      expect(await waits.find(ticketId(1))).toBeNull();
      await expect(waits.arm(arming(1, { generation: 3 }))).rejects.toMatchObject({ name: 'Superseded' });
    });

    it('are not there for a ticket that is over as it opens', async () => {
      const { tickets, waits } = stores();
      await tickets.save(opening(1, { status: 'closed' }, { endsWorkflow: true }));
      expect(await waits.find(ticketId(1))).toBeNull();
    });

    it('are disarmed only by the token that they hold', async () => {
      const { tickets, waits } = stores();
      await tickets.save(opening());
      await waits.arm(arming(1));
      await waits.disarm(ticketId(1), 'another', hoursAfter(2));
      expect((await waits.find(ticketId(1)))?.token).toBe('token-1');
      await waits.disarm(ticketId(1), 'token-1', hoursAfter(2));
      expect(await waits.find(ticketId(1))).toEqual(
        armed(1, { token: null, place: null, wakeAt: hoursAfter(2) }),
      );
      await waits.disarm(ticketId(404), 'token-1', hoursAfter(2));
    });

    it('begin anew with each generation, and arming keeps what is known of failures', async () => {
      const { tickets, waits } = stores();
      await tickets.save(opening());
      await waits.arm(arming(1));
      const failed = { failures: 2, failedAt: hoursAfter(3) };
      await tickets.raiseGeneration(ticketId(1), 1, { wakeAt: hoursAfter(3), ...failed });
      await waits.arm(arming(1, { generation: 2 }));
      expect(await waits.find(ticketId(1))).toEqual(armed(1, { generation: 2, ...failed }));
    });

    it('come back unarmed with a change that raises the generation', async () => {
      const { tickets, waits, clock } = stores();
      await tickets.save(opening());
      const spam = changing(opening().after, { spam: true }, { endsWorkflow: true });
      await tickets.save(spam);
      clock.advance(3_600_000);
      await tickets.save(changing(spam.after, { spam: false, generation: 2, updatedAt: clock.now() }));
      expect(await waits.find(ticketId(1))).toEqual(
        armed(1, { generation: 2, token: null, place: null, wakeAt: clock.now() }),
      );
    });

    it('end, unless a later generation owns them', async () => {
      const { tickets, waits } = stores();
      await tickets.save(opening());
      await tickets.raiseGeneration(ticketId(1), 1, { wakeAt: hoursAfter(3), failures: 0, failedAt: null });
      await waits.end(ticketId(1), 1);
      expect(await waits.find(ticketId(1))).not.toBeNull();
      await waits.end(ticketId(1), 2);
      await waits.end(ticketId(1), 2);
      expect(await waits.find(ticketId(1))).toBeNull();
    });

    it('are found when overdue, the longest overdue first, page by page', async () => {
      const { tickets, waits } = stores();
      for (const n of [5, 2, 4, 1, 3]) {
        await tickets.save(opening(n));
        await waits.arm(arming(n));
      }
      await waits.disarm(ticketId(2), 'token-2', hoursAfter(2));
      const first = await waits.overdue(hoursAfter(5), { size: 3, after: null });
      expect(first.items.map((wait) => wait.ticketId)).toEqual([1, 2, 3].map(ticketId));
      expect(first.items[1]?.token).toBeNull();
      const second = await waits.overdue(hoursAfter(5), { size: 3, after: first.next });
      expect(second).toEqual({ items: [armed(4)], next: null });
    });
  });
});
