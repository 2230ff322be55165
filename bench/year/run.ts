/** A year of a desk: tickets come, four agents answer in their hours, what falls due is done to the millisecond. */
import { canBeReminded, hoursOf } from '../../lambdas/core/domain/people/shift.ts';
import type { Settings } from '../../lambdas/core/domain/settings/schemas.ts';
import { promiseOutcomes } from '../../lambdas/core/domain/sla/outcomes.ts';
import type { Metric, Plan } from '../../lambdas/core/domain/ticket/words.ts';
import { agenda } from './agenda.ts';
import { type Life, lifeOf } from './life.ts';
import { arrivals, randomFrom } from './rhythm.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const AGENTS = 4;

export interface Year {
  readonly tickets: number;
  readonly met: Partial<Record<Metric, number>>;
  readonly breached: Partial<Record<Metric, number>>;
  readonly reminders: number;
  readonly breaches: number;
  /** Reminders told to somebody who was not at work. */
  readonly atNight: number;
  readonly twice: number;
  /** Of tickets that nobody had to wait with or was reminded of, and of the others. */
  readonly ordinary: readonly number[];
  readonly eventful: readonly number[];
}

/** What a person does next with a ticket. */
interface Doing {
  readonly life: Life;
  readonly agent: number;
  readonly what: 'wake' | 'answer' | 'ask-back' | 'come-back';
  readonly at: number;
}

const planOf = (share: number): Plan => (share < 0.05 ? 'premium' : share < 0.2 ? 'extended' : 'basic');

export const yearOf = (example: Settings, from: number, days: number, perDay: number): Year => {
  const random = randomFrom(1);
  const [first] = example.agents;
  if (first === undefined) throw new Error('The example company has no agent.');
  // All on the first line, in its hours.
  const agents = Array.from({ length: AGENTS }, (_, index) => ({
    ...first,
    id: `agent${index + 1}`,
    email: `agent${index + 1}@help.example.com`,
  }));
  const settings: Settings = { ...example, agents };
  const hours = agents.map((agent) => hoursOf(agent, settings));
  const freeAt = agents.map(() => from);
  const todo = agenda<Doing>();
  const met: Partial<Record<Metric, number>> = {};
  const breached: Partial<Record<Metric, number>> = {};
  const [ordinary, eventful]: [number[], number[]] = [[], []];
  let [reminders, breaches, atNight, twice] = [0, 0, 0, 0];

  const plan = (life: Life, agent: number, what: Doing['what'], at: number): void =>
    todo.add(at, { life, agent, what, at });
  const wakeLater = (life: Life, agent: number): void => {
    if (Number.isFinite(life.wakesAt())) plan(life, agent, 'wake', life.wakesAt());
  };
  /** First come, first served: half a minute to a minute and a half of their working time. */
  const queue = (life: Life, agent: number, what: 'answer' | 'ask-back', at: number): void => {
    const begins = Math.max(at, freeAt[agent] ?? at);
    const ends = hours[agent]?.addWorking(begins, (0.5 + random()) * MINUTE) ?? begins;
    freeAt[agent] = ends;
    plan(life, agent, what, Math.ceil(ends));
  };
  const count = (life: Life): void => {
    const keys = life.events.flatMap((event) =>
      event.type === 'sla.reminded' ? [`${event.payload.key}`] : [],
    );
    reminders += keys.length;
    twice += keys.length - new Set(keys).size;
    const holder = agents.find(({ id }) => id === life.ticket().assigneeId);
    for (const { type, occurredAt } of life.events) {
      if (type === 'sla.breached') breaches += 1;
      if (type === 'sla.reminded' && holder !== undefined && !canBeReminded(holder, settings, occurredAt))
        atNight += 1;
    }
    const isEventful = life.events.some(
      ({ type }) => type === 'sla.reminded' || type === 'ticket.nudged' || type === 'ticket.status-changed',
    );
    (isEventful ? eventful : ordinary).push(life.transitions());
    const { closedAt, updatedAt } = life.ticket();
    for (const outcome of promiseOutcomes(life.ticket(), life.events, settings, closedAt ?? updatedAt)) {
      const tally = outcome.met ? met : breached;
      tally[outcome.metric] = (tally[outcome.metric] ?? 0) + 1;
    }
  };

  const DO: Readonly<Record<Doing['what'], (doing: Doing) => void>> = {
    wake: ({ life, agent, at }) => {
      // Moved meanwhile: whoever moved it has planned another.
      if (life.wakesAt() !== at) return;
      life.wake();
      if (life.ticket().status === 'closed') count(life);
      else wakeLater(life, agent);
    },
    answer: ({ life, agent, at }) => {
      if (life.ticket().status === 'closed' || life.ticket().status === 'solved') return;
      life.say(at, 'agent', 'solved');
      wakeLater(life, agent);
    },
    'ask-back': ({ life, agent, at }) => {
      life.say(at, 'agent', 'pending');
      wakeLater(life, agent);
      // One in ten is never heard of again.
      if (random() > 0.1) plan(life, agent, 'come-back', Math.ceil(at + (0.5 + 60 * random() ** 2) * HOUR));
    },
    'come-back': ({ life, agent, at }) => {
      life.say(at, 'requester');
      wakeLater(life, agent);
      queue(life, agent, 'answer', at);
    },
  };

  const doUntil = (end: number, waiting: { readonly at: number; readonly what: Doing } | undefined) => {
    let next = waiting ?? todo.next();
    while (next !== undefined && next.at <= end) {
      DO[next.what.what](next.what);
      next = todo.next();
    }
    return next;
  };

  const came = arrivals(from, days, perDay, random);
  let waiting: ReturnType<typeof doUntil>;
  for (const [number, at] of came.entries()) {
    waiting = doUntil(at, waiting);
    if (waiting !== undefined) todo.add(waiting.at, waiting.what);
    waiting = undefined;
    const agent = freeAt.indexOf(Math.min(...freeAt));
    const email = `person${number}@example.org`;
    const requester = {
      id: `per_${number}`,
      email,
      name: null,
      locale: 'en',
      plan: planOf(random()),
      verified: true,
    };
    const life = lifeOf(settings, number, at, requester, agents[agent]?.id ?? '');
    wakeLater(life, agent);
    queue(life, agent, random() < 0.2 ? 'ask-back' : 'answer', at);
  }
  doUntil(Number.POSITIVE_INFINITY, undefined);
  return { tickets: came.length, met, breached, reminders, breaches, atNight, twice, ordinary, eventful };
};
