/** The headline figure: what share of the requesters' messages was answered within the same working day. */
import { expect, test } from 'vitest';
import { setDesk } from './support/pace.ts';
import { sharedDesk } from './support/shared-desk.ts';
import { commentOn, forSomebody, type Listed, numbersIn, opened } from './support/tickets.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

interface Row {
  readonly date: string;
  readonly group: string | null;
  readonly answered: number;
  readonly due: number;
  readonly share: number;
}

/** The desk works for eight hours from three hours from now, whatever time it is. */
let begins = 0;
const desk = sharedDesk(async (fresh) => {
  const { now } = await fresh.local<{ now: string }>('GET', 'clock');
  begins = Math.floor((Date.parse(now) + 3 * HOUR) / MINUTE) * MINUTE;
  const time = (at: number): string => new Date(at).toISOString().slice(11, 16);
  const hours = [[time(begins), time(begins + 8 * HOUR)]];
  const week = Object.fromEntries(
    ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, hours]),
  );
  const { body: schedules } = await fresh.call<readonly object[]>('admin', 'GET', '/v1/settings/schedules');
  const { body: agents } = await fresh.call<readonly object[]>('admin', 'GET', '/v1/settings/agents');
  for (const [kind, document] of Object.entries({
    schedules: [...schedules, { id: 'shift', timeZone: 'UTC', week }],
    'sla-policies': [{ id: 'all', when: {}, schedule: 'shift', targets: { 'first-reply': 300 } }],
    agents: agents.map((agent) => ({ ...agent, schedule: null })),
  }))
    expect((await fresh.call('admin', 'PUT', `/v1/settings/${kind}`, document)).status).toBe(200);
  await setDesk(fresh, { schedule: 'shift', timeZone: 'UTC' });
});

const figure = async (query = ''): Promise<readonly Row[]> => {
  await desk.settle();
  const answer = await desk.call<readonly Row[]>(
    'lead',
    'GET',
    `/v1/figures/same-day?to=${dayAfter(2)}${query}`,
  );
  expect(answer.status).toBe(200);
  return answer.body;
};

const dayAfter = (days: number): string => new Date(begins + days * 24 * HOUR).toISOString().slice(0, 10);

test('answers within the working day are counted, by day and group, and today shows what is due', async () => {
  const [answered, late] = [
    await opened(desk, 'lead', forSomebody('early')),
    await opened(desk, 'lead', forSomebody('late')),
  ];
  await opened(desk, 'lead', forSomebody('payer', { category: 'payments' }));
  await desk.settle();
  const date = dayAfter(0);
  expect(await figure()).toEqual([
    { date, group: null, answered: 0, due: 3, share: 0 },
    { date, group: 'billing', answered: 0, due: 1, share: 0 },
    { date, group: 'support', answered: 0, due: 2, share: 0 },
  ]);
  const today = await desk.call<Listed<unknown> & { meta: { count: number } }>(
    'lead',
    'GET',
    '/v1/tickets?view=today',
  );
  expect(today.body.meta.count).toBe(3);

  await desk.advance('PT5H');
  await commentOn(desk, 'agent1', answered.number, { body: 'Here it is.' });
  await desk.settle();
  expect(await numbersIn(desk, 'lead', 'today')).not.toContain(answered.number);
  expect((await figure('&group=support')).at(0)).toEqual({
    date,
    group: 'support',
    answered: 1,
    due: 2,
    share: 0.5,
  });

  // The day is over: an answer comes too late for it, a question belongs to the next one.
  await desk.advance('PT7H');
  await commentOn(desk, 'agent1', late.number, { body: 'At last.' });
  await opened(desk, 'lead', forSomebody('owl'));
  const rows = (await figure()).filter(({ group }) => group !== 'billing');
  expect(rows).toMatchObject([
    { date, group: null, answered: 1, due: 3 },
    { date, group: 'support', answered: 1, due: 2 },
    { date: dayAfter(1), group: null, answered: 0, due: 1 },
    { date: dayAfter(1), group: 'support', answered: 0, due: 1 },
  ]);
  expect((await desk.call('agent1', 'GET', '/v1/figures/same-day')).status).toBe(403);
});
