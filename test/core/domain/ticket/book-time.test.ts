import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountAfter, NOTHING_BOOKED } from '../../../../lambdas/core/domain/people/support-hours.ts';
import { bookTime } from '../../../../lambdas/core/domain/ticket/book-time.ts';
import { aTicket } from '../../builders.ts';

describe('time booked on a ticket', () => {
  it('is an event, and counts in the account of the organization', () => {
    const account = { minutes: 400, warned: 0 };
    const on = { organization: { id: 'hospital', supportHours: 10 }, period: '2026', account };
    expect(bookTime(aTicket(), { minutes: 90, note: 'Logs read' }, on)).toMatchObject({
      events: [
        {
          type: 'ticket.time-booked',
          payload: {
            minutes: 90,
            note: 'Logs read',
            organization: 'hospital',
            period: '2026',
            bookedMinutes: 490,
            supportHours: 10,
            warning: 80,
          },
        },
      ],
      hours: {
        organizationId: 'hospital',
        period: '2026',
        before: account,
        after: { minutes: 490, warned: 80 },
      },
    });
  });

  it('is an event alone where nobody has bought anything', () => {
    const { hours, events } = bookTime(aTicket(), { minutes: 5, note: 'Call' }, null);
    expect(hours).toBeUndefined();
    expect(events[0]?.payload).toMatchObject({ organization: null, bookedMinutes: null, warning: null });
  });

  it('of an organization without hours is counted and warned of never', () => {
    const on = { organization: { id: 'shop' }, period: '2026', account: NOTHING_BOOKED };
    expect(bookTime(aTicket(), { minutes: 1000, note: 'Call' }, on)).toMatchObject({
      events: [{ payload: { bookedMinutes: 1000, supportHours: null, warning: null } }],
      hours: { after: { minutes: 1000, warned: 0 } },
    });
  });
});

describe('warnings of hours that run out', () => {
  const warningsOf = (bookings: readonly number[], hours: number) => {
    let account = NOTHING_BOOKED;
    return bookings.flatMap((minutes) => {
      const next = accountAfter(account, minutes, hours);
      account = next.account;
      return next.warning === null ? [] : [next.warning];
    });
  };

  it('come at 80 % and at 100 %, to the minute', () => {
    expect(warningsOf([479], 10)).toEqual([]);
    expect(warningsOf([479, 1, 119, 1, 60], 10)).toEqual([80, 100]);
  });

  it('are one when a booking passes both', () => {
    expect(warningsOf([600, 1], 10)).toEqual([100]);
  });

  it('come once each, whatever is booked and taken back', () => {
    const bookings = fc.array(fc.integer({ min: -300, max: 300 }), { maxLength: 60 });
    fc.assert(
      fc.property(bookings, (minutes) => {
        const warnings = warningsOf(minutes, 10);
        expect(warnings).toEqual([...new Set(warnings)].sort((a, b) => a - b));
        let sum = 0;
        const highest = Math.max(0, ...minutes.map((one) => (sum += one)));
        expect(warnings.at(-1) ?? 0).toBe(highest >= 600 ? 100 : highest >= 480 ? 80 : 0);
      }),
    );
  });
});
