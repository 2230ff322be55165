/** What operators and leads do about promised times on a desk that runs: look, import holidays, book time, try policies. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { showClocks } from '../../bin/desk/clocks/show.ts';
import { importSchedule } from '../../bin/desk/schedule/import.ts';
import { simulate } from '../../bin/desk/simulate/simulate.ts';
import { hear } from '../bin/an-api.ts';
import { aCalendar, anEvent } from '../bin/schedule/calendar.ts';
import { sharedDesk } from './support/shared-desk.ts';

const desk = sharedDesk();

const asked = () => ({ where: { endpoint: desk.url }, token: null });

const fileOf = async (name: string, text: string): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'threeline-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, name), text);
  return join(folder, name);
};

const open = async (email: string): Promise<number> => {
  const { body } = await desk.call<{ number: number }>('agent1', 'POST', '/v1/tickets', {
    subject: 'The invoice is missing',
    description: 'I paid on Monday and have no invoice yet.',
    category: 'payments',
    requester: { email },
  });
  return body.number;
};

test('an agent sees what counted of the time of a ticket', async () => {
  const number = await open('nurse@north-logistics.example');
  await desk.advance('PT90M');
  const { code, said } = await hear((voice) =>
    showClocks({ ...asked(), ticket: String(number), json: false }, voice),
  );
  expect(code).toBe(0);
  expect(said[0]).toMatch(
    /^first-reply +extended +running +\[#{7}-{13}\] +37 % +90 min(?: \d+ s)? of 240 min +due /,
  );
  expect(said).toContain('first-reply, times of UTC');
});

test('the lead hears once that an organization has used 80 % of its hours', async () => {
  const number = await open('nurse@city-hospital.example');
  const book = (minutes: number) =>
    desk.call<{ bookedMinutes: number }>('agent1', 'POST', `/v1/tickets/${number}/time`, {
      minutes,
      note: 'On site',
    });
  expect(await book(1440)).toMatchObject({ status: 201, body: { bookedMinutes: 1440, supportHours: 40 } });
  const warned = async () =>
    (await desk.mailsTo('lead@help.example.com')).filter(({ subject }) =>
      subject.startsWith('Support hours'),
    );
  expect(await warned()).toEqual([]);
  await book(480);
  await book(60);
  expect(await warned()).toMatchObject([
    {
      subject: expect.stringContaining('Support hours, 80 %'),
      text: expect.stringContaining('City Hospital'),
    },
  ]);
  expect(
    await desk.call('requester', 'POST', `/v1/tickets/${number}/time`, { minutes: 5, note: 'x' }),
  ).toMatchObject({
    status: 403,
  });
  expect((await book(0)).status).toBe(422);
});

test('past tickets are judged under other policies, and nothing changes', async () => {
  const number = await open('driver@north-logistics.example');
  await desk.advance('PT1H');
  await desk.call('agent1', 'POST', `/v1/tickets/${number}/comments`, {
    body: 'Here it is.',
    status: 'solved',
  });
  await desk.settle();
  const { now } = await desk.local<{ now: string }>('GET', 'clock');
  const file = await fileOf(
    'other.yaml',
    'sla-policies:\n  - { id: strict, schedule: always, targets: { first-reply: 30 } }\n',
  );
  const span = { from: '2020-01-01', to: now.slice(0, 10) };
  const run = (over: object = {}) =>
    hear((voice) => simulate({ ...asked(), file, ...span, json: true, ...over }, voice));
  const result = await run();
  expect(result).toMatchObject({ code: 0, complained: [] });
  const { now: present, changed } = JSON.parse(result.said.join('\n'));
  expect(present['first-reply'].met).toBeGreaterThan(0);
  expect(changed['first-reply']).toMatchObject({ met: 0 });
  expect(changed['first-reply'].breached).toBeGreaterThan(present['first-reply'].breached);
  expect(changed.resolution).toEqual({ met: 0, breached: 0 });
  expect((await run({ json: false })).said[0]).toContain('"then" is as if the file had applied');

  const wrong = await fileOf('wrong.yaml', 'sla-policies:\n  - { id: a, schedule: nowhere, targets: {} }\n');
  expect(await run({ file: wrong })).toMatchObject({
    code: 2,
    complained: [`${wrong} cannot be used`, expect.stringContaining(':2:14 sla-policies[0].schedule')],
  });
  expect(await run({ from: 'yesterday' })).toMatchObject({ code: 2 });
  expect(await run({ file: await fileOf('empty.yaml', 'plans: []\n') })).toMatchObject({ code: 2 });
  expect(await run({ file: 'nowhere.yaml' })).toMatchObject({
    code: 2,
    complained: ['cannot read nowhere.yaml'],
  });
});

test('holidays of a calendar are holidays of the desk', async () => {
  const source = await fileOf(
    'holidays.ics',
    aCalendar(anEvent('DTSTART;VALUE=DATE:20261120', 'SUMMARY:Founders')),
  );
  const order = { ...asked(), source, schedule: 'office', years: 2, today: '2026-11-22', dryRun: false };
  const run = () => hear((voice) => importSchedule(order, voice));
  expect((await run()).said).toContain('  + 2026-11-20  Founders');
  expect((await run()).said).toEqual(['nothing to change']);
});
