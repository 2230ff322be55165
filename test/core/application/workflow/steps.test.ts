import { describe, expect, it } from 'vitest';
import { actOnMoment } from '../../../../lambdas/core/application/workflow/act-on-moment.ts';
import { analyse } from '../../../../lambdas/core/application/workflow/analyse.ts';
import { arm, mustWake } from '../../../../lambdas/core/application/workflow/arm.ts';
import { askForDetails } from '../../../../lambdas/core/application/workflow/ask-for-details.ts';
import { assignLine } from '../../../../lambdas/core/application/workflow/assign-line.ts';
import { close, offerSurvey } from '../../../../lambdas/core/application/workflow/finish.ts';
import { LOOPS } from '../../../../lambdas/core/application/workflow/old-age.ts';
import { orchestrate, relay } from '../../../../lambdas/core/application/workflow/orchestrate.ts';
import { versionConflict } from '../../../../lambdas/core/domain/errors.ts';
import type { TicketEvent } from '../../../../lambdas/core/domain/ticket/events.ts';
import { aComment, hoursAfter, type TicketParts } from '../../builders.ts';
import { aReading } from '../../fakes/reading.ts';
import { aDesk, type Desk, opened, refusalOf, seeded, stored, types } from '../a-desk.ts';

const ID = 'tkt_01JBN0000000000000000000AA';
const input = (over: object = {}) => ({
  ticketId: ID,
  generation: 1,
  startedAt: hoursAfter(0),
  loops: 0,
  ...over,
});

/** Each step with a ticket for which it has something to do, and when it has. */
const STEPS: readonly (readonly [
  name: string,
  step: (desk: Desk) => (given: ReturnType<typeof input>) => Promise<unknown>,
  ticket: TicketParts,
  at: string,
  event: string,
])[] = [
  [
    'Analyse',
    (desk) => analyse(desk, aReading()),
    { progress: { needsAnalysis: true } },
    hoursAfter(0),
    'ticket.analysed',
  ],
  [
    'Ask for details',
    askForDetails,
    { category: 'bug', missingDetails: ['version'], progress: { shouldAskForDetails: true } },
    hoursAfter(0),
    'ticket.details-requested',
  ],
  ['Assign line', assignLine, { progress: { needsRouting: true } }, hoursAfter(0), 'ticket.assigned'],
  ['Act on moment', actOnMoment, {}, hoursAfter(4), 'sla.reminded'],
  [
    'Offer survey',
    offerSurvey,
    { status: 'solved', marks: { publicReplies: 1, firstReplyAt: hoursAfter(0) } },
    hoursAfter(24),
    'satisfaction.offered',
  ],
  [
    'Close',
    close,
    { status: 'solved', progress: { surveyDecidedFor: hoursAfter(0) } },
    hoursAfter(96),
    'ticket.closed',
  ],
];

describe.each(STEPS)('the step "%s"', (_name, step, ticket, at, event) => {
  const ready = (over: TicketParts = {}): Desk => {
    const desk = aDesk();
    desk.tickets.seed(seeded(desk, { ...ticket, ...over }), [aComment()]);
    desk.clock.set(at);
    return desk;
  };

  it('does its work once, however often it is asked, and answers with the same place', async () => {
    const desk = ready();
    const place = await step(desk)(input());
    expect(types(desk, ID)[0]).toBe(event);
    const { length } = desk.tickets.history(ID);
    expect(await step(desk)(input())).toEqual(place);
    expect(desk.tickets.history(ID)).toHaveLength(length);
  });

  it('writes under its generation, as the system, with the execution’s name', async () => {
    const desk = ready();
    await step(desk)(input());
    expect(desk.tickets.saved.at(-1)?.generation).toBe(1);
    expect(desk.tickets.history(ID)[0]).toMatchObject({
      actor: { kind: 'system' },
      correlationId: `${ID}-1`,
    });
  });

  it('writes nothing for a generation that is not the ticket’s', async () => {
    const desk = ready({ generation: 2 });
    expect(await refusalOf(step(desk)(input()))).toMatchObject({ name: 'Superseded', kind: 'superseded' });
    expect(desk.tickets.saved).toEqual([]);
  });

  it('writes nothing when it is reborn between reading and writing', async () => {
    const desk = ready();
    const { save } = desk.tickets;
    desk.tickets.save = async (change) => {
      desk.tickets.save = save;
      await desk.tickets.raiseGeneration(ID, 1, { wakeAt: at, failures: 0, failedAt: null });
      return save(change);
    };
    expect(await refusalOf(step(desk)(input()))).toMatchObject({ name: 'Superseded' });
    expect(desk.tickets.saved).toEqual([]);
  });

  it('decides again when a person was quicker, and leaves it to the machine when they never stop', async () => {
    const desk = ready();
    desk.tickets.failNext(...Array.from({ length: 5 }, () => versionConflict(2)));
    expect(await refusalOf(step(desk)(input()))).toMatchObject({ name: 'VersionConflict' });
    desk.tickets.failNext(...Array.from({ length: 4 }, () => versionConflict(2)));
    await step(desk)(input());
    expect(types(desk, ID)).toContain(event);
  });

  it('ends the execution of a ticket that is not there', async () => {
    const desk = ready();
    expect(await refusalOf(step(desk)(input({ ticketId: 'tkt_gone' })))).toMatchObject({
      name: 'TicketNotFound',
    });
  });

  it('does nothing for spam, closed and merged tickets', async () => {
    for (const over of [{ spam: true }, { mergedInto: 'tkt_2' }, { status: 'closed' }] as const) {
      const desk = ready(over);
      expect(await step(desk)(input())).toMatchObject({ next: 'end' });
      expect(desk.tickets.saved).toEqual([]);
    }
  });

  it('never tells a wait to last longer than the execution', async () => {
    const desk = ready();
    const place = (await step(desk)(
      input({ startedAt: new Date(Date.parse(at) - 329.9 * 86_400_000).toISOString() }),
    )) as {
      readonly wakeAt: string;
    };
    expect(Date.parse(place.wakeAt)).toBeLessThanOrEqual(Date.parse(at) + 0.1 * 86_400_000);
  });
});

describe('the steps to which a wait leads', () => {
  const old = [{ loops: LOOPS }, { startedAt: '2025-11-02T09:00:00.000Z' }];

  it.each(STEPS.slice(3))(
    '"%s" hands over to the next generation when the execution is old',
    async (_n, step, ticket, at) => {
      for (const over of old) {
        const desk = aDesk();
        seeded(desk, ticket);
        desk.clock.set(at);
        expect(await refusalOf(step(desk)(input(over)))).toMatchObject({ name: 'Superseded' });
        expect(stored(desk, ID).generation).toBe(2);
        expect(desk.workflows.started).toEqual([`${ID}-2`]);
        expect(desk.world.waits.get(ID)).toMatchObject({ generation: 2, token: null, wakeAt: at });
        expect(desk.tickets.saved).toEqual([]);
      }
    },
  );

  it('hand over once', async () => {
    const desk = aDesk();
    seeded(desk);
    const asked = await Promise.allSettled([
      actOnMoment(desk)(input({ loops: LOOPS })),
      actOnMoment(desk)(input({ loops: LOOPS })),
    ]);
    expect(asked.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(desk.workflows.started).toEqual([`${ID}-2`]);
  });
});

describe('a survey', () => {
  const solved = { status: 'solved', marks: { publicReplies: 1, firstReplyAt: hoursAfter(0) } } as const;
  const offered = async (parts: TicketParts, prepare: (desk: Desk) => void = () => {}) => {
    const desk = aDesk();
    seeded(desk, parts);
    desk.clock.set(hoursAfter(24));
    prepare(desk);
    await offerSurvey(desk)(input());
    return { satisfaction: stored(desk, ID).satisfaction.status, events: types(desk, ID) };
  };

  it.each([
    ['that time solved', { ...solved, progress: { autoSolved: true } }],
    ['that nobody answered', { status: 'solved' }],
  ] as const)('is not offered for a ticket %s, and the history says so', async (_why, parts) => {
    expect(await offered(parts)).toEqual({ satisfaction: null, events: ['ticket.changed'] });
  });

  it('is not offered to a person who was asked less than a week ago', async () => {
    const { requester } = seeded(aDesk(), solved);
    const asked = (at: string) => offered(solved, (desk) => void desk.world.surveys.set(requester.id, at));
    expect(await asked(hoursAfter(24 - 7 * 24 + 1))).toEqual({
      satisfaction: null,
      events: ['ticket.changed'],
    });
    expect(await asked(hoursAfter(24 - 7 * 24))).toMatchObject({ satisfaction: 'offered' });
  });

  it('is not offered before its time', async () => {
    const desk = aDesk();
    seeded(desk, solved);
    desk.clock.set(hoursAfter(23));
    expect(await offerSurvey(desk)(input())).toEqual({ next: 'survey', wakeAt: hoursAfter(24) });
    expect(desk.tickets.saved).toEqual([]);
  });
});

describe('closing', () => {
  it.each([
    ['was opened again', { status: 'open' }],
    ['was solved again', { status: 'solved', updatedAt: hoursAfter(50) }],
  ] as const)('a ticket that %s is not yet due', async (_why, parts) => {
    const desk = aDesk();
    seeded(desk, parts);
    desk.clock.set(hoursAfter(96));
    expect(await refusalOf(close(desk)(input()))).toMatchObject({ name: 'NotYetDue' });
  });

  it('takes the waiting row with it', async () => {
    const desk = aDesk();
    seeded(desk, { status: 'solved' });
    desk.clock.set(hoursAfter(96));
    await close(desk)(input());
    expect(desk.world.waits.has(ID)).toBe(false);
  });
});

describe('arming', () => {
  const given = (over: object = {}) => ({
    ...input(),
    place: 'await' as const,
    token: 'token-1',
    wakeAt: hoursAfter(4),
    ...over,
  });

  it('stores where the execution waits, and lets it sleep', async () => {
    const desk = aDesk();
    seeded(desk);
    await arm(desk)(given());
    expect(desk.world.waits.get(ID)).toMatchObject({
      generation: 1,
      token: 'token-1',
      place: 'await',
      wakeAt: hoursAfter(4),
    });
    expect(desk.workflows.woken).toEqual([]);
  });

  it('wakes it when its ticket is elsewhere, and clears after', async () => {
    const desk = aDesk();
    seeded(desk, { status: 'solved' });
    await arm(desk)(given());
    expect(desk.workflows.woken).toEqual([
      { token: 'token-1', answer: { next: 'survey', wakeAt: hoursAfter(24) } },
    ]);
    expect(desk.world.waits.get(ID)).toMatchObject({ token: null, place: null });
  });

  it('keeps what rebirth counts', async () => {
    const desk = aDesk();
    seeded(desk);
    const unarmed = { ticketId: ID, generation: 1, token: null, place: null, wakeAt: hoursAfter(0) };
    desk.world.waits.set(ID, { ...unarmed, failures: 2, failedAt: hoursAfter(0) });
    await arm(desk)(given());
    expect(desk.world.waits.get(ID)).toMatchObject({
      token: 'token-1',
      failures: 2,
      failedAt: hoursAfter(0),
    });
  });

  it('is refused to an older generation, and when the workflow is over', async () => {
    const desk = aDesk();
    seeded(desk, { generation: 2 });
    expect(await refusalOf(arm(desk)(given()))).toMatchObject({ name: 'Superseded' });
    desk.world.waits.delete(ID);
    expect(await refusalOf(arm(desk)(given({ generation: 2 })))).toMatchObject({ name: 'Superseded' });
    expect(desk.workflows.woken).toEqual([]);
  });

  it.each([
    ['await', hoursAfter(4), false],
    ['await', hoursAfter(5), false],
    ['await', hoursAfter(3), true],
    ['survey', hoursAfter(9), true],
    ['end', hoursAfter(0), true],
  ] as const)('means waking when the ticket is at %s until %s: %s', (next, wakeAt, wake) => {
    expect(mustWake({ next, wakeAt }, { place: 'await', wakeAt: hoursAfter(4) })).toBe(wake);
  });
});

describe('an event', () => {
  const first = (desk: Desk, id: string): TicketEvent => desk.tickets.history(id)[0] as TicketEvent;

  it('of a ticket that is gone moves nothing', async () => {
    const desk = aDesk();
    const { id } = await opened(desk);
    const event = { ...first(desk, id), type: 'ticket.closed', payload: { solvedAt: null } } as const;
    desk.world.tickets.delete(id);
    await orchestrate(desk)(event);
    expect(desk.workflows.started).toEqual([]);
  });

  it('of a ticket without an execution starts the one it should have', async () => {
    const desk = aDesk();
    const { id } = await opened(desk);
    const event = { ...first(desk, id), type: 'ticket.closed', payload: { solvedAt: null } } as const;
    desk.world.waits.delete(id);
    await orchestrate(desk)(event);
    expect(desk.workflows.started).toEqual([`${id}-1`]);
    desk.world.tickets.set(id, { ...stored(desk, id), spam: true });
    await orchestrate(desk)(event);
    expect(desk.workflows.started).toHaveLength(1);
  });

  it('of an opened ticket starts its first, whatever else is true', async () => {
    const desk = aDesk();
    const { id } = await opened(desk);
    await orchestrate(desk)(first(desk, id));
    await orchestrate(desk)(first(desk, id));
    expect(desk.workflows.started).toEqual([`${id}-1`]);
  });

  it('goes on the bus, and stops the reader when the bus refuses it', async () => {
    const desk = aDesk();
    const { id } = await opened(desk);
    desk.bus.failNext(new Error('the bus is away'));
    await expect(relay(desk)(first(desk, id))).rejects.toThrow('the bus is away');
    await relay(desk)(first(desk, id));
    expect(desk.bus.published).toEqual(desk.tickets.history(id));
  });
});

describe('a ticket that nobody can have now', () => {
  const full = () => {
    const desk = aDesk();
    desk.tickets.seed(seeded(desk, { progress: { needsRouting: true } }), [aComment()]);
    for (const id of ['agt_1', 'agt_lead']) desk.world.loads.set(id, { open: 10, idleSince: null });
    return desk;
  };
  const MINUTE = 1 / 60;

  it('is offered again later, ever more rarely, and goes to who has room then', async () => {
    const desk = full();
    desk.clock.set(hoursAfter(0));
    expect(await assignLine(desk)(input())).toEqual({ next: 'await', wakeAt: hoursAfter(15 * MINUTE) });
    expect(stored(desk, ID).progress.routeAgain).toEqual({ at: hoursAfter(15 * MINUTE), tries: 1 });
    desk.clock.set(hoursAfter(15 * MINUTE));
    expect(await actOnMoment(desk)(input())).toEqual({ next: 'await', wakeAt: hoursAfter(45 * MINUTE) });
    desk.world.loads.set('agt_1', { open: 3, idleSince: null });
    desk.clock.set(hoursAfter(45 * MINUTE));
    await actOnMoment(desk)(input());
    expect(stored(desk, ID)).toMatchObject({ assigneeId: 'agt_1', progress: { routeAgain: null } });
    expect(types(desk, ID)).toEqual(['ticket.assigned', 'ticket.assigned', 'ticket.assigned']);
  });

  it('is left alone when a person has taken it meanwhile', async () => {
    const desk = full();
    desk.clock.set(hoursAfter(0));
    await assignLine(desk)(input());
    desk.tickets.seed({ ...stored(desk, ID), assigneeId: 'agt_2' });
    desk.clock.set(hoursAfter(15 * MINUTE));
    await actOnMoment(desk)(input());
    expect(stored(desk, ID).assigneeId).toBe('agt_2');
  });
});
