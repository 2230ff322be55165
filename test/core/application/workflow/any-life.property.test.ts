/** Whatever people do to a ticket, and however often its workflow dies meanwhile, it comes to an end. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DomainError } from '../../../../lambdas/core/domain/errors.ts';
import { isAllowed } from '../../../../lambdas/core/domain/ticket/transitions.ts';
import type { Priority, Status } from '../../../../lambdas/core/domain/ticket/words.ts';
import { aSettings } from '../../builders.ts';
import { assign, escalate, giveBack, open, patch, rate, reply, spam, write } from './actors.ts';
import { aLifecycle, type Fate, type Lifecycle } from './harness.ts';

type Act = (life: Lifecycle, ticket: string) => Promise<unknown>;

const HOUR = 60;
const DAY = 24 * HOUR;

/** Named, so that a counterexample reads as a story. */
const ACTS: Readonly<Record<string, Act>> = {
  'an agent answers': (life, ticket) => reply(life, ticket, 'I look into it.'),
  'an agent asks': (life, ticket) => reply(life, ticket, 'Which file?', { status: 'pending' }),
  'an agent solves': (life, ticket) => reply(life, ticket, 'Try 5.2.', { status: 'solved' }),
  'an agent notes': (life, ticket) => reply(life, ticket, 'For @Boris.', { public: false }),
  'an agent puts it on hold': (life, ticket) => patch(life, ticket, { status: 'on-hold' }),
  'the requester writes': (life, ticket) => write(life, ticket, 'It still stops.'),
  'the requester answers the questions': (life, ticket) =>
    write(life, ticket, 'Version: 5.2\n\nSteps: press export'),
  'the requester promises to look': (life, ticket) => write(life, ticket, 'I will look.'),
  'the requester thanks': (life, ticket) => write(life, ticket, 'Thank you!'),
  'the requester is done': (life, ticket) => write(life, ticket, 'It works.', { status: 'solved' }),
  'the requester rates': (life, ticket) => rate(life, ticket, 'good'),
  'it becomes urgent': (life, ticket) => patch(life, ticket, { priority: 'urgent' as Priority }),
  'it becomes unimportant': (life, ticket) => patch(life, ticket, { priority: 'low' as Priority }),
  'it changes its category': (life, ticket) => patch(life, ticket, { category: 'bug' }),
  'it is escalated': (life, ticket) => escalate(life, ticket, 'needs the logs'),
  'it is given back': (life, ticket) => giveBack(life, ticket, 'nothing found'),
  'it is given to the best': (life, ticket) => assign(life, ticket, { auto: true }),
  'it is taken from its agent': (life, ticket) => assign(life, ticket, { assigneeId: null }),
  'it is spam': (life, ticket) => spam(life, ticket, { undo: false }),
  'it is no spam': (life, ticket) => spam(life, ticket, { undo: true }),
  'an hour passes': (life) => life.pass(HOUR),
  'a night passes': (life) => life.pass(10 * HOUR),
  'two days pass': (life) => life.pass(2 * DAY),
  'its execution dies': (life, ticket) => life.kill(ticket),
};

const settings = aSettings({
  'sla-policies': [
    {
      id: 'urgent',
      when: { priority: 'urgent' },
      schedule: 'always',
      targets: { 'first-reply': 60, resolution: 600 },
    },
    {
      id: 'others',
      when: {},
      schedule: 'always',
      targets: { 'first-reply': 480, 'next-reply': 240, resolution: 2880, 'periodic-update': 1440 },
    },
  ],
});

/** Refusals are part of life; anything else is not. */
const attempt = async (act: Act, life: Lifecycle, ticket: string): Promise<void> => {
  try {
    await act(life, ticket);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
  }
  await life.quiet();
};

const finish = async (life: Lifecycle, ticket: string): Promise<void> => {
  await life.sweepLater();
  const { status, spam: isSpam } = life.ticket(ticket);
  if (!isSpam && status !== 'solved' && status !== 'closed') await patch(life, ticket, { status: 'solved' });
  for (let days = 0; days < 10; days += 1) {
    await life.pass(DAY);
    await life.sweepLater();
  }
};

const repeated = (keys: readonly string[]): readonly string[] =>
  keys.filter((key, index) => keys.indexOf(key) !== index);

const expectLawful = (life: Lifecycle, ticket: string): void => {
  const history = life.history(ticket);
  expect(history.map(({ version }) => version)).toEqual(history.map((_, index) => index + 1));
  expect(life.ticket(ticket).version).toBe(history.length);
  let status: Status = 'new';
  const once: string[] = [];
  for (const event of history) {
    const move = (before: Status, after: Status): void => {
      expect(before).toBe(status);
      expect(isAllowed(before, after, event.actor.kind)).toBe(true);
      status = after;
    };
    if (event.type === 'ticket.status-changed' || event.type === 'ticket.reopened')
      move(event.payload.before, event.payload.after);
    if (event.type === 'ticket.solved') move(event.payload.before, 'solved');
    if (event.type === 'ticket.closed') move('solved', 'closed');
    if (event.type === 'ticket.details-requested') move(status, 'pending');
    // Waived by rounds it is open already: the answer opened it.
    if (event.type === 'ticket.details-waived' && event.payload.reason === 'time') move('pending', 'open');
    if ('key' in event.payload) once.push(`${event.type} ${event.payload.key}`);
    if (event.type === 'ticket.nudged') once.push(`nudged ${event.payload.pendingSince}`);
    if (event.type === 'satisfaction.offered') once.push(`offered ${event.payload.solvedAt}`);
    if (event.type === 'ticket.details-requested') once.push(`asked ${event.payload.round}`);
  }
  expect(status).toBe(life.ticket(ticket).status);
  expect(repeated(once)).toEqual([]);
  expect(repeated(life.ticket(ticket).progress.told)).toEqual([]);
  const sent = life.ports.mailer.sent.map(({ tags, to }) => `${tags.event} ${to.address}`);
  expect(repeated(sent)).toEqual([]);
};

it('a ticket ends closed, or as spam, and its history is lawful', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...Object.keys(ACTS)), { minLength: 1, maxLength: 14 }),
      fc.constantFrom('other', 'bug', 'payments'),
      fc.infiniteStream(
        fc.oneof(
          { weight: 12, arbitrary: fc.constant<Fate>('lives') },
          fc.constantFrom<Fate>('dies', 'lost', 'fails'),
        ),
      ),
      fc.infiniteStream(fc.record({ twice: fc.boolean(), quick: fc.boolean(), heard: fc.boolean() })),
      async (acts, category, fates, luck) => {
        let calm = false;
        const next = () => luck.next().value;
        const life: Lifecycle = aLifecycle(settings, {
          fate: () => (calm ? 'lives' : (fates.next().value as Fate)),
          deliveries: () => (next().twice ? 2 : 1),
          streamIsQuick: () => next().quick,
          isHeard: () => next().heard,
        });
        try {
          const ticket = await open(life, { category });
          for (const act of acts) await attempt(ACTS[act] as Act, life, ticket);
          calm = true;
          await finish(life, ticket);
          expectLawful(life, ticket);
          const { status, spam: isSpam, generation } = life.ticket(ticket);
          expect(isSpam || status === 'closed').toBe(true);
          expect(life.ports.world.waits.has(ticket)).toBe(false);
          expect(await life.machine.statusOf(`${ticket}-${generation}`)).not.toBe('RUNNING');
          expect([...life.ports.world.loads.values()].filter(({ open: held }) => held !== 0)).toEqual([]);
        } finally {
          await life.machine.close();
        }
      },
    ),
    { numRuns: 60 },
  );
}, 120_000);
