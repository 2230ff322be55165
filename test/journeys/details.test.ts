/** Asking for what is missing: once for exactly that, in the requester's language, and never as a trap. */
import { expect, test } from 'vitest';
import { idOf, mailsAbout, openedBy, sent } from './support/letters.ts';
import { linkIn, openPage, sendForm } from './support/links.ts';
import { sharedDesk } from './support/shared-desk.ts';
import { commentOn, eventsOf, type Listed, looked, numbersIn, opened } from './support/tickets.ts';
import { uploaded } from './support/uploads.ts';

interface Detail {
  readonly name: string;
  readonly found: boolean;
  readonly value: string | null;
  readonly evidence: { readonly quote: string; readonly where: string } | null;
}
interface ClockBody {
  readonly metric: string;
  readonly status: string;
  readonly elapsedMinutes: number;
  readonly trace: readonly { readonly counted: boolean; readonly why: string }[];
}

const desk = sharedDesk();

const detailsOf = async (number: number): Promise<readonly Detail[]> =>
  (
    await desk.call<{ details: readonly Detail[] }>('agent1', 'GET', `/v1/tickets/${number}/triage`)
  ).body.details.filter((detail) => ['product', 'version', 'steps'].includes(detail.name));

const clockOf = async (number: number, metric: string): Promise<ClockBody | undefined> => {
  const { body } = await desk.call<readonly ClockBody[]>('agent1', 'GET', `/v1/tickets/${number}/clocks`);
  return body.find((clock) => clock.metric === metric);
};

test('a Russian requester is asked in Russian for exactly what is missing, and the answer is analysed', async () => {
  const ticket = await opened(desk, 'requester', {
    subject: 'Ошибка в программе',
    description: 'Всё сломалось, помогите, пожалуйста.',
    category: 'app-error',
  });
  await desk.settle();
  const held = await looked(desk, ticket.number);
  expect(held).toMatchObject({
    status: 'pending',
    language: 'ru',
    line: 1,
    groupId: 'support',
    assigneeId: 'agent1',
    missingDetails: ['product', 'version', 'steps'],
    promises: { firstReplyAt: null, resolutionAt: null },
  });
  expect(await numbersIn(desk, 'agent1', 'line-1')).toContain(ticket.number);

  const mails = await desk.mailsTo('anna@example.org');
  expect(mails.length).toBe(2);
  // Queues may let the second of two mails overtake the first.
  const question = mails.find(({ subject }) => subject.startsWith('Re: '));
  const acknowledgement = mails.find((mail) => mail !== question);
  expect(acknowledgement?.text).toContain('Мы получили ваше обращение');
  expect(question?.subject).toBe(`Re: [#${ticket.number}] Ошибка в программе`);
  expect(question?.text).toContain('Каким продуктом вы пользуетесь?');
  expect(question?.text).toContain('Какая у вас версия?');
  expect(question?.text).toContain('Что вы делаете, шаг за шагом, до появления ошибки?');
  expect(question?.text).not.toContain('Что пишет ошибка?');
  expect(question?.text).toContain(linkIn(question?.text ?? '', 't').href);
  const comments = await desk.call<Listed<{ author: { kind: string }; public: boolean; bodyText: string }>>(
    'requester',
    'GET',
    `/v1/tickets/${ticket.number}/comments`,
  );
  expect(comments.body.data.at(-1)).toMatchObject({ author: { kind: 'system' }, public: true });

  await desk.advance('PT5H');
  expect(await clockOf(ticket.number, 'first-reply')).toMatchObject({ status: 'paused' });
  expect(
    (
      await commentOn(desk, 'requester', ticket.number, {
        body: 'Продукт: десктоп\nВерсия: 5.2\nШаги: открываю файл и нажимаю «Сохранить»',
      })
    ).status,
  ).toBe(201);
  await desk.settle();
  expect(await looked(desk, ticket.number)).toMatchObject({
    status: 'open',
    missingDetails: [],
    assigneeId: 'agent1',
    product: 'desktop',
  });
  expect(await detailsOf(ticket.number)).toMatchObject([
    { name: 'product', found: true, value: 'desktop' },
    { name: 'version', found: true, value: '5.2', evidence: { quote: 'Версия: 5.2' } },
    { name: 'steps', found: true },
  ]);
  const clock = await clockOf(ticket.number, 'first-reply');
  expect(clock?.status).toBe('running');
  expect(clock?.elapsedMinutes).toBeLessThan(60);
  expect(clock?.trace.map(({ why }) => why)).toContain('waiting for details from the requester');
  expect((await desk.mailsTo('anna@example.org')).length).toBe(2);
});

test('the page asks only for what the text does not say, and its form is an answer', async () => {
  const ticket = await opened(desk, 'requester2', {
    description: 'The app crashes.\nVersion: 4.1.2',
    category: 'app-error',
  });
  const question = (await desk.mailsTo('bob@example.net')).at(-1);
  expect(question?.text).toContain('Which product do you use?');
  expect(question?.text).not.toContain('Which version is it?');

  const page = linkIn(question?.text ?? '', 't');
  const form = await openPage(desk, page);
  expect(form.body).toContain('We still need from you');
  expect([...form.body.matchAll(/name="(detail:[^"]+)"/g)].map((match) => match[1])).toEqual([
    'detail:product',
    'detail:steps',
  ]);
  const sent = await sendForm(desk, page, {
    'detail:product': 'Acme Mobile',
    'detail:steps': 'I open it and press Start.',
    body: '',
  });
  expect(sent.status).toBe(303);
  const after = await openPage(desk, new URL(sent.headers.get('location') ?? '', page));
  expect(after.body).toContain('Your message has been added.');
  await desk.settle();
  expect(await looked(desk, ticket.number)).toMatchObject({ status: 'open', missingDetails: [] });
  expect(await detailsOf(ticket.number)).toMatchObject([
    { name: 'product', value: 'mobile' },
    { name: 'version', value: '4.1.2' },
    { name: 'steps', value: 'I open it and press Start.' },
  ]);
  expect((await openPage(desk, page)).body).not.toContain('We still need from you');
});

test('after 48 hours without an answer it goes on with what is known', async () => {
  const ticket = await opened(desk, 'agent1', {
    category: 'app-error',
    requester: { email: 'silent@people.example', locale: 'en' },
  });
  const answered = await opened(desk, 'agent1', {
    category: 'app-error',
    requester: { email: 'answered@people.example', locale: 'en' },
  });
  await desk.settle();
  await commentOn(desk, 'agent1', answered.number, { body: 'I know this one: restart it.', status: 'open' });
  expect((await looked(desk, ticket.number)).status).toBe('pending');
  await desk.advance('PT47H');
  expect((await looked(desk, ticket.number)).status).toBe('pending');
  await desk.advance('PT1H1M');
  expect(await looked(desk, ticket.number)).toMatchObject({ status: 'open', assigneeId: 'agent1' });
  expect(await eventsOf(desk, ticket.number, 'ticket.details-waived')).toMatchObject([
    { payload: { reason: 'time', missing: ['product', 'version', 'steps'] } },
  ]);
  expect((await clockOf(ticket.number, 'first-reply'))?.elapsedMinutes).toBeLessThan(10);
  // An agent who took over has ended the wait already.
  expect(await looked(desk, answered.number)).toMatchObject({ status: 'open' });
  expect(await eventsOf(desk, answered.number, 'ticket.details-waived')).toEqual([]);
  expect((await desk.mailsTo('answered@people.example')).length).toBe(3);
  // What comes late is not lost, and is no reason to ask for the rest.
  const asked = (await mailsAbout(desk, 'silent@people.example', ticket.number)).at(-1);
  const late = { from: 'silent@people.example', to: asked?.headers['reply-to'] ?? '' };
  await sent(desk, {
    ...late,
    subject: `Re: ${asked?.subject}`,
    text: 'Sorry for the wait.\n\nVersion: 5.2',
  });
  expect(await looked(desk, ticket.number)).toMatchObject({
    status: 'open',
    missingDetails: ['product', 'steps'],
  });
  expect(await eventsOf(desk, ticket.number, 'ticket.details-waived')).toHaveLength(1);
  // Neither asked again nor pressed: it is the desk's turn.
  await desk.advance('PT4H');
  expect((await desk.mailsTo('silent@people.example')).length).toBe(2);
});

test('an agent who makes it urgent, a payment or complete ends the wait, one by one or many at once', async () => {
  const held = async (name: string): Promise<number> => {
    const { number } = await opened(desk, 'agent1', {
      category: 'app-error',
      description: 'It crashes.\nInvoice 4711',
      requester: { email: `${name}@people.example`, locale: 'en' },
    });
    await desk.settle();
    expect((await looked(desk, number)).status).toBe('pending');
    return number;
  };
  const [urgent, payment, complete, bulk] = [
    await held('hurried'),
    await held('payer'),
    await held('complete'),
    await held('one-of-many'),
  ];
  const patch = (number: number, change: object) =>
    desk.call('agent1', 'PATCH', `/v1/tickets/${number}`, change);
  const details = { product: 'desktop', version: '5.2', steps: 'I press Save.' };
  expect((await patch(urgent, { priority: 'urgent' })).status).toBe(200);
  expect((await patch(payment, { category: 'payments' })).status).toBe(200);
  expect((await patch(complete, { details: { ...details, steps: 'unknown' } })).status).toBe(200);
  expect((await looked(desk, complete)).status).toBe('pending');
  expect((await patch(complete, { details })).status).toBe(200);
  const many = { tickets: [`${bulk}`], change: { priority: 'urgent' } };
  expect((await desk.call('agent1', 'POST', '/v1/tickets/bulk', many)).status).toBe(200);
  await desk.settle();
  for (const number of [urgent, payment, complete, bulk]) {
    expect(await looked(desk, number)).toMatchObject({ status: 'open', assigneeId: 'agent1' });
    for (const metric of ['first-reply', 'resolution'])
      expect(await clockOf(number, metric)).toMatchObject({ status: 'running' });
    expect(await eventsOf(desk, number, 'ticket.status-changed')).toMatchObject([
      { payload: { before: 'pending', after: 'open' } },
    ]);
  }
  expect(await looked(desk, complete)).toMatchObject({ missingDetails: [], category: 'app-error' });
  expect((await desk.mailsTo('hurried@people.example')).length).toBe(2);
});

test('a Russian mail is asked back in Russian, and answered by mail, piece by piece and with a file', async () => {
  const { body: rules } = await desk.call<readonly object[]>('admin', 'GET', '/v1/settings/rules');
  const freezes = { id: 'freezes', when: { words: ['зависает*'] }, set: { category: 'app-error' } };
  expect((await desk.call('admin', 'PUT', '/v1/settings/rules', [...rules, freezes])).status).toBe(200);
  const from = 'pyotr@people.example';
  const { ticket, mails } = await openedBy(desk, {
    from,
    subject: 'Помогите',
    text: 'Добрый день! Программа зависает каждый день, подскажите, пожалуйста, что делать.',
  });
  expect(await looked(desk, ticket.number)).toMatchObject({
    status: 'pending',
    language: 'ru',
    missingDetails: ['product', 'version', 'steps'],
  });
  const [acknowledgement, question] = mails.toSorted((a, b) => a.subject.length - b.subject.length);
  expect(acknowledgement?.text).toContain('Мы получили ваше обращение');
  expect(question?.text).toContain('Каким продуктом вы пользуетесь?');

  const answer = (mail: typeof question) => ({
    from,
    to: mail?.headers['reply-to'] ?? '',
    subject: `Re: ${mail?.subject}`,
    headers: [`In-Reply-To: <${idOf(mail)}>`],
  });
  const boundary = 'x1';
  await sent(desk, {
    ...answer(question),
    contentType: `multipart/mixed; boundary=${boundary}`,
    text: [
      `--${boundary}\nContent-Type: text/plain; charset=utf-8\n\n1) открываю файл\n2) нажимаю «Печать»\n\nУ меня десктпо.\n\n> Каким продуктом вы пользуетесь?`,
      `--${boundary}\nContent-Type: text/plain; name=acme.log\nContent-Disposition: attachment; filename=acme.log\n\nERROR 5`,
      `--${boundary}--`,
    ].join('\n'),
  });
  expect(await looked(desk, ticket.number)).toMatchObject({ status: 'pending', missingDetails: ['version'] });
  const again = (await mailsAbout(desk, from, ticket.number)).at(-1);
  expect(again?.text).toContain('Какая у вас версия?');
  expect(again?.text).not.toContain('Каким продуктом');

  await sent(desk, { ...answer(again), text: '5.2' });
  expect(await looked(desk, ticket.number)).toMatchObject({
    status: 'open',
    missingDetails: [],
    product: 'desktop',
  });
  const { body } = await desk.call<{ details: readonly Detail[] }>(
    'agent1',
    'GET',
    `/v1/tickets/${ticket.number}/triage`,
  );
  expect(body.details.slice(0, 4)).toMatchObject([
    { name: 'product', value: 'desktop', evidence: { quote: 'десктпо' } },
    { name: 'version', value: '5.2', evidence: { quote: '5.2' } },
    { name: 'steps', value: '1) открываю файл\n2) нажимаю «Печать»' },
    { name: 'log', value: 'acme.log', evidence: { quote: 'acme.log' } },
  ]);
  expect(await mailsAbout(desk, from, ticket.number)).toHaveLength(3);
});

test('nobody is asked more than twice', async () => {
  const ticket = await opened(desk, 'requester2', { category: 'app-error', subject: 'Twice' });
  await desk.settle();
  await commentOn(desk, 'requester2', ticket.number, { body: 'It is the cloud one.' });
  await desk.settle();
  const again = await looked(desk, ticket.number);
  expect(again).toMatchObject({ status: 'pending', missingDetails: ['version', 'steps'] });
  await commentOn(desk, 'requester2', ticket.number, { body: 'I do not know.' });
  await desk.settle();
  expect(await looked(desk, ticket.number)).toMatchObject({ status: 'open', assigneeId: 'agent1' });
  expect((await eventsOf(desk, ticket.number, 'ticket.details-requested')).length).toBe(2);
  expect(await eventsOf(desk, ticket.number, 'ticket.details-waived')).toMatchObject([
    { payload: { reason: 'rounds', missing: ['version', 'steps'] } },
  ]);
  const mails = await desk.mailsTo('bob@example.net');
  expect(mails.filter((mail) => mail.subject.includes(`#${ticket.number}]`)).length).toBe(3);
});

test('whoever promises to look is left to look, on the page and by mail, until they answer', async () => {
  const email = 'looks@people.example';
  const ticket = await opened(desk, 'agent1', {
    category: 'app-error',
    requester: { email, locale: 'en' },
  });
  const reader = { email: 'reads@people.example' };
  await desk.call('agent1', 'POST', `/v1/tickets/${ticket.number}/participants`, reader);
  await desk.settle();
  const question = (await mailsAbout(desk, email, ticket.number)).find(({ text }) =>
    text.includes('Which version is it?'),
  );
  const page = linkIn(question?.text ?? '', 't');
  const byMail = {
    from: email,
    to: question?.headers['reply-to'] ?? '',
    subject: `Re: ${question?.subject}`,
    headers: [`In-Reply-To: <${idOf(question)}>`],
  };
  const everybody = [email, reader.email, 'agent1@help.example.com'];
  const mailed = async () =>
    (await Promise.all(everybody.map((to) => desk.mailsTo(to))))
      .flat()
      .filter(({ subject }) => subject.includes(`#${ticket.number}`));
  const before = await mailed();

  expect((await sendForm(desk, page, { body: 'I will look' })).status).toBe(303);
  expect((await sendForm(desk, page, { 'detail:steps': 'I will send them tomorrow', body: '' })).status).toBe(
    303,
  );
  const row = await sent(desk, { ...byMail, text: 'Сейчас посмотрю и напишу.\n\nС уважением,\nАнна' });
  expect(row).toMatchObject({ disposition: 'comment', ticketId: ticket.id });
  expect(row.reason).toContain('waits on');
  await sent(desk, { ...byMail, text: 'Ok, thanks!' });
  expect(await looked(desk, ticket.number)).toMatchObject({
    status: 'pending',
    missingDetails: ['product', 'version', 'steps'],
    promises: { firstReplyAt: null },
  });
  expect(await eventsOf(desk, ticket.number, 'ticket.details-requested')).toHaveLength(1);
  expect(await eventsOf(desk, ticket.number, 'ticket.commented')).toMatchObject(
    Array(4).fill({ payload: { status: 'pending', nothingYet: true } }),
  );
  expect(await mailed()).toEqual(before);
  expect((await openPage(desk, page)).body).toContain('We still need from you');

  await sent(desk, { ...byMail, text: '1) desktop\n2) 5.2\n3) I open a report and press Print.' });
  expect(await looked(desk, ticket.number)).toMatchObject({
    status: 'open',
    assigneeId: 'agent1',
    missingDetails: [],
    product: 'desktop',
  });
  expect(await eventsOf(desk, ticket.number, 'ticket.details-requested')).toHaveLength(1);
});

test('a promise puts nothing off: the ticket opens 48 hours after the question, and a file is an answer', async () => {
  const held = async (): Promise<number> => {
    const { number } = await opened(desk, 'requester', { category: 'app-error' });
    await desk.settle();
    expect((await looked(desk, number)).status).toBe('pending');
    return number;
  };
  const [promised, filed, unknown] = [await held(), await held(), await held()];
  await desk.advance('PT40H');
  await commentOn(desk, 'requester', promised, { body: 'Завтра пришлю.' });
  const log = await uploaded(
    desk,
    'requester',
    'acme.log',
    new TextEncoder().encode('ERROR 5'),
    'text/plain',
  );
  await commentOn(desk, 'requester', filed, { body: 'Ok', attachments: [log] });
  await commentOn(desk, 'requester', unknown, { body: 'I do not know, I will ask.' });
  await desk.settle();
  expect((await looked(desk, promised)).status).toBe('pending');
  expect(await eventsOf(desk, promised, 'ticket.details-requested')).toHaveLength(1);
  for (const number of [filed, unknown])
    expect(await eventsOf(desk, number, 'ticket.details-requested')).toHaveLength(2);
  await desk.advance('PT8H1M');
  expect(await looked(desk, promised)).toMatchObject({ status: 'open', assigneeId: 'agent1' });
  expect(await eventsOf(desk, promised, 'ticket.details-waived')).toMatchObject([
    { payload: { reason: 'time', missing: ['product', 'version', 'steps'] } },
  ]);
});

test.for([
  ['urgent', { category: 'app-error', priority: 'urgent', requester: { email: 'urgent@people.example' } }],
  ['payments', { category: 'payments', requester: { email: 'pays@people.example' } }],
  ['licences', { category: 'licences', requester: { email: 'licence@people.example' } }],
  ['premium', { category: 'app-error', requester: { email: 'cfo@first-bank.example' } }],
] as const)('a ticket is never held when it is %s', async ([, ticket]) => {
  const { number } = await opened(desk, 'agent1', ticket);
  await desk.settle();
  expect(await looked(desk, number)).toMatchObject({ status: 'new', assigneeId: 'agent1' });
  expect((await desk.mailsTo(ticket.requester.email)).length).toBe(1);
});
