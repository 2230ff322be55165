/** A handful of those lives on a desk that runs: its handlers, its state machine, its clock; what they cost and were sent. */

import { canBeReminded } from '../../lambdas/core/domain/people/shift.ts';
import type { Settings } from '../../lambdas/core/domain/settings/schemas.ts';
import type { RunningDesk } from '../desk/running-desk.ts';

export interface Sample {
  readonly tickets: number;
  readonly closed: number;
  /** A ticket, on average; what the desk does by itself in the same days is taken off. */
  readonly transitions: number;
  readonly usd: number;
  readonly reminders: number;
  readonly atNight: number;
  readonly twice: number;
  /** The latest of all breaches after its time, seconds of the desk. */
  readonly latestSeconds: number;
}

interface Told {
  readonly type: string;
  readonly occurredAt: string;
  readonly payload: { readonly key?: string; readonly dueAt?: string };
}

const TICKETS = 20;
/** Answered after the first span, asked back and answered after the second, left alone until the third. */
const SPANS = ['PT2H', 'P1D', 'P3D', 'P6D'] as const;

const fateOf = (number: number): 'answered' | 'asked' | 'late' =>
  number % 5 === 0 ? 'late' : number % 5 === 1 ? 'asked' : 'answered';

const live = async (desk: RunningDesk): Promise<readonly string[]> => {
  const ids: string[] = [];
  for (let number = 0; number < TICKETS; number += 1) {
    const { id } = (await desk.call('requester', 'POST', '/v1/tickets', {
      subject: `Where is invoice ${number}?`,
      description: 'I paid on Monday and have no invoice yet. Could you send it again?',
      category: 'payments',
    })) as { id: string };
    ids.push(id);
  }
  await desk.settle();
  const say = async (which: ReturnType<typeof fateOf>, who: 'agent1' | 'requester', status?: string) => {
    for (const [number, id] of ids.entries()) {
      if (fateOf(number) !== which) continue;
      await desk.call(who, 'POST', `/v1/tickets/${id}/comments`, {
        body: 'It is on its way.',
        ...(status === undefined ? {} : { status }),
      });
    }
    await desk.settle();
  };
  await desk.advance(SPANS[0]);
  await say('answered', 'agent1', 'solved');
  await say('asked', 'agent1', 'pending');
  await desk.advance(SPANS[1]);
  await say('asked', 'requester');
  await say('asked', 'agent1', 'solved');
  await desk.advance(SPANS[2]);
  await say('late', 'agent1', 'solved');
  await desk.advance(SPANS[3]);
  await desk.settle();
  return ids;
};

const historyOf = async (desk: RunningDesk, id: string): Promise<readonly Told[]> => {
  const page = (await desk.call('agent1', 'GET', `/v1/tickets/${id}/events?page[size]=100`)) as {
    data: readonly Told[];
  };
  return page.data;
};

/** `settings` are those of the desk but for the agents, which become these. */
export const sampleOn = async (desk: RunningDesk, settings: Settings): Promise<Sample> => {
  await desk.call('admin', 'PUT', '/v1/settings/agents', settings.agents);
  await desk.resetMeter();
  for (const span of SPANS) await desk.advance(span);
  await desk.settle();
  const idle = await desk.meter();
  await desk.resetMeter();
  const ids = await live(desk);
  const alive = await desk.meter();
  const each = (unit: string): number => (Number(alive[unit] ?? 0) - Number(idle[unit] ?? 0)) / TICKETS;

  let [closed, reminders, atNight, twice, latestSeconds] = [0, 0, 0, 0, 0];
  for (const id of ids) {
    const ticket = (await desk.call('agent1', 'GET', `/v1/tickets/${id}`)) as {
      status: string;
      assigneeId: string | null;
    };
    if (ticket.status === 'closed') closed += 1;
    const holder = settings.agents.find((agent) => agent.id === ticket.assigneeId);
    const events = await historyOf(desk, id);
    const reminded = events.filter(({ type }) => type === 'sla.reminded');
    reminders += reminded.length;
    twice += reminded.length - new Set(reminded.map(({ payload }) => payload.key)).size;
    for (const { occurredAt } of reminded)
      if (holder !== undefined && !canBeReminded(holder, settings, occurredAt)) atNight += 1;
    for (const { type, occurredAt, payload } of events) {
      if (type !== 'sla.breached' || payload.dueAt === undefined) continue;
      latestSeconds = Math.max(latestSeconds, (Date.parse(occurredAt) - Date.parse(payload.dueAt)) / 1000);
    }
  }
  return {
    tickets: TICKETS,
    closed,
    transitions: each('stateTransitions'),
    usd: each('usd'),
    reminders,
    atNight,
    twice,
    latestSeconds,
  };
};
