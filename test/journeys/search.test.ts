/** Search by words, and tickets that are like another, on the whole desk. */
import { expect, test } from 'vitest';
import { reindex } from '../../bin/desk/reindex.ts';
import { aDesk, type OwnDesk, type TicketBody, type Who } from './support/a-desk.ts';
import type { Listed } from './support/tickets.ts';

const opened = async (desk: OwnDesk, who: Who, body: object): Promise<TicketBody> => {
  const answer = await desk.call(who, 'POST', '/v1/tickets', body);
  expect(answer.status).toBe(201);
  return answer.body;
};

const found = async (desk: OwnDesk, who: Who, q: string): Promise<readonly number[]> => {
  await desk.settle();
  const path = `/v1/tickets?q=${encodeURIComponent(q)}`;
  return (await desk.call<Listed<TicketBody>>(who, 'GET', path)).body.data.map(({ number }) => number);
};

test('a ticket is found by what anybody wrote on it, by whoever may see it, and no longer when it is spam', async () => {
  await using desk = await aDesk();
  const english = await opened(desk, 'machine', {
    subject: 'Exported invoices are empty',
    description: 'Every file for order INV-2041 has no rows.',
    tags: ['quarter-end'],
    requester: { email: 'erik@people.example', name: 'Erik Holmqvist' },
  });
  const russian = await opened(desk, 'machine', {
    subject: 'Не приходит счёт',
    description: 'Третий день жду оплаченный заказ.',
    requester: { email: 'olga@people.example', name: 'Ольга Петрова', locale: 'ru' },
  });
  expect(await found(desk, 'lead', 'exporting INVOICE')).toEqual([english.number]);
  expect(await found(desk, 'lead', 'inv-2041')).toEqual([english.number]);
  expect(await found(desk, 'lead', 'quarter-end holmqvist')).toEqual([english.number]);
  expect(await found(desk, 'lead', 'счета')).toEqual([russian.number]);
  expect(await found(desk, 'lead', 'оплаченного заказа петрова')).toEqual([russian.number]);
  expect(await found(desk, 'lead', 'people.example')).toEqual([russian.number, english.number]);
  expect(await found(desk, 'lead', '"жду оплаченный"')).toEqual([russian.number]);
  const common = await desk.call('lead', 'GET', '/v1/tickets?q=the');
  expect(common).toMatchObject({
    status: 400,
    body: { detail: expect.stringContaining('no word to search for') },
  });

  const path = `/v1/tickets/${russian.number}`;
  await desk.call('lead', 'POST', `${path}/comments`, { body: 'Виноват цеппелин.', public: false });
  await desk.call('lead', 'PATCH', path, { subject: 'Не приходит накладная', tags: ['vip'] });
  expect(await found(desk, 'lead', 'цеппелины')).toEqual([russian.number]);
  expect(await found(desk, 'lead', 'накладные vip')).toEqual([russian.number]);
  expect(await found(desk, 'lead', 'счет')).toEqual([]);

  expect(await found(desk, 'agent3', 'цеппелины')).toEqual([]);
  const asked = await desk.call('requester', 'GET', '/v1/tickets?q=zeppelin');
  expect(asked.status).toBe(403);

  await desk.call('lead', 'POST', `${path}/spam`, {});
  expect(await found(desk, 'lead', 'цеппелины')).toEqual([]);
  await desk.call('lead', 'POST', `${path}/spam`, { undo: true });
  expect(await found(desk, 'lead', 'цеппелины')).toEqual([russian.number]);

  const lines: string[] = [];
  const voice = { say: (line: string) => lines.push(line), complain: (line: string) => lines.push(line) };
  expect(await reindex({ endpoint: desk.url }, voice)).toBe(0);
  expect(lines).toEqual(['2 done, 0 left']);
  expect(await found(desk, 'lead', 'exporting INVOICE')).toEqual([english.number]);
  expect((await desk.local<{ denied: readonly unknown[] }>('GET', 'denied')).denied).toEqual([]);
});

test('a new ticket is shown with the open ones that are like it', async () => {
  await using desk = await aDesk();
  const first = await opened(desk, 'machine', {
    subject: 'Sign-in fails with code 7731',
    description: 'The app says that the token has expired.',
    requester: { email: 'one@people.example' },
  });
  await opened(desk, 'machine', {
    subject: 'Where is my parcel?',
    description: 'I have waited for a week.',
    requester: { email: 'two@people.example' },
  });
  const second = await opened(desk, 'machine', {
    subject: 'Cannot sign in: code 7731',
    description: 'Token expired, it says.',
    requester: { email: 'three@people.example' },
  });
  await desk.settle();
  const path = `/v1/tickets/${second.number}/similar`;
  interface Similar {
    readonly data: readonly (TicketBody & {
      readonly likeness: number;
      readonly sharedWords: readonly string[];
    })[];
  }
  const { data } = (await desk.call<Similar>('lead', 'GET', path)).body;
  expect(data.map(({ number }) => number)).toEqual([first.number]);
  expect(data[0]?.sharedWords).toEqual(expect.arrayContaining(['7731', 'token']));
  expect((await desk.call('requester', 'GET', path)).status).toBe(403);

  await desk.call('lead', 'POST', `/v1/tickets/${first.number}/comments`, {
    body: 'Done.',
    status: 'solved',
  });
  await desk.settle();
  expect((await desk.call<Similar>('lead', 'GET', path)).body.data).toEqual([]);
});
