/** A ticket that nobody has sorted: its words say where it belongs and in which language it is. */
import { expect, test } from 'vitest';
import { sharedDesk } from './support/shared-desk.ts';
import { eventsOf, looked, opened } from './support/tickets.ts';

const desk = sharedDesk();

test('an invoice asked for in Russian goes to billing, and is Russian from then on', async () => {
  const { number } = await opened(desk, 'lead', {
    subject: 'Документы',
    description: 'Добрый день! Пришлите, пожалуйста, счёт на оплату за октябрь.',
    requester: { email: 'sorted@people.example' },
  });
  await desk.settle();
  expect(await looked(desk, number)).toMatchObject({
    category: 'payments',
    groupId: 'billing',
    priority: 'high',
    language: 'ru',
    line: 1,
  });
  const { body } = await desk.call('agent1', 'GET', `/v1/tickets/${number}/triage`);
  expect(body).toMatchObject({
    category: {
      value: 'payments',
      reason: 'The rule "refunds-and-charges" says so: the text has "счет на оплату".',
    },
    language: { value: 'ru', reason: 'The text is written in "ru".' },
  });
  const types = (await eventsOf(desk, number)).map(({ type }) => type);
  expect(types.filter((type) => type === 'ticket.changed')).toHaveLength(1);
});

test('a ticket that a lead puts into another category, and makes urgent, is read as it is from then on', async () => {
  const { number } = await opened(desk, 'lead', {
    subject: 'Something else',
    description: 'Hello there, I would like to speak with somebody about things.',
    requester: { email: 'corrected@people.example' },
  });
  const as = { subject: 'Payments', description: 'Hello.', category: 'payments' };
  const right = await opened(desk, 'lead', { ...as, requester: { email: 'corrected@people.example' } });
  await desk.settle();
  await desk.call('lead', 'PATCH', `/v1/tickets/${number}`, { category: 'payments', assigneeId: null });
  await desk.settle();
  const { category, priority, line, groupId } = await looked(desk, right.number);
  expect(await looked(desk, number)).toMatchObject({ category, priority, line, groupId, assigneeId: null });

  await desk.call('lead', 'PATCH', `/v1/tickets/${number}`, {
    priority: 'urgent',
    details: { invoice: 'INV-1' },
  });
  await desk.settle();
  // Who took it from its agent meant it: the correction has nobody looked for.
  expect(await looked(desk, number)).toMatchObject({ priority: 'urgent', assigneeId: null });
  const { body } = await desk.call('lead', 'GET', `/v1/tickets/${number}/triage`);
  expect(body).toMatchObject({
    category: { value: 'payments', reason: 'The ticket was given this category.' },
    priority: { value: 'urgent', confidence: 1 },
    assignment: { assigneeId: null, reason: expect.stringMatching(/^changed by hand, by /) },
  });
});

test('what was said when it was opened stays, whatever the words', async () => {
  const { number } = await opened(desk, 'requester', {
    subject: 'Refund, asap',
    description: 'Верните деньги за мой последний заказ, срочно.',
    category: 'other',
    priority: 'normal',
    locale: 'en',
  });
  await desk.settle();
  expect(await looked(desk, number)).toMatchObject({ category: 'other', priority: 'normal', language: 'en' });
});

test('a Russian who writes English sentences reads English from the first mail on', async () => {
  const email = 'english-today@people.example';
  const { number, language } = await opened(desk, 'lead', {
    subject: 'Export',
    description: 'My export stops half way whenever I start it. Please help me with this.',
    requester: { email, locale: 'ru' },
  });
  expect(language).toBe('en');
  await desk.settle();
  expect(await looked(desk, number)).toMatchObject({ language: 'en', requester: { locale: 'ru' } });
  const [acknowledgement] = await desk.mailsTo(email);
  expect(acknowledgement?.text).toContain('We have received your request.');
});
