import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  projectSatisfaction,
  satisfactionFigures,
} from '../../../../lambdas/core/application/figures/satisfaction.ts';
import type { EventDraft, TicketEvent } from '../../../../lambdas/core/domain/ticket/events.ts';
import { aDesk, type Desk, refusalOf } from '../a-desk.ts';
import { aRequest, LENA } from '../requests.ts';

const read = async (desk: Desk, query: { from?: string; to?: string } = {}) =>
  (await satisfactionFigures(desk)(aRequest(LENA, { query }))).body;

const anEvent = (draft: EventDraft, ticketId: string, version: number): TicketEvent => ({
  ...draft,
  id: `evt_${ticketId}_${version}`,
  ticketId,
  version,
  occurredAt: '2026-11-02T09:00:00.000Z',
  actor: { kind: 'system', id: null },
  correlationId: 'cor_test',
});

const who = { agentId: 'agt_1', groupId: 'first-line' };

/** A survey offered then, answered (or not, or withdrawn), and answered again. */
const aSurvey = (
  ticketId: string,
  offeredAt: string,
  ...answers: readonly ('good' | 'ok' | 'bad' | 'withdrawn')[]
) => [
  anEvent({ type: 'satisfaction.offered', payload: { ...who, offeredAt, solvedAt: offeredAt } }, ticketId, 5),
  ...answers.map((answer, index) =>
    answer === 'withdrawn'
      ? anEvent({ type: 'satisfaction.withdrawn', payload: { ...who, offeredAt } }, ticketId, 6 + index)
      : anEvent(
          {
            type: 'satisfaction.rated',
            payload: { ...who, offeredAt, rating: answer, before: null, hasComment: false },
          },
          ticketId,
          6 + index,
        ),
  ),
];

const EVENTS = [
  ...aSurvey('tkt_1', '2026-09-30T23:59:59.999Z', 'good'),
  ...aSurvey('tkt_2', '2026-10-01T00:00:00.000Z', 'bad', 'good'),
  ...aSurvey('tkt_3', '2026-10-15T00:00:00.000Z', 'ok'),
  ...aSurvey('tkt_4', '2026-10-16T00:00:00.000Z'),
  ...aSurvey('tkt_5', '2026-10-17T00:00:00.000Z', 'withdrawn'),
  anEvent({ type: 'ticket.closed', payload: { solvedAt: null } }, 'tkt_1', 9),
];

describe('the satisfaction figures', () => {
  it('count each survey in the month of its offer, with its last answer', async () => {
    const desk = aDesk();
    for (const event of EVENTS) await projectSatisfaction(desk)(event);
    expect(await read(desk)).toMatchObject([
      { period: '2026-09', good: 1, ok: 0, bad: 0, answers: 1, offered: 1 },
      { period: '2026-10', good: 1, ok: 1, bad: 0, answers: 2, offered: 3, positiveShare: 0.5 },
    ]);
  });

  it('are the same in whatever order, and however often, events arrive', async () => {
    const ordered = aDesk();
    for (const event of EVENTS) await projectSatisfaction(ordered)(event);
    const expected = await read(ordered);
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(EVENTS, { minLength: EVENTS.length }),
        fc.array(fc.constantFrom(...EVENTS)),
        async (all, again) => {
          const desk = aDesk();
          for (const event of [...all, ...again]) await projectSatisfaction(desk)(event);
          expect(await read(desk)).toEqual(expected);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('are of the last twelve months unless one says which', async () => {
    const desk = aDesk();
    for (const [ticket, at] of [
      ['tkt_1', '2025-11-30T00:00:00.000Z'],
      ['tkt_2', '2025-12-01T00:00:00.000Z'],
      ['tkt_3', '2026-11-01T00:00:00.000Z'],
    ] as const)
      for (const event of aSurvey(ticket, at, 'good')) await projectSatisfaction(desk)(event);
    expect((await read(desk)).map(({ period }) => period)).toEqual(['2025-12', '2026-11']);
    const some = await read(desk, { from: '2025-11-15T00:00:00.000Z', to: '2025-12-31T00:00:00.000Z' });
    expect(some.map(({ period }) => period)).toEqual(['2025-11', '2025-12']);
  });

  it.each([
    [{ from: '2026-11-01', to: '2026-10-31' }, 'from must not be after to.'],
    [{ from: '2015-01-01' }, 'At most ten years can be read at once.'],
  ])('are refused for %j', async (query, message) => {
    expect(await refusalOf(read(aDesk(), query))).toMatchObject({
      name: 'BadQuery',
      kind: 'malformed',
      message,
    });
  });
});
