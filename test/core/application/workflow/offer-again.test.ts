import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amend } from '../../../../lambdas/core/application/desk/amend.ts';
import { changeTicket } from '../../../../lambdas/core/application/tickets/agent-changes.ts';
import { assignLine } from '../../../../lambdas/core/application/workflow/assign-line.ts';
import { offerAgain } from '../../../../lambdas/core/application/workflow/offer-again.ts';
import { versionConflict } from '../../../../lambdas/core/domain/errors.ts';
import type { Agent } from '../../../../lambdas/core/domain/settings/schemas.ts';
import {
  isWaitingForSomebody,
  NOT_BY_TIME,
  routeAgainAt,
} from '../../../../lambdas/core/domain/ticket/routing-due.ts';
import type { Ticket } from '../../../../lambdas/core/domain/ticket/ticket.ts';
import { anAgent, hoursAfter, type TicketParts } from '../../builders.ts';
import { ticketId } from '../../ports/changes.ts';
import { aDesk, type Desk, seeded, stored, types } from '../a-desk.ts';
import { aRequest, LENA } from '../requests.ts';

const NIGHT = '2026-11-02T20:00:00.000Z';

/** A ticket that routing has just looked at; whoever was seeded before it has counted. */
const routed = async (desk: Desk, n: number, parts: TicketParts = {}): Promise<Ticket> => {
  const { id } = seeded(desk, {
    id: ticketId(n),
    number: 1000 + n,
    progress: { needsRouting: true },
    ...parts,
  });
  await assignLine(desk)({ ticketId: id, generation: 1, startedAt: desk.clock.now() });
  return stored(desk, id);
};

const aDeskOf = (...agents: readonly Partial<Agent>[]): Desk => {
  const desk = aDesk({ agents: agents.map((parts) => anAgent(parts)) });
  desk.clock.set(hoursAfter(1));
  return desk;
};

const round = async (desk: Desk, offer = offerAgain(desk)) =>
  offer({ correlationId: 'cor_round', settings: await desk.settings.current() });
const changed = (desk: Desk, parts: Partial<Agent>, id = 'agt_1') =>
  amend(desk, 'agents', (agents) => agents.map((one) => (one.id === id ? { ...one, ...parts } : one)));
const holderOf = (desk: Desk, { id }: Ticket) => stored(desk, id).assigneeId;

describe('a ticket that nobody could have', () => {
  it.each<[string, Partial<Agent>, Partial<Agent>]>([
    ['takes tickets now', { capacity: 0 }, { capacity: 1 }],
    ['is back early', { awayUntil: hoursAfter(400) }, { awayUntil: null }],
    ['came into the group', { groups: ['billing'] }, { groups: ['first-line'] }],
    ['came to the line', { lines: [2] }, { lines: [1] }],
    ['works at other hours', { schedule: 'office' }, { schedule: null }],
  ])('is offered to somebody who %s', async (_what, before, now) => {
    const desk = aDeskOf({ ...before });
    desk.clock.set(NIGHT);
    const ticket = await routed(desk, 1);
    expect(ticket.assigneeId).toBeNull();
    expect(await round(desk)).toEqual({ offered: 0 });
    await changed(desk, now);
    expect(await round(desk)).toEqual({ offered: 1 });
    expect(holderOf(desk, ticket)).toBe('agt_1');
    expect(await round(desk)).toEqual({ offered: 0 });
    expect(types(desk, ticket.id)).toEqual(['ticket.assigned', 'ticket.assigned']);
  });

  it('is offered to somebody who is new, and the ranking says so', async () => {
    const desk = aDeskOf({ capacity: 0 });
    const ticket = await routed(desk, 1);
    expect(routeAgainAt(ticket)).toBeNull();
    desk.world.triages.set(ticket.id, TRIAGE);
    await amend(desk, 'agents', (agents) => [
      ...agents,
      anAgent({ id: 'agt_new', email: 'new@desk.example' }),
    ]);
    await round(desk);
    expect(holderOf(desk, ticket)).toBe('agt_new');
    expect(await desk.tickets.triage(ticket.id)).toMatchObject({
      assignment: { assigneeId: 'agt_new' },
      ranking: [
        { agentId: 'agt_new', suitable: true },
        { agentId: 'agt_1', suitable: false },
      ],
    });
  });

  it('is offered when an agent has solved something, to as many as there is room', async () => {
    const desk = aDeskOf({ capacity: 1 });
    const held = await routed(desk, 1);
    expect(held.assigneeId).toBe('agt_1');
    const waiting = [await routed(desk, 2), await routed(desk, 3)];
    expect(await round(desk)).toEqual({ offered: 0 });
    await changeTicket(desk)(aRequest(LENA, { params: { ticket: held.id }, body: { status: 'solved' } }));
    expect(await round(desk)).toEqual({ offered: 1 });
    expect(waiting.map((one) => holderOf(desk, one))).toEqual(['agt_1', null]);
    expect(desk.world.loads.get('agt_1')?.open).toBe(1);
  });

  it('is left alone once a person has taken it in hand, or it is spam', async () => {
    const desk = aDeskOf({ capacity: 0 });
    const [taken, spam, untouched] = [await routed(desk, 1), await routed(desk, 2), await routed(desk, 3)];
    const patch = (ticket: string, body: object) =>
      changeTicket(desk)(aRequest(LENA, { params: { ticket }, body }));
    await patch(taken.id, { assigneeId: 'agt_1' });
    await patch(taken.id, { assigneeId: null });
    desk.tickets.seed({ ...stored(desk, spam.id), spam: true });
    await changed(desk, { capacity: 10 });
    expect(await round(desk)).toEqual({ offered: 1 });
    expect([taken, spam, untouched].map((one) => holderOf(desk, one))).toEqual([null, null, 'agt_1']);
  });

  it('costs nothing while nobody who takes tickets is at work', async () => {
    const desk = aDeskOf({ schedule: 'office' }, { id: 'agt_2', capacity: 0 });
    desk.clock.set(NIGHT);
    await routed(desk, 1);
    desk.tickets.view = () => Promise.reject(new Error('asked'));
    expect(await round(desk)).toEqual({ offered: 0 });
  });

  it('is not looked for while everything is as it was when nobody could have it', async () => {
    const desk = aDeskOf({ capacity: 1 });
    const offer = offerAgain(desk);
    const held = await routed(desk, 1);
    await routed(desk, 2);
    expect(await round(desk, offer)).toEqual({ offered: 0 });
    const { view } = desk.tickets;
    desk.tickets.view = () => Promise.reject(new Error('asked'));
    expect(await round(desk, offer)).toEqual({ offered: 0 });
    desk.tickets.view = view;
    desk.clock.set(hoursAfter(2));
    await changeTicket(desk)(aRequest(LENA, { params: { ticket: held.id }, body: { status: 'solved' } }));
    expect(await round(desk, offer)).toEqual({ offered: 1 });
  });

  it('is looked for again by the instance that came second', async () => {
    const desk = aDeskOf({ capacity: 0 });
    const ticket = await routed(desk, 1);
    await changed(desk, { capacity: 1 });
    const offer = offerAgain(desk);
    const { save } = desk.tickets;
    desk.tickets.save = () => Promise.reject(versionConflict(9));
    expect(await round(desk, offer)).toEqual({ offered: 0 });
    desk.tickets.save = save;
    expect(await round(desk, offer)).toEqual({ offered: 1 });
    expect(holderOf(desk, ticket)).toBe('agt_1');
  });

  it('is left to the next round by whoever came second', async () => {
    const desk = aDeskOf({ capacity: 0 });
    const ticket = await routed(desk, 1);
    await changed(desk, { capacity: 1 });
    const { save } = desk.tickets;
    desk.tickets.save = () => Promise.reject(versionConflict(9));
    expect(await round(desk)).toEqual({ offered: 0 });
    desk.tickets.save = save;
    expect(await round(desk)).toEqual({ offered: 1 });
    expect(holderOf(desk, ticket)).toBe('agt_1');
  });

  it('keeps nobody else waiting when it cannot be changed', async () => {
    const desk = aDeskOf({ capacity: 0 });
    const [broken, fine] = [await routed(desk, 1), await routed(desk, 2)];
    await changed(desk, { capacity: 5 });
    const { find } = desk.tickets;
    desk.tickets.find = (ref) => (ref === broken.id ? Promise.reject(new Error('broken')) : find(ref));
    await expect(round(desk)).rejects.toThrow('1 tickets could not be offered again.');
    expect(holderOf(desk, fine)).toBe('agt_1');
  });
});

describe('a ticket behind thousands that nobody can have', () => {
  const WAITING = { status: 'open', progress: { routeAgain: { at: NOT_BY_TIME, tries: 3 } } } as const;
  const aTeamThatIsFull = (others: Partial<Agent>): Desk => {
    const desk = aDeskOf(
      { groups: ['first-line'], capacity: 1 },
      { id: 'agt_2', email: 'two@desk.example', groups: ['billing'], ...others },
    );
    desk.world.loads.set('agt_1', { open: 1, idleSince: null });
    return desk;
  };
  const many = (desk: Desk, count: number, parts: TicketParts = {}): void => {
    for (let n = 1; n <= count; n += 1)
      seeded(desk, { id: ticketId(n), number: 1000 + n, urgentAt: hoursAfter(1), ...WAITING, ...parts });
  };
  const behind = (desk: Desk): Ticket =>
    seeded(desk, {
      id: ticketId(99_999),
      number: 99_999,
      groupId: 'billing',
      urgentAt: hoursAfter(90),
      ...WAITING,
    });
  const readsOf = (desk: Desk): { found: number; views: number } => {
    const reads = { found: 0, views: 0 };
    const { find, view } = desk.tickets;
    desk.tickets.find = (ref) => {
      reads.found += 1;
      return find(ref);
    };
    desk.tickets.view = (which, page) => {
      reads.views += 1;
      return view(which, page);
    };
    return reads;
  };

  it('goes to whoever of its group has room in the first round, which reads none of the others', async () => {
    const desk = aTeamThatIsFull({ capacity: 1 });
    many(desk, 1200);
    const last = behind(desk);
    const reads = readsOf(desk);
    expect(await round(desk)).toEqual({ offered: 1 });
    expect(holderOf(desk, last)).toBe('agt_2');
    expect(reads.found).toBe(1);
  });

  it('is found behind those that people have left to nobody', async () => {
    const desk = aTeamThatIsFull({ capacity: 1 });
    many(desk, 700, { groupId: 'billing', progress: {} });
    const last = behind(desk);
    expect(await round(desk)).toEqual({ offered: 1 });
    expect(holderOf(desk, last)).toBe('agt_2');
  });

  it('is not looked for while nobody has room', async () => {
    const desk = aTeamThatIsFull({ capacity: 1 });
    desk.world.loads.set('agt_2', { open: 1, idleSince: null });
    many(desk, 3);
    const reads = readsOf(desk);
    expect(await round(desk)).toEqual({ offered: 0 });
    expect(reads).toEqual({ found: 0, views: 0 });
  });

  it('is left to the next round when one has given away five hundred', async () => {
    const desk = aTeamThatIsFull({ capacity: 600 });
    many(desk, 505, { groupId: 'billing' });
    expect([await round(desk), await round(desk)]).toEqual([{ offered: 500 }, { offered: 5 }]);
  });

  it('ends the round when the last place is taken, also by somebody else meanwhile', async () => {
    const desk = aTeamThatIsFull({ capacity: 1 });
    many(desk, 300, { groupId: 'billing' });
    const reads = readsOf(desk);
    const { of } = desk.loads;
    let asked = 0;
    desk.loads.of = async (ids) => {
      asked += 1;
      if (asked === 2) desk.world.loads.set('agt_2', { open: 1, idleSince: null });
      return of(ids);
    };
    expect(await round(desk)).toEqual({ offered: 0 });
    expect(reads).toEqual({ found: 1, views: 1 });
  });
});

const TRIAGE = {
  analysedAt: hoursAfter(0),
  round: 0,
  details: [],
  language: null,
  category: null,
  priority: null,
  line: null,
  ranking: [],
  assignment: null,
} as const;

type Step =
  | { readonly kind: 'open'; readonly group: number }
  | { readonly kind: 'solve'; readonly which: number }
  | { readonly kind: 'capacity'; readonly agent: number; readonly capacity: number }
  | { readonly kind: 'away'; readonly agent: number; readonly away: boolean };

const GROUPS = ['first-line', 'billing'] as const;
const AGENTS = ['agt_1', 'agt_2', 'agt_3'] as const;

const someSteps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('open' as const), group: fc.nat(1) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('solve' as const), which: fc.nat() }) },
    fc.record({ kind: fc.constant('capacity' as const), agent: fc.nat(2), capacity: fc.nat(3) }),
    fc.record({ kind: fc.constant('away' as const), agent: fc.nat(2), away: fc.boolean() }),
  ),
  { maxLength: 30 },
);

const happen = async (desk: Desk, step: Step, at: number): Promise<void> => {
  switch (step.kind) {
    case 'open':
      await routed(desk, at, { groupId: GROUPS[step.group] ?? 'first-line' });
      return;
    case 'solve': {
      const open = [...desk.world.tickets.values()].filter(({ status }) => status !== 'solved');
      const ticket = open[step.which % open.length]?.id;
      if (ticket === undefined) return;
      await changeTicket(desk)(aRequest(LENA, { params: { ticket }, body: { status: 'solved' } }));
      return;
    }
    case 'capacity':
      await changed(desk, { capacity: step.capacity }, AGENTS[step.agent]);
      return;
    case 'away':
      await changed(desk, { awayUntil: step.away ? hoursAfter(900) : null }, AGENTS[step.agent]);
  }
};

describe('any day of tickets, solutions, absences and changes of people', () => {
  it('leaves nobody waiting after a round while somebody of the group has room, and gives nobody more than they take', async () => {
    await fc.assert(
      fc.asyncProperty(someSteps, async (steps) => {
        const desk = aDeskOf(
          { groups: ['first-line'], capacity: 2 },
          { id: 'agt_2', email: 'two@desk.example', groups: ['billing'], capacity: 1 },
          { id: 'agt_3', email: 'three@desk.example', groups: [...GROUPS], capacity: 2 },
        );
        const offer = offerAgain(desk);
        for (const [at, step] of steps.entries()) {
          desk.clock.advance(60_000);
          const before = new Map(desk.world.loads);
          await happen(desk, step, at + 1);
          await round(desk, offer);
          const tickets = [...desk.world.tickets.values()];
          const { agents } = await desk.settings.current();
          const now = desk.clock.now();
          for (const agent of agents) {
            const open = desk.world.loads.get(agent.id)?.open ?? 0;
            const held = tickets.filter(
              ({ assigneeId, status }) => assigneeId === agent.id && status !== 'solved',
            );
            expect(open).toBe(held.length);
            // Whoever takes less from now on keeps what they have.
            expect(open).toBeLessThanOrEqual(Math.max(agent.capacity, before.get(agent.id)?.open ?? 0));
            const isFree = open < agent.capacity && !((agent.awayUntil ?? '') > now);
            const waiting = tickets.filter(
              (ticket) => isWaitingForSomebody(ticket) && agent.groups.includes(ticket.groupId),
            );
            if (isFree) expect(waiting).toEqual([]);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});
