/** Promises by working hours: kept while the desk is away, and counted on when a ticket comes under other hours. */
import { expect, test } from 'vitest';
import { setShifts } from './support/pace.ts';
import { sharedDesk } from './support/shared-desk.ts';
import { looked, opened } from './support/tickets.ts';

interface ClockBody {
  readonly metric: string;
  readonly policy: string;
  readonly status: string;
  readonly dueAt: string | null;
  readonly elapsedMinutes: number;
  readonly trace: readonly {
    readonly from: string;
    readonly to: string;
    readonly counted: boolean;
    readonly why: string;
  }[];
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const timeOfDay = (instant: number): string => new Date(instant).toISOString().slice(11, 16);

/** A shift of eight hours each day that begins three hours from now, whatever time it is: often one over midnight. */
let shiftBegins = 0;
const desk = sharedDesk(async (fresh) => {
  const { now } = await fresh.local<{ now: string }>('GET', 'clock');
  shiftBegins = Math.floor((Date.parse(now) + 3 * HOUR) / MINUTE) * MINUTE;
  const hours = [[timeOfDay(shiftBegins), timeOfDay(shiftBegins + 8 * HOUR)]];
  const week = Object.fromEntries(
    ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, hours]),
  );
  const { body: schedules } = await fresh.call<readonly object[]>('admin', 'GET', '/v1/settings/schedules');
  for (const [kind, document] of Object.entries({
    schedules: [...schedules, { id: 'shift', timeZone: 'UTC', week }],
    'sla-policies': [
      { id: 'urgent', when: { priority: 'urgent' }, schedule: 'always', targets: { 'first-reply': 300 } },
      { id: 'ordinary', when: {}, schedule: 'shift', targets: { 'first-reply': 480 } },
    ],
  }))
    expect((await fresh.call('admin', 'PUT', `/v1/settings/${kind}`, document)).status).toBe(200);
  await setShifts(fresh, 'always');
});

const clockOf = async (number: number): Promise<ClockBody | undefined> =>
  (await desk.call<readonly ClockBody[]>('agent1', 'GET', `/v1/tickets/${number}/clocks`)).body[0];

test('a promise counts working hours, and what has elapsed stays when the ticket becomes urgent', async () => {
  const { number } = await opened(desk, 'agent1', {
    requester: { email: 'nights@people.example', locale: 'en' },
  });
  await desk.settle();
  const dueAt = new Date(shiftBegins + 8 * HOUR).toISOString();
  expect(await looked(desk, number)).toMatchObject({ promises: { firstReplyAt: dueAt }, urgentAt: dueAt });
  expect(await clockOf(number)).toMatchObject({ status: 'running', elapsedMinutes: 0, dueAt });

  const remindedAt = async (): Promise<readonly string[]> =>
    (await desk.mailsTo('agent1@help.example.com'))
      .filter(({ subject }) => subject.startsWith('Reminder'))
      .map(({ sentAt }) => sentAt);
  await desk.advance('PT6H');
  expect(await remindedAt()).toEqual([]);
  await desk.advance('PT1H5M');
  const [half = ''] = await remindedAt();
  expect(Math.abs(Date.parse(half) - shiftBegins - 4 * HOUR - 2 * MINUTE)).toBeLessThan(MINUTE);

  const before = await clockOf(number);
  expect(before?.trace.map(({ why }) => why)).toEqual(['outside the schedule', 'within the schedule']);
  await desk.call('agent1', 'PATCH', `/v1/tickets/${number}`, { priority: 'urgent' });
  await desk.settle();
  const after = await clockOf(number);
  expect(after).toMatchObject({ policy: 'urgent', status: 'running' });
  expect(after?.trace.map(({ why }) => why)).toEqual([
    'outside the schedule',
    'within the schedule',
    'running around the clock',
  ]);
  const elapsed = after?.elapsedMinutes ?? 0;
  expect(elapsed - (before?.elapsedMinutes ?? 0)).toBeGreaterThanOrEqual(0);
  expect(elapsed - (before?.elapsedMinutes ?? 0)).toBeLessThan(10);
  const left = 300 - elapsed;
  const seen = after?.trace.at(-1)?.to ?? '';
  expect(Date.parse(after?.dueAt ?? '')).toBeCloseTo(Date.parse(seen) + left * MINUTE, -2);
  expect((await looked(desk, number)).urgentAt).toBe(after?.dueAt);

  // The policies change, not the ticket: what has elapsed stays as well.
  const promised = [{ id: 'patient', when: {}, schedule: 'shift', targets: { 'first-reply': 6000 } }];
  expect((await desk.call('admin', 'PUT', '/v1/settings/sla-policies', promised)).status).toBe(200);
  await desk.advance('PT12H');
  const patient = await clockOf(number);
  expect(patient).toMatchObject({ policy: 'patient', status: 'running' });
  expect(patient?.trace.map(({ why }) => why)).toEqual([
    'outside the schedule',
    'within the schedule',
    'running around the clock',
    'within the schedule',
    'outside the schedule',
  ]);
  expect(Math.abs((patient?.elapsedMinutes ?? 0) - 480)).toBeLessThan(2);
});
