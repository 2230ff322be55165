/** The main job, told once from end to end: asked, answered, solved, rated, closed. */
import { expect, test } from 'vitest';
import { aDesk, type TicketBody } from './support/a-desk.ts';

const linkIn = (text: string, path: string): string => {
  const link = new RegExp(`https?://\\S+/${path}/\\S+`).exec(text)?.[0];
  if (link === undefined) throw new Error(`There is no /${path}/ link in: ${text}`);
  return link;
};

test('a ticket is opened, acknowledged, assigned, answered, surveyed, rated and closed', async () => {
  await using desk = await aDesk();
  const opened = await desk.call('requester', 'POST', '/v1/tickets', {
    subject: 'Where is my invoice?',
    description: 'I paid on Monday and have no invoice yet.',
    category: 'payments',
    locale: 'en',
  });
  expect(opened.status).toBe(201);
  expect(opened.body).toMatchObject({ number: 1001, status: 'new', line: 1, followUpOf: null });
  expect(opened.headers.get('etag')).toBe('"1"');

  const [acknowledgement] = await desk.mailsTo('anna@example.org');
  expect(acknowledgement?.subject).toBe('[#1001] Where is my invoice?');
  expect(acknowledgement?.text).toContain('Its number is 1001');

  const assigned = await desk.call('agent1', 'GET', '/v1/tickets/1001');
  expect(assigned.body.assigneeId).toBe('agent1');
  const [assignment] = await desk.mailsTo('agent1@help.example.com');
  expect(assignment?.subject).toContain('#1001');

  const reply = await desk.call('agent1', 'POST', '/v1/tickets/1001/comments', {
    body: 'It is on its way to you.',
    status: 'solved',
  });
  expect(reply.status).toBe(201);
  const mails = await desk.mailsTo('anna@example.org');
  expect(mails.map((mail) => mail.subject)).toEqual([
    '[#1001] Where is my invoice?',
    'Re: [#1001] Where is my invoice?',
  ]);
  expect(mails[1]?.text).toContain('It is on its way to you.');

  const page = await desk.call<string>(null, 'GET', new URL(linkIn(mails[1]?.text ?? '', 't')).pathname);
  expect(page.status).toBe(200);
  expect(page.body).toContain('It is on its way to you.');

  await desk.advance('PT25H');
  const survey = (await desk.mailsTo('anna@example.org'))[2];
  expect(survey?.subject).toContain('How did we do?');
  const rating = new URL(linkIn(survey?.text ?? '', 'r'));
  const form = await desk.call<string>(null, 'GET', rating.pathname + rating.search);
  const nonce = /name="nonce" value="([^"]+)"/.exec(form.body)?.[1] ?? '';
  expect((await desk.call('agent1', 'GET', '/v1/tickets/1001')).body.satisfaction.status).toBe('offered');

  await desk.advance('PT10S');
  const rated = await desk.call<string>(
    null,
    'POST',
    rating.pathname,
    new URLSearchParams({ rating: 'good', nonce, comment: 'Quick!' }).toString(),
    { 'content-type': 'application/x-www-form-urlencoded' },
  );
  expect(rated.status).toBe(200);
  await desk.settle();

  await desk.advance('P4D');
  const closed = await desk.call<TicketBody>('lead', 'GET', '/v1/tickets/1001');
  expect(closed.body).toMatchObject({ status: 'closed', satisfaction: { status: 'good' } });
  const figures = await desk.call<readonly Record<string, unknown>[]>(
    'lead',
    'GET',
    '/v1/figures/satisfaction',
  );
  expect(figures.body).toEqual([expect.objectContaining({ good: 1, ok: 0, bad: 0, answers: 1, offered: 1 })]);
  const meter = await desk.local<{ stateTransitions: number }>('GET', 'meter');
  expect(meter.stateTransitions).toBe(9);
});
