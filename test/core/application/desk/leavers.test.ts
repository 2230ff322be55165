import { describe, expect, it } from 'vitest';
import { amend } from '../../../../lambdas/core/application/desk/amend.ts';
import { handBackOfLeavers } from '../../../../lambdas/core/application/desk/leavers.ts';
import { changeTicket, markSpam } from '../../../../lambdas/core/application/tickets/agent-changes.ts';
import { assignLine } from '../../../../lambdas/core/application/workflow/assign-line.ts';
import type { Agent } from '../../../../lambdas/core/domain/settings/schemas.ts';
import { anAgent, hoursAfter, type TicketParts } from '../../builders.ts';
import { ticketId } from '../../ports/changes.ts';
import { aDesk, type Desk, seeded, stored } from '../a-desk.ts';
import { aRequest, LENA } from '../requests.ts';

const STAYS = anAgent();
const GOES = anAgent({ id: 'agt_gone', email: 'gone@desk.example', name: 'Gone Soon' });

const put = (desk: Desk, ...agents: readonly Agent[]) => amend(desk, 'agents', () => agents.slice());

/** A desk at a time well after `agt_gone` was taken out. */
const aDeskWithout = async (): Promise<Desk> => {
  const desk = aDesk({ agents: [STAYS, GOES] });
  desk.clock.set(hoursAfter(1));
  await put(desk, STAYS);
  desk.clock.set(hoursAfter(2));
  return desk;
};

const held = (desk: Desk, n: number, parts: TicketParts = {}) =>
  seeded(desk, { id: ticketId(n), number: 1000 + n, status: 'open', assigneeId: 'agt_gone', ...parts });

const round = async (desk: Desk, leavers = handBackOfLeavers(desk)): Promise<number> => {
  const settings = await desk.settings.current();
  const { handedBackOfLeavers } = await leavers({ correlationId: 'cor_round', settings });
  return handedBackOfLeavers;
};

/** How many pages of views are read from now on. */
const counted = (desk: Desk) => {
  const looks = { views: 0, rows: 0 };
  const { view } = desk.tickets;
  const { followed } = desk.settings;
  desk.tickets.view = (which, page) => {
    looks.views += 1;
    return view(which, page);
  };
  desk.settings.followed = (what) => {
    looks.rows += 1;
    return followed(what);
  };
  return looks;
};

describe('tickets of an agent who is taken out of the settings', () => {
  it('go back to their group whatever the setting for absences says, and are routed', async () => {
    const desk = await aDeskWithout();
    const { id } = held(desk, 1, { status: 'pending', progress: { givenDespite: hoursAfter(90) } });
    const others = held(desk, 2, { assigneeId: 'agt_1' });
    const solved = held(desk, 3, { status: 'solved' });
    desk.world.loads.set('agt_gone', { open: 1, idleSince: null });
    expect(await round(desk)).toBe(1);
    expect(stored(desk, id)).toMatchObject({
      assigneeId: null,
      status: 'pending',
      groupId: 'first-line',
      progress: { needsRouting: true },
    });
    expect(desk.tickets.history(id)).toMatchObject([
      {
        type: 'ticket.assigned',
        actor: { kind: 'system' },
        payload: { assigneeId: null, before: 'agt_gone', reason: 'agt_gone is no agent any more' },
      },
    ]);
    expect(desk.world.loads.get('agt_gone')?.open).toBe(0);
    expect([others, solved].map((one) => stored(desk, one.id).assigneeId)).toEqual(['agt_1', 'agt_gone']);
    await assignLine(desk)({ ticketId: id, generation: 1, startedAt: desk.clock.now() });
    expect(stored(desk, id).assigneeId).toBe('agt_1');
  });

  it('are looked for until there are none, and then not before agents change again', async () => {
    const desk = await aDeskWithout();
    held(desk, 1);
    expect([await round(desk), await round(desk)]).toEqual([1, 0]);
    const looks = counted(desk);
    const one = handBackOfLeavers(desk);
    expect([await round(desk, one), await round(desk, one)]).toEqual([0, 0]);
    expect(looks).toEqual({ views: 0, rows: 1 });
    await put(desk, STAYS, GOES);
    held(desk, 2);
    desk.clock.set(hoursAfter(3));
    expect(await round(desk, one)).toBe(0);
    await put(desk, STAYS);
    expect(await round(desk, one)).toBe(1);
  });

  it('are looked for again where the agents have just changed: somebody may be assigning by the old ones', async () => {
    const desk = await aDeskWithout();
    await put(desk, STAYS);
    expect(await round(desk)).toBe(0);
    held(desk, 1);
    expect(await round(desk)).toBe(1);
  });

  it('are left alone where the agent is back by the time it is their turn', async () => {
    const desk = await aDeskWithout();
    const { id } = held(desk, 1);
    const settings = await desk.settings.current();
    await put(desk, STAYS, GOES);
    expect(await handBackOfLeavers(desk)({ correlationId: 'cor_round', settings })).toEqual({
      handedBackOfLeavers: 0,
    });
    expect(stored(desk, id).assigneeId).toBe('agt_gone');
  });

  it('have their turn each, and what went wrong is tried again', async () => {
    const desk = await aDeskWithout();
    const all = [held(desk, 1), held(desk, 2)];
    desk.tickets.failNext(new Error('the table is gone'));
    await expect(round(desk)).rejects.toThrow('1 tickets of whoever is no agent any more');
    expect(await round(desk)).toBe(1);
    expect(all.map(({ id }) => stored(desk, id).assigneeId)).toEqual([null, null]);
  });

  it.each([
    [
      'opened again',
      { status: 'solved' },
      (desk: Desk, ticket: string) =>
        changeTicket(desk)(aRequest(LENA, { params: { ticket }, body: { status: 'open' } })),
    ],
    [
      'no spam after all',
      { spam: true },
      (desk: Desk, ticket: string) =>
        markSpam(desk)(aRequest(LENA, { params: { ticket }, body: { undo: true } })),
    ],
  ] as const)('go back when they are %s', async (_when, parts, happen) => {
    const desk = await aDeskWithout();
    const { id } = held(desk, 1, parts);
    await happen(desk, id);
    expect(stored(desk, id)).toMatchObject({ assigneeId: null, progress: { needsRouting: true } });
  });
});
