/** Promised times and who hears of them: reminders at work, in one mail; requesters of moved promises and of silence. */
import { expect, test } from 'vitest';
import { sharedDesk } from './support/shared-desk.ts';
import { eventsOf, forSomebody, looked, opened } from './support/tickets.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ANNA = 'agent1@help.example.com';

const timeOfDay = (instant: number): string => new Date(instant).toISOString().slice(11, 16);

const POLICIES = [
  {
    id: 'urgent',
    when: { priority: 'urgent' },
    schedule: 'always',
    targets: { 'first-reply': 240, resolution: 600, 'periodic-update': 180 },
  },
  { id: 'rest', when: {}, schedule: 'always', targets: { 'first-reply': 240, resolution: 6000 } },
];

/** Everybody's shift of eight hours begins five hours from now, whatever time it is: after the reminders fall due. */
let shiftBegins = 0;
const desk = sharedDesk(async (fresh) => {
  const { now } = await fresh.local<{ now: string }>('GET', 'clock');
  shiftBegins = Math.floor((Date.parse(now) + 5 * HOUR) / MINUTE) * MINUTE;
  const hours = [[timeOfDay(shiftBegins), timeOfDay(shiftBegins + 8 * HOUR)]];
  const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
  const week = Object.fromEntries(days.map((day) => [day, hours]));
  const documentOf = async (kind: string) =>
    (await fresh.call<readonly Readonly<Record<string, unknown>>[]>('admin', 'GET', `/v1/settings/${kind}`))
      .body;
  const documents = {
    schedules: [...(await documentOf('schedules')), { id: 'shift', timeZone: 'UTC', week }],
    agents: (await documentOf('agents')).map((agent) => ({ ...agent, schedule: 'shift' })),
    'sla-policies': POLICIES.map((policy) =>
      policy.id === 'rest' ? { ...policy, targets: { ...policy.targets, 'first-reply': 560 } } : policy,
    ),
    organizations: [
      ...(await documentOf('organizations')),
      {
        id: 'far-away',
        name: 'Far Away',
        plan: 'basic',
        people: ['yuki@people.example'],
        timeZone: 'Asia/Tokyo',
      },
    ],
  };
  for (const [kind, document] of Object.entries(documents))
    expect((await fresh.call('admin', 'PUT', `/v1/settings/${kind}`, document)).status).toBe(200);
});

const mailsAbout = async (address: string, start: string) =>
  (await desk.mailsTo(address)).filter(({ subject }) => subject.startsWith(start));

test('what falls due in the night is one mail in the morning, and once', async () => {
  const numbers: number[] = [];
  for (const name of ['one', 'two', 'three', 'four']) {
    const { number } = await opened(desk, 'agent1', forSomebody(name));
    numbers.push(number);
  }
  await desk.settle();
  await desk.advance('PT4H50M');
  expect(await mailsAbout(ANNA, 'Reminder')).toEqual([]);
  await desk.advance('PT20M');
  const [digest, ...more] = await mailsAbout(ANNA, 'Reminder');
  expect(more).toEqual([]);
  expect(digest?.subject).toBe('Reminder: 4 tickets');
  for (const number of numbers) expect(digest?.text).toContain(`/v1/tickets/${number}`);
  const sentAt = Date.parse(digest?.sentAt ?? '');
  expect(sentAt - shiftBegins).toBeGreaterThanOrEqual(0);
  expect(sentAt - shiftBegins).toBeLessThan(4 * MINUTE);

  // Two are over before the next reminder, which is for the others alone.
  const [one = 0, two = 0, three = 0, four = 0] = numbers;
  for (const number of [one, two])
    await desk.call('agent1', 'PATCH', `/v1/tickets/${number}`, { status: 'solved' });
  await desk.advance('PT3H');
  const later = (await mailsAbout(ANNA, 'Reminder')).slice(1);
  expect(later.map(({ subject }) => subject)).toEqual(['Reminder: 2 tickets']);
  expect(later[0]?.text).not.toContain(`/v1/tickets/${one}\n`);
  for (const number of [three, four]) {
    expect(later[0]?.text).toContain(`/v1/tickets/${number}`);
    expect(await eventsOf(desk, number, 'sla.reminded')).toHaveLength(2);
    await desk.call('agent1', 'PATCH', `/v1/tickets/${number}`, { status: 'solved' });
  }
});

test('a requester hears of silence, of a promise that moves for the worse and of a fix, in their own time', async () => {
  const ticket = await opened(desk, 'agent1', {
    requester: { email: 'yuki@people.example', locale: 'en' },
    priority: 'urgent',
  });
  await desk.settle();
  const before = await looked(desk, ticket.number);
  const mailed = async () => (await desk.mailsTo('yuki@people.example')).map(({ text }) => text);
  expect((await mailed())[0]).toContain('GMT+9');

  await desk.advance('PT3H5M');
  await desk.advance('PT3H');
  const updates = (await mailed()).slice(1);
  expect(updates).toHaveLength(2);
  for (const text of updates)
    expect(text).toContain(`We have not forgotten your request ${ticket.number}. It waits for one of us`);
  expect((await eventsOf(desk, ticket.number, 'sla.updated')).length).toBe(2);
  expect((await eventsOf(desk, ticket.number, 'sla.breached')).length).toBe(2);

  const { now } = await desk.local<{ now: string }>('GET', 'clock');
  const expectedFixAt = new Date(Date.parse(now) + 48 * HOUR).toISOString();
  const change = { priority: 'normal', expectedFixAt };
  const changed = await desk.call('agent1', 'PATCH', `/v1/tickets/${ticket.number}`, change);
  expect(changed.body).toMatchObject({ promises: { expectedFixAt } });
  await desk.settle();
  const told = (await mailed()).slice(3);
  expect(told).toHaveLength(1);
  expect(told[0]).toMatch(/These times hold now:\s+first reply: .*GMT\+9\s+resolution: .*GMT\+9/);
  expect(told[0]).toContain(`We expect a fix for your request ${ticket.number} by`);
  expect(Date.parse((changed.body.promises as { resolutionAt: string }).resolutionAt)).toBe(
    Date.parse((before.promises as { resolutionAt: string }).resolutionAt) + 5400 * MINUTE,
  );

  // For the better, and after the end, there is nothing to say.
  await desk.call('agent1', 'PATCH', `/v1/tickets/${ticket.number}`, { priority: 'urgent' });
  await desk.settle();
  expect(await mailed()).toHaveLength(4);
  await desk.call('agent1', 'PATCH', `/v1/tickets/${ticket.number}`, { status: 'solved' });
  await desk.advance('PT7H');
  expect((await mailed()).filter((text) => text.includes('not forgotten'))).toHaveLength(2);
});
