import { describe, expect, it } from 'vitest';
import { handBackOfAbsent, setAbsence } from '../../../../lambdas/core/application/desk/absence.ts';
import { changeTicket } from '../../../../lambdas/core/application/tickets/agent-changes.ts';
import { assignTicket } from '../../../../lambdas/core/application/tickets/assign-ticket.ts';
import type { Caller } from '../../../../lambdas/core/domain/people/caller.ts';
import { anAgent, hoursAfter } from '../../builders.ts';
import { aDesk, type Desk, refusalOf, seeded, stored } from '../a-desk.ts';
import { ANNA, aRequest, LENA } from '../requests.ts';

const UNTIL = hoursAfter(72);
const away = (desk: Desk, until: string | null, caller: Caller = ANNA, agent = 'agt_1') =>
  setAbsence(desk)(aRequest(caller, { params: { agent }, body: { until } }));

const handingBack = { desk: { handBackWhenAway: true } };
const awayOf = async (desk: Desk, id = 'agt_1') =>
  (await desk.settings.current()).agents.find((agent) => agent.id === id)?.awayUntil;

describe('an agent who is away', () => {
  it('says so, and that they are back', async () => {
    const desk = aDesk();
    expect((await away(desk, UNTIL)).body).toEqual({ agentId: 'agt_1', awayUntil: UNTIL, handedBack: 0 });
    expect(await awayOf(desk)).toBe(UNTIL);
    expect((await away(desk, null)).body.awayUntil).toBeNull();
    expect(await awayOf(desk)).toBeNull();
  });

  it('is told of by a lead, not by a colleague', async () => {
    const desk = aDesk();
    await away(desk, UNTIL, LENA, 'agt_2');
    expect(await awayOf(desk, 'agt_2')).toBe(UNTIL);
    expect(await refusalOf(away(desk, UNTIL, ANNA, 'agt_2'))).toMatchObject({ name: 'Forbidden' });
  });

  it('must be known, and away until some time to come', async () => {
    const desk = aDesk();
    expect(await refusalOf(away(desk, UNTIL, LENA, 'agt_9'))).toMatchObject({ name: 'AgentNotFound' });
    const refusal = await refusalOf(away(desk, hoursAfter(-1)));
    expect(refusal.problems).toEqual([{ path: 'until', message: 'must be in the future' }]);
    expect(await awayOf(desk)).toBeUndefined();
  });

  it('keeps their tickets unless the setting hands them back', async () => {
    const desk = aDesk();
    const { id } = seeded(desk, { status: 'open', assigneeId: 'agt_1' });
    await away(desk, UNTIL);
    expect(stored(desk, id).assigneeId).toBe('agt_1');
  });

  it('is away, and hands back what can be, also where one ticket can not be for now', async () => {
    const desk = aDesk(handingBack);
    const of = (last: string) =>
      seeded(desk, {
        id: `tkt_01JBN00000000000000000000${last}`,
        number: 1100 + Number(last),
        status: 'open',
        assigneeId: 'agt_1',
      });
    of('1');
    of('2');
    desk.tickets.failNext(new Error('the table is gone'));
    expect((await away(desk, UNTIL)).body).toEqual({ agentId: 'agt_1', awayUntil: UNTIL, handedBack: 1 });
    expect(
      await handBackOfAbsent(desk)({ correlationId: 'cor_round', settings: await desk.settings.current() }),
    ).toEqual({ handedBack: 1 });
  });

  it('hands back what is unsolved, with the reason, and somebody else is looked for', async () => {
    const desk = aDesk(handingBack);
    const { id } = seeded(desk, { status: 'pending', assigneeId: 'agt_1' });
    desk.world.loads.set('agt_1', { open: 1, idleSince: null });
    expect((await away(desk, UNTIL)).body.handedBack).toBe(1);
    expect(stored(desk, id)).toMatchObject({
      assigneeId: null,
      status: 'pending',
      groupId: 'first-line',
      progress: { needsRouting: true },
    });
    expect(desk.world.loads.get('agt_1')?.open).toBe(0);
    expect(desk.tickets.history(id)).toMatchObject([
      {
        type: 'ticket.assigned',
        actor: { kind: 'agent', id: 'agt_1' },
        payload: { assigneeId: null, before: 'agt_1', reason: `Anna Berg is away until ${UNTIL}` },
      },
    ]);
  });
});

describe('the round for those who are away', () => {
  const absent = { agents: [anAgent({ awayUntil: UNTIL }), anAgent({ id: 'agt_2' })] };
  const round = async (desk: Desk) =>
    handBackOfAbsent(desk)({ correlationId: 'cor_round', settings: await desk.settings.current() });

  it('hands back once, and leaves the solved and those of others alone', async () => {
    const desk = aDesk({ ...absent, ...handingBack });
    const of = (last: string, parts: object) =>
      seeded(desk, { id: `tkt_01JBN00000000000000000000${last}`, number: 1100 + Number(last), ...parts });
    const held = of('1', { status: 'open', assigneeId: 'agt_1' });
    const solved = of('2', { status: 'solved', assigneeId: 'agt_1' });
    const others = of('3', { status: 'open', assigneeId: 'agt_2' });
    expect(await round(desk)).toEqual({ handedBack: 1 });
    expect(await round(desk)).toEqual({ handedBack: 0 });
    expect(stored(desk, held.id).assigneeId).toBeNull();
    expect(stored(desk, solved.id).assigneeId).toBe('agt_1');
    expect(stored(desk, others.id).assigneeId).toBe('agt_2');
  });

  it('leaves with them what a person gave them in this absence, and takes the rest', async () => {
    const desk = aDesk({ ...absent, ...handingBack });
    const of = (last: string) =>
      seeded(desk, {
        id: `tkt_01JBN00000000000000000000${last}`,
        number: 1100 + Number(last),
        status: 'open',
      });
    const [assigned, changed, before] = [of('1'), of('2'), of('3')];
    desk.tickets.seed({ ...before, assigneeId: 'agt_1' });
    const request = (ticket: string) => aRequest(LENA, { params: { ticket }, body: { assigneeId: 'agt_1' } });
    await assignTicket(desk)(request(assigned.id));
    await changeTicket(desk)(request(changed.id));
    expect(await round(desk)).toEqual({ handedBack: 1 });
    expect(stored(desk, assigned.id).assigneeId).toBe('agt_1');
    expect(stored(desk, changed.id).assigneeId).toBe('agt_1');
    expect(stored(desk, before.id).assigneeId).toBeNull();
    // Away for longer than whoever gave it to them could know.
    expect((await away(desk, hoursAfter(200))).body.handedBack).toBe(2);
    expect(stored(desk, assigned.id)).toMatchObject({ assigneeId: null, progress: { needsRouting: true } });
  });

  it('gives every ticket and every agent their turn, and tells then what went wrong', async () => {
    const both = [anAgent({ awayUntil: UNTIL }), anAgent({ id: 'agt_2', awayUntil: UNTIL })];
    const desk = aDesk({ agents: both, ...handingBack });
    const of = (last: string, assigneeId: string) =>
      seeded(desk, {
        id: `tkt_01JBN00000000000000000000${last}`,
        number: 1100 + Number(last),
        status: 'open',
        assigneeId,
      });
    const all = [of('1', 'agt_1'), of('2', 'agt_1'), of('3', 'agt_2')];
    desk.tickets.failNext(new Error('the table is gone'));
    await expect(round(desk)).rejects.toThrow('1 tickets or agents could not be handed back.');
    expect(all.map(({ id }) => stored(desk, id).assigneeId).filter((id) => id !== null)).toHaveLength(1);
    const { view } = desk.tickets;
    desk.tickets.view = async (which, page) => {
      desk.tickets.view = view;
      throw new Error(`no view of ${JSON.stringify(which)} ${page.size}`);
    };
    await expect(round(desk)).rejects.toThrow('1 tickets or agents');
    expect(await round(desk)).toEqual({ handedBack: 1 });
  });

  it('does nothing while the setting is off', async () => {
    const desk = aDesk(absent);
    seeded(desk, { status: 'open', assigneeId: 'agt_1' });
    expect(await round(desk)).toEqual({ handedBack: 0 });
  });
});
