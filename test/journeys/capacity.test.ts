/** Fifty tickets at once for a group with little room: nobody is overfilled, and each ticket says why. */
import { expect, test } from 'vitest';
import { aDesk, type TicketBody } from './support/a-desk.ts';
import { type Listed, opened } from './support/tickets.ts';

interface TriageBody {
  readonly ranking: readonly {
    readonly agentId: string;
    readonly suitable: boolean;
    readonly reasons: readonly string[];
    readonly open: number;
    readonly capacity: number;
  }[];
  readonly assignment: { readonly assigneeId: string | null; readonly reason: string } | null;
}

const ROOM: Readonly<Record<string, number>> = { agent1: 3, olga: 7, pete: 12 };

test('fifty tickets at once overfill nobody, and every one that nobody has says why', async () => {
  await using desk = await aDesk();
  const { body: agents } = await desk.call<readonly Readonly<Record<string, unknown>>[]>(
    'admin',
    'GET',
    '/v1/settings/agents',
  );
  const colleague = (id: string, more: Readonly<Record<string, unknown>> = {}) => ({
    id,
    name: id,
    email: `${id}@help.example.com`,
    role: 'agent',
    lines: [1],
    groups: ['support'],
    languages: ['en'],
    capacity: ROOM[id] ?? 10,
    ...more,
  });
  const staffed = [
    ...agents.map((agent) => (agent.id === 'agent1' ? { ...agent, capacity: ROOM.agent1 } : agent)),
    colleague('olga'),
    colleague('pete'),
    colleague('away', { awayUntil: '2099-01-01T00:00:00Z' }),
    colleague('none', { capacity: 0 }),
  ];
  expect((await desk.call('admin', 'PUT', '/v1/settings/agents', staffed)).status).toBe(200);

  const tickets = await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      opened(desk, 'lead', { requester: { email: `many${index}@people.example`, locale: 'en' } }),
    ),
  );
  await desk.settle();
  // A transaction that lost its race often enough is tried again by the workflow, a little later.
  await desk.advance('PT5M');

  const listed = await desk.call<Listed<TicketBody>>('lead', 'GET', '/v1/tickets?view=line-1&page[size]=100');
  const now = listed.body.data;
  expect(new Set(now.map(({ id }) => id))).toEqual(new Set(tickets.map(({ id }) => id)));
  const held = (agentId: string): readonly TicketBody[] => now.filter((one) => one.assigneeId === agentId);
  for (const [agentId, capacity] of Object.entries(ROOM)) expect(held(agentId).length).toBe(capacity);
  const unassigned = now.filter((one) => one.assigneeId === null);
  expect(unassigned.length).toBe(50 - 22);
  for (const { number, groupId } of unassigned) {
    expect(groupId).toBe('support');
    const { body } = await desk.call<TriageBody>('lead', 'GET', `/v1/tickets/${number}/triage`);
    expect(body.assignment).toMatchObject({
      assigneeId: null,
      reason: 'nobody in the group is free and suitable',
    });
    const why = Object.fromEntries(body.ranking.map(({ agentId, reasons }) => [agentId, reasons.join('; ')]));
    expect(why.away).toContain('is away until 2099');
    expect(why.none).toBe('takes no tickets by routing');
    expect(Object.keys(why).toSorted()).toEqual(['agent1', 'away', 'none', 'olga', 'pete']);
  }
  for (const { number, assigneeId } of held('agent1')) {
    const { body } = await desk.call<TriageBody>('lead', 'GET', `/v1/tickets/${number}/triage`);
    expect(body.assignment?.assigneeId).toBe(assigneeId);
    const chosen = body.ranking.find(({ agentId }) => agentId === assigneeId);
    expect(chosen).toMatchObject({ suitable: true });
    expect(chosen?.open).toBeLessThan(chosen?.capacity ?? 0);
  }
  const assigned = (await desk.mailsTo('pete@help.example.com')).map(({ subject }) => subject);
  expect(new Set(assigned).size).toBe(ROOM.pete);
  expect(assigned.length).toBe(ROOM.pete);

  // Room that becomes free is given again, by one click, to one ticket.
  const [waiting, another] = unassigned;
  await desk.call('agent1', 'PATCH', `/v1/tickets/${held('agent1')[0]?.number}`, { status: 'solved' });
  const [first, second] = await Promise.all(
    [waiting, another].map((one) =>
      desk.call('lead', 'POST', `/v1/tickets/${one?.number}/assign`, { auto: true }),
    ),
  );
  expect([first?.status, second?.status]).toEqual([200, 200]);
  expect(new Set([first?.body.assigneeId, second?.body.assigneeId])).toEqual(new Set(['agent1', null]));
});
