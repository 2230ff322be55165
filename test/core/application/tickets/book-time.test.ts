import { describe, expect, it } from 'vitest';
import { bookTime } from '../../../../lambdas/core/application/tickets/book-time.ts';
import { aDesk, type Desk, once, refusalOf, seeded, stored } from '../a-desk.ts';
import { ANNA, aRequest, type RequestParts } from '../requests.ts';

const HOSPITAL = {
  id: 'hospital',
  name: 'Hospital',
  plan: 'custom',
  domains: ['example.com'],
  people: [],
  validFrom: '2026-01-01',
  supportHours: 10,
} as const;

const aHospital = () =>
  aDesk({ organizations: [{ ...HOSPITAL, domains: [...HOSPITAL.domains], people: [] }] });

const book = (desk: Desk, minutes: number, parts: RequestParts = {}) =>
  bookTime(desk)(aRequest(ANNA, { params: { ticket: '1001' }, body: { minutes, note: 'Logs read' } }, parts));

describe('booking time', () => {
  it('answers where the hours of the organization stand', async () => {
    const desk = aHospital();
    const { id } = seeded(desk, { requester: { verified: true } });
    await book(desk, 30);
    expect(await book(desk, 45)).toMatchObject({
      status: 201,
      body: {
        minutes: 45,
        note: 'Logs read',
        organization: 'hospital',
        period: '2026-01-01',
        bookedMinutes: 75,
        supportHours: 10,
      },
    });
    expect(desk.tickets.history(id).map(({ type, actor }) => [type, actor.id])).toEqual([
      ['ticket.time-booked', ANNA.id],
      ['ticket.time-booked', ANNA.id],
    ]);
    expect(await desk.supportHours.of('hospital', '2026-01-01')).toEqual({ minutes: 75, warned: 0 });
  });

  it('changes nothing that the requester sees, and moves no promise', async () => {
    const desk = aHospital();
    const before = seeded(desk, { status: 'open', requester: { verified: true } });
    await book(desk, 30);
    expect(stored(desk, before.id)).toMatchObject({
      status: 'open',
      marks: { publicReplies: 0, firstReplyAt: null },
    });
  });

  it('counts every minute and warns once when two book at the same moment', async () => {
    const desk = aHospital();
    const { id } = seeded(desk, { requester: { verified: true } });
    await book(desk, 470);
    await Promise.all([book(desk, 10), book(desk, 10), book(desk, 10)]);
    expect(await desk.supportHours.of('hospital', '2026-01-01')).toEqual({ minutes: 500, warned: 80 });
    const warnings = desk.tickets
      .history(id)
      .map((event) => (event.type === 'ticket.time-booked' ? event.payload.warning : null));
    expect(warnings.filter((one) => one !== null)).toEqual([80]);
  });

  it('is done once for a repeated request', async () => {
    const desk = aHospital();
    seeded(desk, { requester: { verified: true } });
    await book(desk, 30, once());
    await refusalOf(book(desk, 30, once()));
    expect(await desk.supportHours.of('hospital', '2026-01-01')).toMatchObject({ minutes: 30 });
  });

  it('counts for nobody when the requester belongs to no organization', async () => {
    const desk = aHospital();
    seeded(desk, { requester: { verified: false } });
    expect((await book(desk, 30)).body).toMatchObject({ organization: null, bookedMinutes: null });
  });
});
