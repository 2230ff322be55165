/** Tickets that nobody could have: whoever joins, comes back or solves something gets them within the next round. */
import { expect, test } from 'vitest';
import { sharedDesk } from './support/shared-desk.ts';
import { eventsOf, forSomebody, looked, opened } from './support/tickets.ts';

/** The rounds come every quarter of an hour. */
const ROUND = 'PT16M';

const colleague = (id: string, more: Readonly<Record<string, unknown>> = {}) => ({
  id,
  name: id,
  email: `${id}@help.example.com`,
  role: 'agent',
  lines: [1],
  groups: ['support'],
  languages: ['en'],
  capacity: 1,
  ...more,
});

const desk = sharedDesk();

/** Only these are in line 1's group; everybody else takes nothing by routing. */
const staffed = async (...people: readonly object[]): Promise<void> => {
  const { body } = await desk.call<readonly { readonly id: string }[]>('admin', 'GET', '/v1/settings/agents');
  const ids = new Set(people.map((one) => (one as { readonly id: string }).id));
  const others = body.filter(({ id }) => !ids.has(id)).map((agent) => ({ ...agent, capacity: 0 }));
  const answer = await desk.call('admin', 'PUT', '/v1/settings/agents', [...others, ...people]);
  expect(answer.status).toBe(200);
};

const holderOf = async (number: number): Promise<string | null> => (await looked(desk, number)).assigneeId;

test('a waiting ticket goes to who has solved something, to who is back early, and to who is new', async () => {
  await staffed(colleague('olga'), colleague('pete', { awayUntil: '2099-01-01T00:00:00Z' }));
  const [first, second, third, fourth] = [
    await opened(desk, 'lead', forSomebody('one')),
    await opened(desk, 'lead', forSomebody('two')),
    await opened(desk, 'lead', forSomebody('three')),
    await opened(desk, 'lead', forSomebody('four')),
  ].map(({ number }) => number) as [number, number, number, number];
  await desk.settle();
  const numbers = [first, second, third, fourth];
  const holders = () => Promise.all(numbers.map(holderOf));
  const held = numbers[(await holders()).indexOf('olga')];
  expect((await holders()).filter((one) => one !== null)).toEqual(['olga']);

  await desk.call('lead', 'PATCH', `/v1/tickets/${held}`, { status: 'solved' });
  await desk.advance(ROUND);
  const waiting = async () => (await holders()).filter((one) => one === null).length;
  expect(await waiting()).toBe(2);

  // Pete was to be away for decades.
  await desk.call('lead', 'PUT', '/v1/agents/pete/absence', { until: null });
  await desk.advance(ROUND);
  expect(await waiting()).toBe(1);
  expect(await holders()).toContain('pete');

  await staffed(colleague('olga'), colleague('pete'), colleague('nina'));
  await desk.advance(ROUND);
  expect(await waiting()).toBe(0);
  expect((await holders()).toSorted()).toEqual(['nina', 'olga', 'olga', 'pete'].toSorted());
  const last = numbers[(await holders()).indexOf('nina')] ?? 0;
  expect((await eventsOf(desk, last, 'ticket.assigned')).at(-1)).toMatchObject({
    actor: { kind: 'system' },
    payload: { assigneeId: 'nina', before: null },
  });
  expect(await desk.local('GET', 'denied')).toEqual({ denied: [] });
});

test('a ticket for which there was nobody at all waits, and goes to the first who comes to the group', async () => {
  await staffed();
  const { number } = await opened(desk, 'lead', forSomebody('nobody'));
  await desk.settle();
  await desk.advance('P1D');
  expect(await holderOf(number)).toBeNull();
  const tries = await eventsOf(desk, number, 'ticket.assigned');
  await staffed(colleague('vera', { capacity: 9 }));
  await desk.advance(ROUND);
  expect(await holderOf(number)).toBe('vera');
  expect(await eventsOf(desk, number, 'ticket.assigned')).toHaveLength(tries.length + 1);
});

test('tickets of an agent who is taken out of the settings go to somebody else', async () => {
  await staffed(colleague('walter', { capacity: 9 }));
  const { number } = await opened(desk, 'lead', forSomebody('left-behind'));
  await desk.settle();
  expect(await holderOf(number)).toBe('walter');
  const { body } = await desk.call<readonly { readonly id: string }[]>('admin', 'GET', '/v1/settings/agents');
  const staying = [...body.filter(({ id }) => id !== 'walter'), colleague('xenia', { capacity: 9 })];
  expect((await desk.call('admin', 'PUT', '/v1/settings/agents', staying)).status).toBe(200);
  expect(await holderOf(number)).toBe('walter');
  await desk.advance(ROUND);
  expect(await holderOf(number)).toBe('xenia');
  const given = (await eventsOf(desk, number, 'ticket.assigned')).map(({ payload }) => payload);
  expect(given.slice(-2)).toMatchObject([
    { assigneeId: null, before: 'walter', reason: 'walter is no agent any more' },
    { assigneeId: 'xenia' },
  ]);
  expect(await desk.local('GET', 'denied')).toEqual({ denied: [] });
});
