/** The same stories with the hidden habits of AWS on: duplicates, reordering, conflicts, throttles, lost answers. */
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import {
  type Answer,
  aDesk,
  type Client,
  type OwnDesk,
  type TicketBody,
  type Who,
} from './support/a-desk.ts';
import { HABITS, LOST_ANSWERS, switchOn } from './support/habits.ts';
import { linkIn, nonceIn } from './support/links.ts';
import { setDesk } from './support/pace.ts';
import type { EventBody, Listed } from './support/tickets.ts';

/** A client as clients of AWS must be: the same again, under the same key, until somebody answers. */
const patiently = (desk: Client) => {
  let keys = 0;
  return async <T = TicketBody>(
    who: Who | null,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<Answer<T>> => {
    keys += 1;
    const headers = {
      ...(typeof body === 'string' ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      ...(method === 'POST' && who !== null ? { 'idempotency-key': `story-${keys}` } : {}),
    };
    for (let attempt = 1; ; attempt += 1) {
      const answer = await desk.call<T>(who, method, path, body, headers);
      if (answer.status < 500 || attempt === 40) return answer;
      await pause(20);
    }
  };
};

/** Long enough for every retry there is: a claim without a result waits ten minutes, a queue and a stream some more. */
const AWHILE = 'PT45M';

interface MailBox {
  readonly subjects: readonly string[];
  readonly copies: number;
}

/** Mails of one ticket, second copies counted apart. */
const mailbox = async (desk: Client, address: string, number: number): Promise<MailBox> => {
  const mails = (await desk.mailsTo(address)).filter(({ subject }) => subject.includes(`[#${number}]`));
  const once = new Map(mails.map((mail) => [mail.text.replace(/https?:\S+/g, ''), mail.subject]));
  return { subjects: [...once.values()], copies: mails.length - once.size };
};

const historyOf = async (ask: ReturnType<typeof patiently>, number: number): Promise<readonly string[]> => {
  const path = `/v1/tickets/${number}/events?page[size]=100`;
  const { data } = (await ask<Listed<EventBody>>('lead', 'GET', path)).body;
  expect(data.map(({ version }) => version)).toEqual(data.map((_, index) => index + 1));
  return data.map(({ type }) => type).filter((type) => type !== 'satisfaction.attempted');
};

/** Opened, assigned, answered, surveyed, rated, closed: answers how many second copies of mails there were. */
const ordinaryStory = async (desk: OwnDesk, name: string): Promise<number> => {
  const ask = patiently(desk);
  const email = `${name}@people.example`;
  const { body: ticket } = await ask('lead', 'POST', '/v1/tickets', {
    subject: 'Lamp',
    description: 'It is dark.',
    requester: { email, locale: 'en' },
  });
  await desk.advance(AWHILE);
  expect((await ask('agent1', 'GET', `/v1/tickets/${ticket.number}`)).body.assigneeId).toBe('agent1');
  const reply = await ask('agent1', 'POST', `/v1/tickets/${ticket.number}/comments`, {
    body: 'Here is a new one.',
    status: 'solved',
  });
  expect(reply.status).toBe(201);
  await desk.advance(AWHILE);
  expect((await mailbox(desk, email, ticket.number)).subjects.length).toBe(2);
  await desk.advance('PT3H');
  const survey = (await desk.mailsTo(email)).find(({ subject }) => subject.startsWith('How did we do?'));
  const { pathname } = linkIn(survey?.text ?? '', 'r');
  const rate = async (): Promise<void> => {
    const nonce = nonceIn((await ask<string>(null, 'GET', pathname)).body);
    await desk.advance('PT10S');
    await ask<string>(null, 'POST', pathname, new URLSearchParams({ rating: 'good', nonce }).toString());
  };
  // A person whose answer was lost presses again.
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    await rate();
    const { body } = await ask('lead', 'GET', `/v1/tickets/${ticket.number}`);
    if (body.satisfaction.status === 'good') break;
  }
  await desk.advance('PT6H');

  expect((await ask('lead', 'GET', `/v1/tickets/${ticket.number}`)).body).toMatchObject({
    status: 'closed',
    satisfaction: { status: 'good' },
  });
  expect((await historyOf(ask, ticket.number)).filter((type) => type !== 'sla.met')).toEqual([
    'ticket.opened',
    'ticket.analysed',
    'ticket.assigned',
    'ticket.commented',
    'ticket.solved',
    'satisfaction.offered',
    'satisfaction.rated',
    'ticket.closed',
  ]);
  const requester = await mailbox(desk, email, ticket.number);
  const agent = await mailbox(desk, 'agent1@help.example.com', ticket.number);
  expect(requester.subjects.toSorted()).toEqual(
    ['Lamp', 'Lamp', 'Lamp'].map(
      (subject, index) =>
        [
          `How did we do? [#${ticket.number}] ${subject}`,
          `Re: [#${ticket.number}] ${subject}`,
          `[#${ticket.number}] ${subject}`,
        ][index],
    ),
  );
  expect(agent.subjects).toEqual([`Assigned to you: [#${ticket.number}] Lamp`]);
  const figures = await ask<readonly { good: number; answers: number; offered: number }[]>(
    'lead',
    'GET',
    '/v1/figures/satisfaction',
  );
  expect(figures.body.reduce((sum, row) => sum + row.offered, 0)).toBe(
    figures.body.reduce((sum, row) => sum + row.good, 0),
  );
  return requester.copies + agent.copies;
};

/** Held for details, answered in part, asked again, answered: answers how many second copies of mails there were. */
const detailsStory = async (
  desk: OwnDesk,
  who: 'requester' | 'requester2',
  email: string,
): Promise<number> => {
  const ask = patiently(desk);
  const { body: ticket } = await ask(who, 'POST', '/v1/tickets', {
    subject: 'Crash',
    description: 'It crashes.',
    category: 'app-error',
    locale: 'ru',
  });
  const path = `/v1/tickets/${ticket.number}`;
  await desk.advance(AWHILE);
  expect((await ask('lead', 'GET', path)).body).toMatchObject({
    status: 'pending',
    missingDetails: ['product', 'version', 'steps'],
  });
  await ask(who, 'POST', `${path}/comments`, { body: 'Версия: 5.2' });
  await desk.advance(AWHILE);
  expect((await ask('lead', 'GET', path)).body).toMatchObject({
    status: 'pending',
    missingDetails: ['product', 'steps'],
  });
  await ask(who, 'POST', `${path}/comments`, { body: 'Продукт: десктоп\nШаги: запускаю' });
  await desk.advance(AWHILE);
  expect((await ask('lead', 'GET', path)).body).toMatchObject({
    status: 'open',
    missingDetails: [],
    assigneeId: 'agent1',
  });
  expect(
    (await historyOf(ask, ticket.number)).filter((type) => /analysed|details|commented/.test(type)),
  ).toEqual([
    'ticket.analysed',
    'ticket.details-requested',
    'ticket.commented',
    'ticket.analysed',
    'ticket.details-requested',
    'ticket.commented',
    'ticket.analysed',
  ]);
  const { subjects, copies } = await mailbox(desk, email, ticket.number);
  expect(subjects.length).toBe(3);
  return copies;
};

const nothingGivenUp = async (desk: OwnDesk): Promise<void> => {
  const { queues } = await desk.local<{ queues: readonly { name: string; messages: readonly unknown[] }[] }>(
    'GET',
    'dead-letters',
  );
  expect(queues.filter(({ messages }) => messages.length > 0)).toEqual([]);
};

test('with duplicates, reordering, conflicts, late timers and throttles the end is the same', async () => {
  await using desk = await aDesk();
  await setDesk(desk, { surveyAfterHours: 3, closeAfterHours: 8 });
  await switchOn(desk, HABITS);
  expect(await ordinaryStory(desk, 'habits')).toBe(0);
  expect(await detailsStory(desk, 'requester', 'anna@example.org')).toBe(0);
  await nothingGivenUp(desk);
});

test('with answers that are lost on top the end is the same, and no mail has a second copy', async () => {
  await using desk = await aDesk();
  await setDesk(desk, { surveyAfterHours: 3, closeAfterHours: 8 });
  await switchOn(desk, [...HABITS, ...LOST_ANSWERS]);
  // SES took it and said nothing: its own event completes the claim, so nobody sends it again.
  expect(await ordinaryStory(desk, 'lost')).toBe(0);
  expect(await detailsStory(desk, 'requester2', 'bob@example.net')).toBe(0);
  await nothingGivenUp(desk);
});
