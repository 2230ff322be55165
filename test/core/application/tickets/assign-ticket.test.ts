import { describe, expect, it } from 'vitest';
import { assignTicket } from '../../../../lambdas/core/application/tickets/assign-ticket.ts';
import { agentFull, versionConflict } from '../../../../lambdas/core/domain/errors.ts';
import type { Triage } from '../../../../lambdas/core/domain/triage/triage.ts';
import { anAgent, aSettings } from '../../builders.ts';
import { aDesk, type Desk, once, refusalOf, seeded, stored, types } from '../a-desk.ts';
import { ANNA, aRequest, type RequestParts } from '../requests.ts';

const assign = (
  desk: Desk,
  body: { readonly assigneeId: string | null } | { readonly auto: true },
  parts: RequestParts = {},
  ticket = '1001',
) => assignTicket(desk)(aRequest(ANNA, { params: { ticket }, body }, parts));

const TRIAGE: Triage = {
  analysedAt: '2026-11-02T09:00:00.000Z',
  round: 0,
  details: [],
  language: null,
  category: null,
  priority: null,
  line: null,
  ranking: [],
  assignment: null,
};

/** Three agents of the first line with so much room each. */
const team = (...capacities: readonly number[]) => ({
  agents: [
    ...capacities.map((capacity, index) =>
      anAgent({ id: `agt_${index + 1}`, email: `agent${index + 1}@desk.example`, capacity }),
    ),
    ...aSettings()
      .agents.filter(({ role }) => role === 'lead')
      .map((lead) => ({ ...lead, capacity: 0 })),
  ],
});

describe('assigning by hand', () => {
  it('gives the ticket to whom one names, whatever their load', async () => {
    const desk = aDesk(team(1, 1));
    const { id } = seeded(desk);
    desk.world.loads.set('agt_2', { open: 5, idleSince: null });
    const { body } = await assign(desk, { assigneeId: 'agt_2' });
    expect(body.assigneeId).toBe('agt_2');
    expect(desk.world.loads.get('agt_2')?.open).toBe(6);
    expect(desk.tickets.history(id)).toMatchObject([
      { payload: { assigneeId: 'agt_2', reason: 'assigned by hand' } },
    ]);
  });

  it('to nobody gives it back to its group', async () => {
    const desk = aDesk();
    const { id } = seeded(desk, { assigneeId: 'agt_1' });
    await assign(desk, { assigneeId: null });
    expect(stored(desk, id).assigneeId).toBeNull();
    expect(desk.tickets.history(id)).toMatchObject([
      { payload: { before: 'agt_1', reason: 'taken back by hand' } },
    ]);
  });

  it.each(['agt_3', 'nobody'])('to %s, who cannot hold it, is refused', async (assigneeId) => {
    const desk = aDesk();
    seeded(desk);
    expect(await refusalOf(assign(desk, { assigneeId }))).toMatchObject({
      problems: [{ path: 'assigneeId' }],
    });
  });

  it('of a closed ticket is refused', async () => {
    const desk = aDesk();
    seeded(desk, { status: 'closed' });
    expect(await refusalOf(assign(desk, { assigneeId: 'agt_1' }))).toMatchObject({ name: 'TicketClosed' });
  });

  it('from an old version is refused with what arrived', async () => {
    const desk = aDesk();
    seeded(desk);
    await assign(desk, { assigneeId: 'agt_1' });
    const refusal = await refusalOf(assign(desk, { assigneeId: null }, { ifMatch: 1 }));
    expect(refusal.extra).toMatchObject({ arrived: [{ type: 'ticket.assigned' }] });
  });

  it('is tried again after a conflict, and once for each idempotency key', async () => {
    const desk = aDesk();
    seeded(desk);
    desk.tickets.failNext(versionConflict(2));
    await assign(desk, { assigneeId: 'agt_1' }, once());
    expect(await refusalOf(assign(desk, { assigneeId: null }, once()))).toMatchObject({ name: 'OnceTaken' });
  });
});

describe('assigning to the best', () => {
  it('takes the one with the most room, and keeps the ranking where the ticket was analysed', async () => {
    const desk = aDesk(team(2, 4));
    const { id } = seeded(desk);
    desk.world.triages.set(id, TRIAGE);
    await assign(desk, { auto: true });
    expect(stored(desk, id).assigneeId).toBe('agt_1');
    desk.world.loads.set('agt_1', { open: 1, idleSince: null });
    const next = seeded(desk, { id: 'tkt_01JBN0000000000000000000BB', number: 1002 });
    await assign(desk, { auto: true }, {}, next.id);
    expect(stored(desk, next.id).assigneeId).toBe('agt_2');
    expect((await desk.tickets.triage(id))?.ranking.map(({ agentId }) => agentId)).toEqual([
      'agt_1',
      'agt_2',
      'agt_lead',
    ]);
    expect((await desk.tickets.triage(id))?.assignment).toMatchObject({ assigneeId: 'agt_1' });
    expect(await desk.tickets.triage(next.id)).toBeNull();
  });

  it('passes over agents who filled up between the look and the claim', async () => {
    const desk = aDesk(team(2, 3, 1));
    const { id } = seeded(desk);
    desk.loads.of = async (ids) => new Map(ids.map((agent) => [agent, { open: 0, idleSince: null }]));
    desk.world.loads.set('agt_1', { open: 2, idleSince: null });
    desk.world.loads.set('agt_2', { open: 3, idleSince: null });
    await assign(desk, { auto: true });
    expect(stored(desk, id).assigneeId).toBe('agt_3');
    expect(desk.world.loads.get('agt_1')?.open).toBe(2);
  });

  it('leaves it with the group when all are full', async () => {
    const desk = aDesk(team(1));
    const { id } = seeded(desk, { progress: { needsRouting: true } });
    desk.loads.of = async (ids) => new Map(ids.map((agent) => [agent, { open: 0, idleSince: null }]));
    desk.world.loads.set('agt_1', { open: 1, idleSince: null });
    await assign(desk, { auto: true });
    expect(stored(desk, id).assigneeId).toBeNull();
    expect(desk.tickets.history(id)).toMatchObject([
      { payload: { assigneeId: null, reason: 'nobody in the group is free and suitable' } },
    ]);
  });

  it('never gives two tickets at once to the last room of one agent', async () => {
    const desk = aDesk(team(1, 1));
    const tickets = [1, 2, 3].map((number) =>
      seeded(desk, { id: `tkt_${number}`, number, progress: { needsRouting: true } }),
    );
    await Promise.all(tickets.map(({ id }) => assign(desk, { auto: true }, {}, id)));
    const holders = tickets.map(({ id }) => stored(desk, id).assigneeId);
    expect(holders.toSorted()).toEqual(['agt_1', 'agt_2', null]);
    expect([...desk.world.loads.values()].map(({ open }) => open)).toEqual([1, 1]);
  });

  it('does not try the same full agent for ever', async () => {
    const desk = aDesk(team(5));
    seeded(desk);
    desk.tickets.failNext(agentFull('agt_1'), agentFull('agt_1'));
    desk.loads.of = async () => new Map();
    const { body } = await assign(desk, { auto: true });
    expect(body.assigneeId).toBeNull();
  });

  it('asks neither admins nor agents who are not on the line', async () => {
    const desk = aDesk({
      agents: [
        anAgent({ id: 'boss', email: 'boss@desk.example', role: 'admin' }),
        anAgent({ id: 'gone', email: 'gone@desk.example', lines: [2] }),
      ],
      groups: [{ id: 'first-line', name: 'First line', line: 1, default: true }],
    });
    const { id } = seeded(desk, { progress: { needsRouting: true } });
    await assign(desk, { auto: true });
    expect(desk.tickets.history(id)).toMatchObject([
      { payload: { assigneeId: null, reason: 'nobody is in the group' } },
    ]);
    expect(types(desk, id)).toEqual(['ticket.assigned']);
  });
});
