/** `kill -9` at any moment: what was acknowledged is there, its workflow goes on, and its mails go out once. */
import { rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aDataFolder, type TicketBody } from './support/a-desk.ts';
import { type DeskProcess, prepareFolder, processesOf, startProcess } from './support/desk-process.ts';
import { setShifts } from './support/pace.ts';
import { commentOn, eventsOf, looked, opened } from './support/tickets.ts';

const dataFolder = aDataFolder();
let desk: DeskProcess;
beforeAll(async () => {
  prepareFolder(dataFolder);
  desk = await startProcess(dataFolder);
});
afterAll(async () => {
  await desk.kill();
  rmSync(dataFolder, { recursive: true, force: true });
});

const restart = async (): Promise<void> => {
  await desk.kill();
  desk = await startProcess(dataFolder);
};

/** A claim whose sender died is looked at again after ten minutes. */
const QUIET = 'PT15M';

const subjectsTo = async (address: string): Promise<readonly string[]> =>
  (await desk.mailsTo(address)).map(({ subject }) => subject.replace(/\[#\d+\] /, ''));

test('a ticket lives through a desk that dies at each of its steps', async () => {
  const person = { email: 'brave@people.example', locale: 'en' };
  const { number } = await opened(desk, 'lead', { subject: 'Brave', requester: person });
  await restart();
  await desk.advance(QUIET);
  expect(await looked(desk, number)).toMatchObject({ status: 'new', assigneeId: 'agent1' });
  expect(await subjectsTo(person.email)).toEqual(['Brave']);
  expect(await subjectsTo('agent1@help.example.com')).toEqual(['Assigned to you: Brave']);

  await commentOn(desk, 'agent1', number, { body: 'Done.', status: 'solved' });
  await restart();
  await desk.advance(QUIET);
  expect(await subjectsTo(person.email)).toEqual(['Brave', 'Re: Brave']);
  await desk.advance('P4DT1H');
  expect((await looked(desk, number)).status).toBe('closed');
  expect(await subjectsTo(person.email)).toEqual(['Brave', 'Re: Brave', 'How did we do? Brave']);
  expect((await eventsOf(desk, number)).map(({ type }) => type)).toEqual([
    'ticket.opened',
    'ticket.analysed',
    'ticket.assigned',
    'ticket.commented',
    'ticket.solved',
    ...['sla.met', 'sla.met'],
    'satisfaction.offered',
    'ticket.closed',
  ]);
});

const BURST = 30;

test('thirty tickets come in while the desk keeps dying', async () => {
  // Around the clock, so that half of what is promised is over in four hours, whenever that is.
  const promised = [{ id: 'all', when: {}, schedule: 'always', targets: { 'first-reply': 480 } }];
  expect((await desk.call('admin', 'PUT', '/v1/settings/sla-policies', promised)).status).toBe(200);
  await setShifts(desk, 'always');
  const tickets = Array.from({ length: BURST }, (_, index) => ({
    subject: `Burst-${index}`,
    description: 'At once.',
    requester: { email: `burst${index}@people.example`, locale: 'en' },
  }));
  const taken = new Map<string, TicketBody>();
  /** As a careful client does: with a key, and again when nobody answered. */
  const offer = async (ticket: (typeof tickets)[number]): Promise<void> => {
    const answer = await desk.call('machine', 'POST', '/v1/tickets', ticket, {
      'idempotency-key': ticket.subject,
    });
    if (answer.status !== 201) throw new Error(`answered ${answer.status}`);
    const earlier = taken.get(ticket.subject);
    if (earlier !== undefined) expect(answer.body.id).toBe(earlier.id);
    taken.set(ticket.subject, answer.body);
  };
  const moments: number[] = [];
  for (let death = 1; death <= 3; death += 1) {
    const missing = tickets.filter(({ subject }) => !taken.has(subject));
    const offers = Promise.allSettled(missing.map(offer));
    const moment = Math.round(Math.random() * 500 * death);
    moments.push(moment);
    await pause(moment);
    await restart();
    await offers;
    for (const { id } of taken.values()) {
      expect((await desk.call('lead', 'GET', `/v1/tickets/${id}`)).status, `died at ${moments}`).toBe(200);
    }
  }
  await Promise.all(tickets.map(offer));
  await desk.advance(QUIET);

  const sent = (await desk.local<{ messages: readonly { to: string[]; subject: string }[] }>('GET', 'outbox'))
    .messages;
  for (const { subject, requester } of tickets) {
    const { number } = taken.get(subject) ?? { number: 0 };
    const told = `died at ${moments}: ${subject}`;
    expect(sent.filter((mail) => mail.to.includes(requester.email)).length, told).toBe(1);
    expect(
      sent.filter((mail) => mail.subject === `Assigned to you: [#${number}] ${subject}`).length,
      told,
    ).toBe(1);
    expect(await looked(desk, number), told).toMatchObject({ status: 'new', assigneeId: 'agent1' });
  }
  expect(new Set([...taken.values()].map(({ number }) => number)).size).toBe(BURST);

  // Half of the promised time is over for all of them: each workflow is alive, and none is there twice.
  await desk.advance('PT4H');
  const reminders = (await desk.mailsTo('agent1@help.example.com'))
    .filter(({ subject }) => subject.startsWith('Reminder'))
    .flatMap(({ text }) => [...text.matchAll(/\/v1\/tickets\/(\d+)/g)].map(([, number]) => Number(number)));
  const burst = [...taken.values()].map(({ number }) => number);
  expect(reminders.toSorted()).toEqual(burst.toSorted());
});

test('a desk that was stopped says goodbye, and no process stays behind', async () => {
  expect(processesOf(dataFolder).length).toBeGreaterThan(0);
  expect(await desk.stop()).toBe(0);
  expect(processesOf(dataFolder)).toEqual([]);
  desk = await startProcess(dataFolder);
  await desk.kill();
  for (let look = 1; look <= 50 && processesOf(dataFolder).length > 0; look += 1) await pause(100);
  expect(processesOf(dataFolder)).toEqual([]);
});
