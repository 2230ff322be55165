/** Promises are changed in the settings: tickets that sleep are brought under the new ones, and people hear of it. */
import { expect, test } from 'vitest';
import type { TicketBody } from './support/a-desk.ts';
import { setShifts } from './support/pace.ts';
import { sharedDesk } from './support/shared-desk.ts';
import { eventsOf, looked, opened } from './support/tickets.ts';

const HOUR = 3_600_000;

/** The rounds come every quarter of an hour: one moves what is promised, the next finds that all is done. */
const ROUNDS = 'PT40M';

const policies = (basic: number) => [
  { id: 'premium', when: { plan: 'premium' }, schedule: 'always', targets: { 'first-reply': 120 } },
  { id: 'basic', when: {}, schedule: 'always', targets: { 'first-reply': basic } },
];

const put = async (kind: string, document: unknown): Promise<void> =>
  expect((await desk.call('admin', 'PUT', `/v1/settings/${kind}`, document)).status).toBe(200);

const desk = sharedDesk((fresh) => setShifts(fresh, 'always'));

const promisedAfter = (ticket: TicketBody): number =>
  Math.round((Date.parse(ticket.urgentAt ?? '') - Date.parse(String(ticket.createdAt))) / HOUR);

test('a sleeping ticket follows changed policies and plans, wakes in time, and its requester hears what is worse', async () => {
  await put('sla-policies', policies(1440));
  const { number } = await opened(desk, 'requester2', {});
  await desk.settle();
  expect(promisedAfter(await looked(desk, number))).toBe(24);
  const told = async () => (await desk.mailsTo('bob@example.net')).slice(1).map(({ text }) => text);

  // Earlier: its agent is reminded and told of the breach by the new time.
  await put('sla-policies', policies(300));
  await desk.advance(ROUNDS);
  expect(promisedAfter(await looked(desk, number))).toBe(5);
  expect(await told()).toEqual([]);
  await desk.advance('PT4H25M');
  expect((await eventsOf(desk, number, 'sla.breached')).length).toBe(1);

  // Later: the requester is told, once.
  await put('sla-policies', policies(6000));
  await desk.advance(ROUNDS);
  await desk.advance(ROUNDS);
  expect(promisedAfter(await looked(desk, number))).toBe(100);
  expect(await told()).toEqual([expect.stringContaining('These times hold now')]);
  expect((await eventsOf(desk, number, 'sla.recomputed')).length).toBe(2);

  // Their organization buys more: what is open is served under it.
  const { body: organizations } = await desk.call<readonly object[]>(
    'admin',
    'GET',
    '/v1/settings/organizations',
  );
  await put('organizations', [
    ...organizations,
    { id: 'bobs', name: 'Bob’s', plan: 'premium', people: ['bob@example.net'] },
  ]);
  await desk.advance(ROUNDS);
  const served = await looked(desk, number);
  expect(served).toMatchObject({ requester: { plan: 'premium' } });
  expect(promisedAfter(served)).toBe(2);
  expect(await told()).toHaveLength(1);
  const versions = served.version;
  await desk.advance('PT2H');
  expect((await looked(desk, number)).version).toBe(versions);
  expect(await desk.local('GET', 'denied')).toEqual({ denied: [] });
});
