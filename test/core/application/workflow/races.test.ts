import { describe, expect, it } from 'vitest';
import { orchestrate } from '../../../../lambdas/core/application/workflow/orchestrate.ts';
import { throttled } from '../../../../lambdas/core/domain/errors.ts';
import { aSettings } from '../../builders.ts';
import { open, patch, reply, write } from './actors.ts';
import { aLifecycle, type Fate, type Lifecycle, unquiet } from './harness.ts';
import { tell } from './story.ts';

const HOUR = 60;
const DAY = 24 * HOUR;

/** Does something once while the next wait is being stored: `before` it is there, or right `after`. */
const whileArming = (
  life: Lifecycle,
  when: 'before' | 'after',
  change: (life: Lifecycle, ticket: string) => Promise<unknown>,
): void => {
  const { waits } = life.ports;
  const { arm } = waits;
  waits.arm = async (wait) => {
    waits.arm = arm;
    if (when === 'before') await change(unquiet(life), wait.ticketId);
    await arm(wait);
    if (when === 'after') await change(unquiet(life), wait.ticketId);
  };
};

const TIMES = [
  ['before', 'at once'],
  ['before', 'later'],
  ['after', 'at once'],
  ['after', 'later'],
] as const;

describe.each(TIMES)(
  'a change committed %s the wait is stored, and read from the stream %s,',
  (when, read) => {
    const aDesk = (): Lifecycle => aLifecycle(aSettings(), { streamIsQuick: () => read === 'at once' });

    it('wakes an execution that was about to sleep through it', async () => {
      const life = aDesk();
      whileArming(life, when, (quick, ticket) => reply(quick, ticket, 'Try 5.2.', { status: 'solved' }));
      const ticket = await open(life);
      expect(life.waitsIn(ticket)).toBe('Await survey');
      expect(life.machine.entered.slice(3)).toEqual(['Await moment', 'What now', 'Await survey']);
    });

    it.each([
      ['survey', HOUR],
      ['rating', DAY + HOUR],
    ])('also when it was about to wait for the %s', async (_place, minutes) => {
      const life = aDesk();
      const ticket = await open(life);
      const opensAgain = (): void =>
        whileArming(life, when, (quick) => write(quick, ticket, 'It still stops.'));
      if (minutes === HOUR) opensAgain();
      await reply(life, ticket, 'Try 5.2.', { status: 'solved' });
      if (minutes !== HOUR) opensAgain();
      await life.pass(minutes);
      expect(life.ticket(ticket).status).toBe('open');
      expect(life.waitsIn(ticket)).toBe('Await moment');
    });

    it('is noticed by the execution itself when the stream never tells', async () => {
      const life = aLifecycle(aSettings(), {
        streamIsQuick: () => read === 'at once',
        deliveries: ({ type }) => (type === 'ticket.opened' ? 1 : 0),
      });
      whileArming(life, when, (quick, ticket) => reply(quick, ticket, 'Try 5.2.', { status: 'solved' }));
      const ticket = await open(life);
      expect(life.waitsIn(ticket)).toBe('Await survey');
    });
  },
);

describe('a wake', () => {
  it('that is lost is made good when the next moment comes', async () => {
    const life = aLifecycle(aSettings(), { deliveries: ({ type }) => (type === 'ticket.opened' ? 1 : 0) });
    const ticket = await open(life);
    await reply(life, ticket, 'Try 5.2.', { status: 'solved' });
    expect(life.waitsIn(ticket)).toBe('Await moment');
    await life.pass(5 * HOUR);
    expect(life.waitsIn(ticket)).toBe('Await survey');
    await life.pass(5 * DAY);
    expect(life.ticket(ticket).status).toBe('closed');
    expect(life.mails().filter((mail) => mail.startsWith('survey'))).toHaveLength(1);
  });

  it('that fails is tried again before anything later is read', async () => {
    const life = aLifecycle();
    const ticket = await open(life);
    const { wake } = life.ports.workflows;
    let failures = 3;
    life.ports.workflows.wake = async (token, answer) => {
      failures -= 1;
      if (failures >= 0) throw throttled('Step Functions');
      return wake(token, answer);
    };
    await reply(life, ticket, 'Try 5.2.', { status: 'solved' });
    expect(life.waitsIn(ticket)).toBe('Await survey');
  });

  it('that was sent by a reader who died before clearing is sent again, to no effect', async () => {
    const life = aLifecycle();
    const ticket = await open(life);
    const { disarm } = life.ports.waits;
    life.ports.waits.disarm = async () => {
      life.ports.waits.disarm = disarm;
      throw throttled('DynamoDB');
    };
    await reply(life, ticket, 'Try 5.2.', { status: 'solved' });
    expect(life.waitsIn(ticket)).toBe('Await survey');
    expect(life.machine.entered).toHaveLength(6);
  });

  it('that is sent twice, and every event that is read twice, changes nothing', async () => {
    const calm = await tell();
    const doubled = await tell({ deliveries: () => 2 });
    expect(doubled.end).toEqual(calm.end);
    expect(doubled.life.machine.entered).toEqual(calm.life.machine.entered);
  });

  it('from events that are read once more long after changes nothing', async () => {
    const calm = await tell();
    const again = await tell({}, async (life, ticket) => {
      for (const event of life.history(ticket)) await orchestrate(life.ports)(event);
      await life.quiet();
    });
    expect(again.end).toEqual(calm.end);
    expect(again.life.machine.entered).toEqual(calm.life.machine.entered);
  });

  it('comes to the same, however quick the stream is', async () => {
    const calm = await tell();
    const quick = await tell({ streamIsQuick: () => true });
    expect(quick.end).toEqual(calm.end);
  });

  it('that meets an execution whose time is just up finds it awake', async () => {
    const life: Lifecycle = aLifecycle(aSettings(), {
      streamIsQuick: () => true,
      fate: async ({ state, when, ticketId }): Promise<Fate> => {
        if (state === 'Act on moment' && when === 'before')
          await reply(unquiet(life), ticketId, 'Try 5.2.', { status: 'solved' });
        return 'lives';
      },
    });
    const ticket = await open(life);
    await life.pass(4 * HOUR + 1);
    expect(life.waitsIn(ticket)).toBe('Await survey');
    expect(life.history(ticket).map(({ type }) => type)).not.toContain('sla.reminded');
  });
});

describe('a moment that comes earlier', () => {
  const settings = aSettings({
    'sla-policies': [
      { id: 'urgent', when: { priority: 'urgent' }, schedule: 'always', targets: { 'first-reply': 60 } },
      { id: 'others', when: {}, schedule: 'always', targets: { 'first-reply': 480 } },
    ],
  });

  it('wakes the execution, which then sleeps until the new time', async () => {
    const life = aLifecycle(settings);
    const ticket = await open(life);
    await life.pass(10);
    await patch(life, ticket, { priority: 'urgent' });
    expect(life.machine.entered.slice(-2)).toEqual(['What now', 'Await moment']);
    await life.pass(21);
    expect(life.history(ticket).at(-1)).toMatchObject({ type: 'sla.reminded', payload: { threshold: 50 } });
  });

  it('and has passed already is acted on within seconds', async () => {
    const life = aLifecycle(settings);
    const ticket = await open(life);
    await life.pass(100);
    await patch(life, ticket, { priority: 'urgent' });
    await life.pass(1 / 30);
    const told = life.history(ticket).filter(({ type }) => type.startsWith('sla.'));
    expect(told.map(({ type }) => type)).toEqual(['sla.breached', 'sla.attention']);
  });

  it('lets an execution sleep on when it comes later', async () => {
    const life = aLifecycle(settings);
    const ticket = await open(life, { priority: 'urgent' });
    const before = life.machine.entered.length;
    await patch(life, ticket, { priority: 'low' });
    expect(life.machine.entered).toHaveLength(before);
    await life.pass(31);
    expect(life.history(ticket).map(({ type }) => type)).not.toContain('sla.reminded');
    await life.pass(4 * HOUR);
    expect(life.history(ticket).map(({ type }) => type)).toContain('sla.reminded');
  });
});
