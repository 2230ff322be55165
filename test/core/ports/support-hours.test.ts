import { describe, expect, it } from 'vitest';
import type { HoursChange } from '../../../lambdas/core/domain/ticket/book-time.ts';
import { inBoth } from './both.ts';
import { changing, opening, outcomes, ticketId } from './changes.ts';

const change = (before: number, after: number, warned: readonly [number, number] = [0, 0]): HoursChange => ({
  organizationId: 'hospital',
  period: '2026-01-01',
  before: { minutes: before, warned: warned[0] },
  after: { minutes: after, warned: warned[1] },
});

describe('hours booked for an organization', () => {
  inBoth((stores) => {
    const opened = async (n: number) => {
      await stores().tickets.save(opening(n));
      const ticket = await stores().tickets.find(ticketId(n));
      if (ticket === null) throw new Error('It is not there.');
      return ticket;
    };
    const booked = () => stores().supportHours.of('hospital', '2026-01-01');

    it('are none at first, and stand where the last booking left them', async () => {
      expect(await booked()).toEqual({ minutes: 0, warned: 0 });
      const ticket = await opened(1);
      await stores().tickets.save(changing(ticket, {}, { hours: change(0, 480, [0, 80]) }));
      expect(await booked()).toEqual({ minutes: 480, warned: 80 });
      expect(await stores().supportHours.of('hospital', '2027-01-01')).toEqual({ minutes: 0, warned: 0 });
      const next = await stores().tickets.find(ticket.id);
      await stores().tickets.save(changing(next ?? ticket, {}, { hours: change(480, 0, [80, 80]) }));
      expect(await booked()).toEqual({ minutes: 0, warned: 80 });
    });

    it('are refused as stale when they stand elsewhere, and then nothing of the change happened', async () => {
      const ticket = await opened(1);
      await expect(
        stores().tickets.save(changing(ticket, {}, { hours: change(30, 60) })),
      ).rejects.toMatchObject({ name: 'VersionConflict' });
      expect(await booked()).toEqual({ minutes: 0, warned: 0 });
      expect(await stores().tickets.find(ticket.id)).toMatchObject({ version: ticket.version });
    });

    it('let one of two through that both saw the same account', async () => {
      const tickets = [await opened(1), await opened(2)];
      const tries = tickets.map((ticket) =>
        stores().tickets.save(changing(ticket, {}, { hours: change(0, 30) })),
      );
      expect(await outcomes(tries)).toEqual({ kept: 1, errors: ['VersionConflict'] });
      expect(await booked()).toEqual({ minutes: 30, warned: 0 });
    });
  });
});
