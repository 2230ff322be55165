import { expect, it } from 'vitest';
import type { TicketHistory } from '../../bin/desk/aws/histories.ts';
import { reindexed } from '../../bin/desk/reindex.ts';
import { ticketEventOf } from '../../lambdas/core/runtime/event-record.ts';
import { aTicket } from '../core/builders.ts';
import { anEvent } from '../core/ports/changes.ts';

async function* histories(count: number): AsyncGenerator<TicketHistory> {
  for (let n = 1; n <= count; n += 1) {
    const ticket = aTicket({ id: `tkt_${n}`, number: n, version: 2 });
    yield { ticket, events: [anEvent({ ...ticket, version: 1 }), anEvent(ticket)] };
  }
}

it('every ticket is sent once, by its newest event, and what fails is told', async () => {
  const sent: unknown[] = [];
  const lines: string[] = [];
  const outcome = await reindexed(
    histories(20),
    async (payload) => {
      const { detail } = payload as { readonly detail: unknown };
      const event = ticketEventOf(detail);
      sent.push(event);
      const fails = 'ticketId' in event && event.ticketId === 'tkt_7';
      return fails ? { ok: false, why: 'Throttled' } : { ok: true, answer: null };
    },
    (line) => lines.push(line),
  );
  expect(outcome).toEqual({ done: 19, left: 1 });
  expect(new Set(sent.map((event) => (event as { ticketId: string }).ticketId)).size).toBe(20);
  expect(sent.every((event) => (event as { version: number }).version === 2)).toBe(true);
  expect(lines).toEqual(['tkt_7: not done, Throttled']);
});
