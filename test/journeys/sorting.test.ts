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
