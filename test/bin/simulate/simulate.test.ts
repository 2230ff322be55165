import { describe, expect, it } from 'vitest';
import type { TicketHistory } from '../../../bin/desk/aws/histories.ts';
import { simulated } from '../../../bin/desk/simulate/attainment.ts';
import { simulatedText } from '../../../bin/desk/simulate/text.ts';
import type { EventDraft, TicketEvent } from '../../../lambdas/core/domain/ticket/events.ts';
import { aSettings, aTicket, CREATED_AT, type TicketParts } from '../../core/builders.ts';
import { commented, opened, solved } from '../../core/domain/sla/history.ts';

const settings = aSettings({
  'sla-policies': [{ id: 'all', when: {}, schedule: 'always', targets: { 'first-reply': 60 } }],
});
const stricter = aSettings({
  'sla-policies': [
    { id: 'all', when: {}, schedule: 'always', targets: { 'first-reply': 20, resolution: 60 } },
  ],
});

const whole = (event: EventDraft & Pick<TicketEvent, 'occurredAt' | 'actor'>): TicketEvent => ({
  ...event,
  id: 'evt_1',
  ticketId: 'tkt_1',
  version: 1,
  correlationId: 'cor_1',
});

const answered = (minutes: number, parts: TicketParts = {}): TicketHistory => ({
  ticket: aTicket(parts),
  events: [opened(), commented(minutes), solved(minutes + 30)].map(whole),
});

const imported = (): TicketHistory => {
  const history = answered(90);
  const [first, ...rest] = history.events;
  if (first?.type !== 'ticket.opened') throw new Error('It was not opened.');
  return { ...history, events: [{ ...first, payload: { ...first.payload, history: true } }, ...rest] };
};

const day = CREATED_AT.slice(0, 10);
const SPAN = { from: day, to: day, at: '2026-12-01T00:00:00.000Z' };

const run = (histories: readonly TicketHistory[]) =>
  simulated(
    (async function* () {
      yield* histories;
    })(),
    settings,
    stricter,
    SPAN,
  );

describe('simulating other policies', () => {
  it('counts the same tickets under both', async () => {
    const result = await run([answered(10), answered(40), answered(90)]);
    expect(result).toMatchObject({
      tickets: 3,
      now: { 'first-reply': { met: 2, breached: 1 }, resolution: { met: 0, breached: 0 } },
      changed: { 'first-reply': { met: 1, breached: 2 }, resolution: { met: 1, breached: 2 } },
    });
    expect(simulatedText(result)).toEqual([
      '3 tickets; "then" is as if the file had applied',
      '',
      '                       now       met  breached      then       met  breached',
      'first-reply         66.7 %         2         1    33.3 %         1         2',
      'next-reply               –         0         0         –         0         0',
      'resolution               –         0         0    33.3 %         1         2',
      'periodic-update          –         0         0         –         0         0',
    ]);
  });

  it('leaves out what was promised nothing, and what was opened on other days', async () => {
    const result = await run([
      answered(10),
      answered(10, { spam: true }),
      answered(10, { mergedInto: 'tkt_2' }),
      imported(),
      answered(10, { createdAt: '2026-01-01T00:00:00.000Z' }),
    ]);
    expect(result.tickets).toBe(1);
  });
});
