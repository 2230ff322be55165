/** Tickets that people move by hand, told on the real state machine: they end with somebody who can have them. */
import { describe, expect, it } from 'vitest';
import { anAgent, aSettings } from '../../builders.ts';
import { assign, open, patch, reply } from './actors.ts';
import { aLifecycle, type Lifecycle } from './harness.ts';

const changesOfHands = (life: Lifecycle, ticket: string): readonly (string | null)[] =>
  life
    .history(ticket)
    .flatMap((event) => (event.type === 'ticket.assigned' ? [event.payload.assigneeId] : []));

describe('a ticket that is moved by hand', () => {
  it('goes to the best agent of the new line at once, who hears of it once', async () => {
    const life = aLifecycle();
    const ticket = await open(life);
    const { length } = life.machine.entered;
    await patch(life, ticket, { line: 2 });
    expect(life.ticket(ticket)).toMatchObject({ line: 2, groupId: 'second-line', assigneeId: 'agt_2' });
    expect(life.machine.entered.slice(length)).toEqual(['What now', 'Assign line', 'Await moment']);
    expect(life.mails().filter((mail) => mail === 'assigned to boris@desk.example')).toHaveLength(1);
  });

  it('stays within the group that was named, and waits there when nobody can have it', async () => {
    const settings = aSettings({
      agents: [
        anAgent(),
        anAgent({ id: 'agt_5', email: 'eva@desk.example', groups: ['billing'], capacity: 1 }),
      ],
    });
    const life = aLifecycle(settings);
    const [first, second] = [await open(life), await open(life)];
    for (const ticket of [first, second]) await patch(life, ticket, { groupId: 'billing' });
    expect(life.ticket(first).assigneeId).toBe('agt_5');
    expect(life.ticket(second)).toMatchObject({
      groupId: 'billing',
      assigneeId: null,
      progress: { needsRouting: false, routeAgain: { tries: 1 } },
    });
    await reply(life, first, 'Paid.', { status: 'solved' });
    await life.pass(20);
    expect(life.ticket(second).assigneeId).toBe('agt_5');
  });

  it('stays with whoever the mover names, or with nobody by their word', async () => {
    const life = aLifecycle();
    const [named, nobodys] = [await open(life), await open(life)];
    await patch(life, named, { line: 3, assigneeId: 'agt_lead' });
    await patch(life, nobodys, { line: 3, assigneeId: null });
    await life.pass(60);
    expect(life.ticket(named).assigneeId).toBe('agt_lead');
    expect(life.ticket(nobodys).assigneeId).toBeNull();
  });

  it('by whom it was taken away before is routed in its new place', async () => {
    const life = aLifecycle();
    const ticket = await open(life);
    await assign(life, ticket, { assigneeId: null });
    await life.pass(60);
    expect(life.ticket(ticket).assigneeId).toBeNull();
    await patch(life, ticket, { groupId: 'third-line' });
    expect(life.ticket(ticket).assigneeId).toBe('agt_3');
  });

  it('while it is solved is nobody’s until it is open again', async () => {
    const life = aLifecycle();
    const ticket = await open(life);
    await reply(life, ticket, 'Done.', { status: 'solved' });
    await patch(life, ticket, { line: 2 });
    const hands = changesOfHands(life, ticket);
    expect(hands.at(-1)).toBeNull();
    expect(life.waitsIn(ticket)).toBe('Await survey');
    await patch(life, ticket, { status: 'open' });
    expect(changesOfHands(life, ticket)).toEqual([...hands, 'agt_2']);
  });
});
