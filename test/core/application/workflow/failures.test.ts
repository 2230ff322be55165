import { describe, expect, it } from 'vitest';
import { rebirth, sweep } from '../../../../lambdas/core/application/workflow/rebirth.ts';
import { throttled } from '../../../../lambdas/core/domain/errors.ts';
import { aSettings, aTicket, hoursAfter } from '../../builders.ts';
import { fakePorts } from '../../fakes/ports.ts';
import { open, reply } from './actors.ts';
import { aLifecycle, type Lifecycle } from './harness.ts';

const HOUR = 60;

/** A desk whose step "Analyse" fails for good this many times. */
const aBrokenDesk = (failures: number): Lifecycle => {
  let left = failures;
  return aLifecycle(aSettings(), {
    fate: ({ state, when }) => {
      if (state !== 'Analyse' || when !== 'before' || left === 0) return 'lives';
      left -= 1;
      return 'fails';
    },
  });
};

describe('an execution that fails', () => {
  it('says under which name, and the next generation begins at once', async () => {
    const life = aBrokenDesk(1);
    const ticket = await open(life);
    expect(life.machine.entered.slice(0, 3)).toEqual(['Analyse', 'Given up', 'Analyse']);
    expect(life.machine.statuses.find(({ status }) => status === 'FAILED')).toMatchObject({
      error: 'Broken',
    });
    expect(life.waitsIn(ticket)).toBe('Await moment');
    expect(life.ticket(ticket).tags).toEqual([]);
  });

  it('three times in a row flags the ticket for people, and it goes on when the fault is gone', async () => {
    const life = aBrokenDesk(3);
    const ticket = await open(life);
    expect(life.ticket(ticket)).toMatchObject({ tags: ['workflow-failed'], generation: 4 });
    expect(life.history(ticket).filter(({ type }) => type === 'ticket.changed')).toMatchObject([
      { actor: { kind: 'system' }, payload: { changes: { tags: { after: ['workflow-failed'] } } } },
    ]);
    expect(life.waitsIn(ticket)).toBe('Await moment');
    await reply(life, ticket, 'Try 5.2.', { status: 'solved' });
    await life.pass(5 * 24 * HOUR);
    expect(life.ticket(ticket).status).toBe('closed');
  });

  it('more often is tried again only by the sweep, once a round', async () => {
    const life = aBrokenDesk(7);
    const ticket = await open(life);
    expect(life.ticket(ticket).generation).toBe(4);
    await life.sweepLater();
    expect(life.ticket(ticket).generation).toBe(5);
    await life.sweepLater();
    await life.sweepLater();
    expect(life.ticket(ticket).generation).toBe(7);
    await life.sweepLater();
    expect(life.waitsIn(ticket)).toBe('Await moment');
    expect(life.ticket(ticket).tags).toEqual(['workflow-failed']);
  });

  it('now and then is nobody’s concern', async () => {
    const life = aLifecycle();
    const ticket = await open(life);
    for (let failures = 0; failures < 5; failures += 1) {
      await life.kill(ticket);
      await life.pass(61);
    }
    expect(life.ticket(ticket)).toMatchObject({ tags: [], generation: 6 });
  });

  it('is reborn once, however often its failure is told', async () => {
    const life = aLifecycle();
    const ticket = await open(life);
    const ended = { name: `${ticket}-1`, status: 'ABORTED' };
    await life.kill(ticket);
    await rebirth(life.ports)(ended);
    await rebirth(life.ports)(ended);
    expect(life.ticket(ticket).generation).toBe(2);
  });

  it.each([
    ['is closed', { status: 'closed' }],
    ['is spam', { spam: true }],
  ] as const)('is not reborn when its ticket %s', async (_why, over) => {
    const ports = fakePorts(aSettings());
    const ticket = aTicket(over);
    ports.tickets.seed(ticket);
    await rebirth(ports)({ name: `${ticket.id}-1`, status: 'FAILED' });
    expect(ports.workflows.started).toEqual([]);
  });

  it.each(['whatever', 'tkt_01JBN0000000000000000000ZZ-1', 'tkt_x', ''])(
    'under the name "%s" is none of ours',
    async (name) => {
      const ports = fakePorts(aSettings());
      ports.tickets.seed(aTicket());
      await rebirth(ports)({ name, status: 'FAILED' });
      expect(ports.workflows.started).toEqual([]);
    },
  );

  it('is found by the sweep when rebirth stops half-way', async () => {
    const life = aLifecycle();
    const ticket = await open(life);
    const { start } = life.ports.workflows;
    life.ports.workflows.start = async () => {
      life.ports.workflows.start = start;
      throw throttled('Step Functions');
    };
    await expect(life.kill(ticket)).rejects.toThrow('Step Functions is busy');
    await rebirth(life.ports)({ name: `${ticket}-1`, status: 'ABORTED' });
    expect(life.ticket(ticket).generation).toBe(2);
    await life.sweepLater();
    expect(life.ticket(ticket).generation).toBe(3);
    expect(life.waitsIn(ticket)).toBe('Await moment');
  });
});

describe('the sweep', () => {
  const overdue = { wakeAt: '2026-11-02T09:00:00.000Z', failures: 0, failedAt: null };

  const aDeskWith = (count: number) => {
    const ports = fakePorts(aSettings());
    const ids = Array.from({ length: count }, (_, index) => `tkt_${String(index).padStart(26, '0')}`);
    for (const [index, id] of ids.entries()) {
      ports.tickets.seed(aTicket({ id, number: 1001 + index }));
      ports.world.waits.set(id, { ticketId: id, generation: 1, token: null, place: null, ...overdue });
    }
    ports.clock.set(hoursAfter(1));
    return { ports, ids };
  };

  it('revives all that is overdue, page by page, and nothing else', async () => {
    const { ports, ids } = aDeskWith(250);
    const [young = '', armed = '', over = '', ...rest] = ids;
    ports.world.waits.set(young, {
      ...overdue,
      ticketId: young,
      generation: 1,
      token: null,
      place: null,
      wakeAt: ports.clock.now(),
    });
    ports.world.waits.set(armed, {
      ...overdue,
      ticketId: armed,
      generation: 1,
      token: 'token',
      place: 'await',
      wakeAt: hoursAfter(9),
    });
    ports.tickets.seed(aTicket({ id: over, number: 999, spam: true }));
    ports.world.waits.set(over, { ...overdue, ticketId: over, generation: 1, token: null, place: null });
    expect(await sweep(ports)()).toEqual({ overdue: 247, ended: 1 });
    expect(ports.workflows.started.toSorted()).toEqual(rest.map((id) => `${id}-2`).toSorted());
    expect(ports.world.waits.has(over)).toBe(false);
    expect(await sweep(ports)()).toEqual({ overdue: 0, ended: 0 });
  });

  it('lets no ticket that can not be revived keep others waiting, and tells of it', async () => {
    const { ports, ids } = aDeskWith(3);
    ports.workflows.failNext(throttled('Step Functions'));
    await expect(sweep(ports)()).rejects.toThrow('1 tickets could not be revived.');
    expect(ports.workflows.started).toEqual(ids.slice(1).map((id) => `${id}-2`));
  });

  it('finds nothing on a desk where nothing is wrong', async () => {
    const life = aLifecycle();
    const ticket = await open(life);
    for (let rounds = 0; rounds < 5; rounds += 1) await life.sweepLater();
    expect(life.ticket(ticket).generation).toBe(1);
    expect(await sweep(life.ports)()).toEqual({ overdue: 0, ended: 0 });
  });
});
