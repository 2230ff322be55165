import { describe, expect, it } from 'vitest';
import { givenTo } from '../../../../lambdas/core/application/workflow/given-to.ts';
import type { TicketEvent } from '../../../../lambdas/core/domain/ticket/events.ts';
import { aTicket, CREATED_AT, type TicketParts } from '../../builders.ts';
import { fakePorts } from '../../fakes/ports.ts';

const changed = (version: number, field: string): TicketEvent => ({
  id: `evt_${version}`,
  ticketId: aTicket().id,
  version,
  occurredAt: CREATED_AT,
  actor: { kind: 'agent', id: 'agt_1' },
  correlationId: 'c',
  type: 'ticket.changed',
  payload: { changes: { [field]: { before: 'a', after: 'b' } } },
});

const given = async (fields: readonly string[], over: TicketParts = {}) => {
  const desk = fakePorts();
  const ticket = aTicket(over);
  desk.tickets.seed(ticket);
  desk.world.events.set(
    ticket.id,
    fields.map((field, index) => changed(index + 1, field)),
  );
  let reads = 0;
  const tickets: typeof desk.tickets = {
    ...desk.tickets,
    events: (...of) => {
      reads += 1;
      return desk.tickets.events(...of);
    },
  };
  return { what: [...(await givenTo({ tickets }, ticket))].toSorted(), reads };
};
const many = (howMany: number): string[] => Array.from({ length: howMany }, () => 'tags');

describe('what people gave of a ticket', () => {
  it('is read to the end of its history', async () => {
    expect(await given([...many(250), 'priority'])).toEqual({ what: ['priority'], reads: 3 });
    expect(await given(['priority'])).toEqual({ what: ['priority'], reads: 1 });
    expect(await given([])).toEqual({ what: [], reads: 1 });
  });

  it('is everything where the history does not end within a thousand events', async () => {
    expect(await given(many(1001))).toEqual({ what: ['category', 'language', 'priority'], reads: 10 });
  });

  it('is everything, unread, where somebody has it in hand', async () => {
    expect(await given([], { assigneeId: 'agt_1' })).toEqual({
      what: ['category', 'language', 'priority'],
      reads: 0,
    });
  });

  it('is all but a priority that nobody gave where whoever has it in hand corrects the category', async () => {
    const inHand = { assigneeId: 'agt_1', progress: { categoryCorrected: true } };
    expect(await given(['category'], inHand)).toEqual({ what: ['category', 'language'], reads: 1 });
    expect((await given(['priority', 'category'], inHand)).what).toContain('priority');
  });
});
