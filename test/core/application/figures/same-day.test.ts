import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { projectWaits, sameDayFigures } from '../../../../lambdas/core/application/figures/same-day.ts';
import { addComment } from '../../../../lambdas/core/application/tickets/add-comment.ts';
import { markSpam } from '../../../../lambdas/core/application/tickets/agent-changes.ts';
import type { Caller } from '../../../../lambdas/core/domain/people/caller.ts';
import type { TicketEvent } from '../../../../lambdas/core/domain/ticket/events.ts';
import type { SettingsParts } from '../../builders.ts';
import { everyDay } from '../../domain/sla/hours.ts';
import { aDesk, type Desk, opened, refusalOf } from '../a-desk.ts';
import { ANNA, aRequest, LENA, MARIA, OLGA } from '../requests.ts';

const HOUR = 3_600_000;

const read = async (desk: Desk, query: { from?: string; to?: string; group?: string } = {}) =>
  (await sameDayFigures(desk)(aRequest(LENA, { query }))).body;

const says = (
  desk: Desk,
  caller: Caller,
  ticket: string,
  body: { readonly body: string; readonly status?: 'solved' },
) => addComment(desk)(aRequest(caller, { params: { ticket }, body: { public: true, ...body } }));

const OFFICE: SettingsParts = {
  desk: { schedule: 'office', timeZone: 'UTC' },
  schedules: [
    { id: 'office', timeZone: 'UTC', week: everyDay(['08:00', '16:00']), holidays: [], exceptions: [] },
  ],
};

/** Two days of a desk: the first begins on Monday at nine. */
const aStory = async (): Promise<{ readonly desk: Desk; readonly events: readonly TicketEvent[] }> => {
  const desk = aDesk(OFFICE);
  const first = await opened(desk);
  const second = await opened(desk, OLGA);
  const junk = await opened(desk, OLGA);
  desk.clock.advance(HOUR);
  await says(desk, ANNA, first.id, { body: 'Try this.' });
  await says(desk, MARIA, first.id, { body: 'Better. But?' });
  await says(desk, MARIA, first.id, { body: 'Hello?' });
  await markSpam(desk)(aRequest(LENA, { params: { ticket: junk.id }, body: {} }));
  desk.clock.advance(8 * HOUR);
  // Monday is over at ten in the morning plus six; this is Tuesday's already.
  const late = await opened(desk);
  await says(desk, ANNA, second.id, { body: 'Sorry for the wait.' });
  desk.clock.advance(20 * HOUR);
  await says(desk, ANNA, late.id, { body: 'Done.', status: 'solved' });
  const tickets = [first, second, junk, late];
  return { desk, events: tickets.flatMap(({ id }) => desk.tickets.history(id)) };
};

const EXPECTED = [
  { date: '2026-11-02', group: null, answered: 1, due: 3, share: 1 / 3 },
  { date: '2026-11-02', group: 'first-line', answered: 1, due: 3, share: 1 / 3 },
  { date: '2026-11-03', group: null, answered: 1, due: 1, share: 1 },
  { date: '2026-11-03', group: 'first-line', answered: 1, due: 1, share: 1 },
];

describe('the share that was answered within the same working day', () => {
  it('is read from what happened to tickets', async () => {
    const { desk, events } = await aStory();
    for (const event of events) await projectWaits(desk)(event);
    expect(await read(desk)).toEqual(EXPECTED);
    expect(await read(desk, { group: 'billing' })).toEqual([]);
    expect(await read(desk, { from: '2026-11-03', to: '2026-11-03' })).toEqual(EXPECTED.slice(2));
    expect(await read(desk, { to: '2026-11-02T23:00:00.000Z' })).toEqual(EXPECTED.slice(0, 2));
  });

  it('is the same in whatever order, and however often, events arrive', async () => {
    const { desk: told, events } = await aStory();
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...events], { minLength: events.length }),
        fc.array(fc.constantFrom(...events)),
        async (all, again) => {
          const desk = { ...aDesk(OFFICE), clock: told.clock };
          for (const event of [...all, ...again]) await projectWaits(desk)(event);
          expect(await read(desk)).toEqual(EXPECTED);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('counts what came while the desk was closed, however long that was', async () => {
    const desk = aDesk({
      desk: { schedule: 'rare', timeZone: 'UTC' },
      schedules: [
        {
          id: 'rare',
          timeZone: 'UTC',
          week: {},
          holidays: [],
          exceptions: [
            { date: '2026-10-15', intervals: [['08:00', '16:00']] },
            { date: '2026-11-10', intervals: [['08:00', '16:00']] },
          ],
        },
      ],
    });
    const { id } = await opened(desk);
    for (const event of desk.tickets.history(id)) await projectWaits(desk)(event);
    expect(await read(desk, { from: '2026-11-10', to: '2026-11-10', group: 'first-line' })).toMatchObject([
      { date: '2026-11-10', due: 1 },
    ]);
  });

  it.each([
    [{ from: '2026-11-01', to: '2026-10-31' }, 'from must not be after to.'],
    [{ from: '2026-10-01', to: '2026-11-01' }, 'At most 31 days can be read at once.'],
  ])('is refused for %j', async (query, message) => {
    expect(await refusalOf(read(aDesk(), query))).toMatchObject({
      name: 'BadQuery',
      kind: 'malformed',
      message,
    });
  });
});
