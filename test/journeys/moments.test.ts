/** What time does to a ticket: reminders, breach, nudge, solving and closing, each once and when it was promised. */
import { expect, test } from 'vitest';
import type { Mail, TicketBody } from './support/a-desk.ts';
import { setDesk, setShifts } from './support/pace.ts';
import { sharedDesk } from './support/shared-desk.ts';
import { commentOn, eventsOf, looked, opened } from './support/tickets.ts';

const desk = sharedDesk((fresh) => setShifts(fresh, 'always'));

const minuteOf = (at: string): number => Date.parse(at) / 60_000;
const minutesAfter = (start: string, at: string): number =>
  Math.round(Math.abs(minuteOf(at) - minuteOf(start)));

/** Subjects of the mails of one ticket without its own name, with the minute of its life in which each was sent. */
const mailsOf = async (
  address: string,
  ticket: TicketBody,
): Promise<readonly (readonly [string, number])[]> =>
  (await desk.mailsTo(address))
    .filter((mail: Mail) => mail.subject.includes(`[#${ticket.number}]`))
    .map((mail) => [
      mail.subject.replace(/:? ?\[#.*$/, ''),
      minutesAfter(String(ticket.createdAt), mail.sentAt),
    ]);

/** The desk's own hours have been shown; these make the rest of the stories shorter. */
const QUICK = { nudgeAfterHours: 6, autoSolveAfterHours: 24, surveyAfterHours: 3, closeAfterHours: 12 };

const typesOf = async (number: number, pattern: RegExp): Promise<readonly string[]> =>
  (await eventsOf(desk, number)).map(({ type }) => type).filter((type) => pattern.test(type));

test('the first reply is reminded of at half and at four fifths, and its breach goes to assignee and lead', async () => {
  const ticket = await opened(desk, 'lead', {
    requester: { email: 'nina@north-logistics.example', locale: 'en' },
  });
  expect(minutesAfter(String(ticket.createdAt), ticket.urgentAt ?? '')).toBe(240);
  await desk.advance('PT7H');
  expect(await mailsOf('agent1@help.example.com', ticket)).toEqual([
    ['Assigned to you', 0],
    // Gathered for two minutes.
    ['Reminder', 122],
    ['Reminder', 194],
    ['Overdue', 240],
  ]);
  expect(await mailsOf('lead@help.example.com', ticket)).toEqual([
    ['Overdue', 240],
    ['Needs your attention', 360],
  ]);
  await desk.advance('PT12H');
  expect(await typesOf(ticket.number, /^sla\./)).toEqual([
    'sla.reminded',
    'sla.reminded',
    'sla.breached',
    'sla.attention',
  ]);
  expect((await mailsOf('nina@north-logistics.example', ticket)).length).toBe(1);

  // A late answer ends it; what is solved in time after all is on record as well.
  await commentOn(desk, 'agent1', ticket.number, { body: 'Sorry for the wait.', status: 'solved' });
  await desk.advance('P1D');
  expect((await typesOf(ticket.number, /^sla\./)).slice(4)).toEqual(['sla.met']);
  expect(await eventsOf(desk, ticket.number, 'sla.met')).toMatchObject([
    { payload: { metric: 'resolution' } },
  ]);
});

test('a pending ticket is nudged after two days, solved after seven, and closed four days later, without a survey', async () => {
  const ticket = await opened(desk, 'agent1', { requester: { email: 'pia@people.example', locale: 'en' } });
  await commentOn(desk, 'agent1', ticket.number, { body: 'Which one is it?', status: 'pending' });
  const pendingAt = (await looked(desk, ticket.number)).updatedAt;
  await desk.advance('P7DT1M');
  const solved = await looked(desk, ticket.number);
  expect(solved.status).toBe('solved');
  expect(minutesAfter(String(pendingAt), String(solved.solvedAt))).toBe(7 * 24 * 60);
  await desk.advance('P4D');
  expect((await looked(desk, ticket.number)).status).toBe('closed');

  const mails = await desk.mailsTo('pia@people.example');
  expect(mails.map((mail) => minutesAfter(String(pendingAt), mail.sentAt))).toEqual([0, 0, 2880, 10_080]);
  expect(mails[2]?.text).toContain('e are waiting for your answer');
  expect(mails[3]?.text).toContain('e have not heard from you');
  expect(await typesOf(ticket.number, /nudged|solved|closed|satisfaction/)).toEqual([
    'ticket.nudged',
    'ticket.solved',
    'ticket.closed',
  ]);
});

test('an answer in between opens it, and the next wait begins anew', async () => {
  await setDesk(desk, QUICK);
  const ticket = await opened(desk, 'agent1', { requester: { email: 'bob@example.net', locale: 'en' } });
  await commentOn(desk, 'agent1', ticket.number, { body: 'Which one is it?', status: 'pending' });
  await desk.advance('PT6H1M');
  const answer = await commentOn(desk, 'requester2', ticket.number, { body: 'The blue one.' });
  expect(answer.status).toBe(201);
  await desk.settle();
  expect((await looked(desk, ticket.number)).status).toBe('open');
  await commentOn(desk, 'agent1', ticket.number, { body: 'Which blue?', status: 'pending' });
  await desk.advance('PT20H');
  expect((await looked(desk, ticket.number)).status).toBe('pending');
  expect((await typesOf(ticket.number, /nudged/)).length).toBe(2);
  await desk.advance('PT4H1M');
  expect((await looked(desk, ticket.number)).status).toBe('solved');

  // Solved by time and opened again by its requester: it lives on, and ends once.
  await commentOn(desk, 'requester2', ticket.number, { body: 'Sorry, I was away. It still happens.' });
  await desk.settle();
  expect((await looked(desk, ticket.number)).status).toBe('open');
  await commentOn(desk, 'agent1', ticket.number, { body: 'Done now.', status: 'solved' });
  await desk.advance('PT9H');
  expect((await looked(desk, ticket.number)).status).toBe('solved');
  expect((await commentOn(desk, 'requester2', ticket.number, { body: 'Thanks a lot!' })).status).toBe(201);
  await desk.advance('PT3H1M');
  const closed = await looked(desk, ticket.number);
  expect(closed).toMatchObject({ status: 'closed', satisfaction: { status: 'offered' } });
  expect((await eventsOf(desk, ticket.number, 'ticket.closed')).length).toBe(1);
  expect((await eventsOf(desk, ticket.number, 'ticket.reopened')).length).toBe(1);

  // Nobody reopens a closed ticket: what is said on it opens another.
  const late = await commentOn(desk, 'requester2', ticket.number, { body: 'It is broken again.' });
  expect(late.status).toBe(201);
  await desk.settle();
  const { body: followUp } = await desk.call('requester2', 'GET', `/v1/tickets/${late.body.ticketId}`);
  expect(followUp).toMatchObject({
    followUpOf: ticket.id,
    status: 'new',
    description: 'It is broken again.',
  });
  expect(followUp.number).not.toBe(ticket.number);
  expect(await looked(desk, ticket.number)).toEqual(closed);
  expect((await desk.mailsTo('bob@example.net')).at(-1)?.subject).toContain(`[#${followUp.number}]`);
});

test('a survey is withdrawn when its ticket is opened again, and asked for once a week at most', async () => {
  await setDesk(desk, QUICK);
  const person = { email: 'vera@people.example', locale: 'en' };
  const ticket = await opened(desk, 'agent1', { requester: person });
  await commentOn(desk, 'agent1', ticket.number, { body: 'Done.', status: 'solved' });
  await desk.advance('PT3H1M');
  expect((await looked(desk, ticket.number)).satisfaction.status).toBe('offered');
  await desk.call('agent1', 'PATCH', `/v1/tickets/${ticket.number}`, { status: 'open' });
  await desk.settle();
  expect((await looked(desk, ticket.number)).satisfaction.status).toBe('withdrawn');
  await commentOn(desk, 'agent1', ticket.number, { body: 'Now it is.', status: 'solved' });

  const other = await opened(desk, 'agent1', { requester: person });
  await commentOn(desk, 'agent1', other.number, { body: 'Done.', status: 'solved' });
  await desk.advance('PT3H1M');
  expect((await looked(desk, other.number)).satisfaction.status).toBeNull();
  expect((await looked(desk, ticket.number)).satisfaction.status).toBeNull();
  await desk.advance('PT9H');
  expect((await looked(desk, ticket.number)).status).toBe('closed');
  expect((await looked(desk, other.number)).status).toBe('closed');
  const surveys = (await desk.mailsTo(person.email)).filter((mail) => mail.subject.startsWith('How did'));
  expect(surveys.length).toBe(1);
});
