/** The mails that people get: which, in what words, and threaded as mail programs thread. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Mail } from './support/a-desk.ts';
import { linkIn, openPage, sendForm } from './support/links.ts';
import { setDesk } from './support/pace.ts';
import { sharedDesk } from './support/shared-desk.ts';
import { commentOn, type Listed, looked, opened } from './support/tickets.ts';

const desk = sharedDesk((desk) => setDesk(desk, { surveyAfterHours: 1 }));

const AGENT = 'agent1@help.example.com';

/** Mails to an address about one ticket. */
const about = async (address: string, number: number): Promise<readonly Mail[]> =>
  (await desk.mailsTo(address)).filter((mail) => mail.subject.includes(`[#${number}]`));

const messageId = (mail: Mail | undefined): string => mail?.headers['message-id'] ?? 'none';

/** Each mail answers the one before it to the same person, and names all before that. */
const expectThread = (mails: readonly Mail[]): void => {
  for (const [index, mail] of mails.entries()) {
    expect(messageId(mail)).toBe(`<${mail.id}@eu-west-1.amazonses.com>`);
    const earlier = mails.slice(0, index).map(messageId);
    expect(mail.headers['in-reply-to']).toBe(earlier.at(-1));
    expect(mail.headers.references?.split(/\s+/)).toEqual(earlier.length === 0 ? undefined : earlier);
  }
};

const WORDS = {
  en: {
    acknowledged: 'e have received your request. Its number is',
    promised: 'A person will answer you by',
    solves: 'We think that this solves your request.',
    solved: 'e have marked your request',
    survey: /^How did we do\? \[#/,
    answers: ['Good:', 'OK:', 'Bad:'],
  },
  ru: {
    acknowledged: 'Мы получили ваше обращение. Его номер — ',
    promised: 'Специалист ответит вам не позднее',
    solves: 'Мы считаем, что вопрос решён.',
    solved: 'Мы отметили обращение',
    survey: /^Как мы справились\? \[#/,
    answers: ['Хорошо:', 'Нормально:', 'Плохо:'],
  },
} as const;

describe.for(['en', 'ru'] as const)('in %s', (locale) => {
  const words = WORDS[locale];
  const person = { email: `${locale}@people.example`, name: 'Nora Нора', locale };
  let number: number;
  let mails: readonly Mail[];
  let toAgent: readonly Mail[];

  beforeAll(async () => {
    number = (await opened(desk, 'lead', { subject: 'Lamp / Лампа', requester: person })).number;
    await desk.settle();
    await commentOn(desk, 'agent1', number, { body: 'Is it plugged in?' });
    const reply = (await about(person.email, number)).at(-1);
    await sendForm(desk, linkIn(reply?.text ?? '', 't'), { body: 'Now it is.' });
    await commentOn(desk, 'agent1', number, { body: 'There you are.', status: 'solved' });
    await desk.settle();
    await sendForm(desk, linkIn(reply?.text ?? '', 't'), { body: 'It went out again!' });
    await desk.call('agent1', 'PATCH', `/v1/tickets/${number}`, { status: 'solved' });
    await desk.advance('PT1H1M');
    mails = await about(person.email, number);
    toAgent = await about(AGENT, number);
  });

  test('the requester gets each mail once, in their language', () => {
    const [acknowledgement, reply, solving, solved, survey, ...more] = mails;
    expect(more).toEqual([]);
    expect(acknowledgement?.text).toContain(`${words.acknowledged} ${number}`.replace('  ', ' '));
    expect(acknowledgement?.text).toContain(words.promised);
    expect(acknowledgement?.subject).toBe(`[#${number}] Lamp / Лампа`);
    expect(acknowledgement?.html).toContain(`<html lang="${locale}">`);
    expect(reply?.text).toContain('Is it plugged in?');
    expect(reply?.text).not.toContain(words.solves);
    expect(solving?.text).toContain('There you are.');
    expect(solving?.text).toContain(words.solves);
    expect(solved?.text).toContain(words.solved);
    expect(survey?.subject).toMatch(words.survey);
    for (const answer of words.answers) expect(survey?.text).toContain(answer);
    for (const mail of mails) {
      expect(mail.html).toContain(mail === survey ? '/r/' : '/t/');
      expect(mail.raw).not.toContain(AGENT);
    }
  });

  test('what the survey links to only preselects', async () => {
    const links = mails.at(-1)?.text.match(/\S+\/r\/\S+/g) ?? [];
    expect(links.map((link) => new URL(link).searchParams.get('rating'))).toEqual(['good', 'ok', 'bad']);
    const page = await openPage(desk, new URL(links[1] ?? ''));
    expect(page.body).toMatch(/value="ok" checked/);
    expect((await looked(desk, number)).satisfaction.status).toBe('offered');
  });

  test('every mail is threaded, signed, and says that a machine sent it', () => {
    expectThread(mails);
    const addresses = new Set(mails.map((mail) => mail.headers['reply-to']));
    expect(addresses.size).toBe(1);
    const [address = ''] = addresses;
    expect(address).toMatch(new RegExp(`^reply\\+${number}\\.[a-z0-9]{16,}@help\\.example\\.com$`));
    expect(address.split('@', 1)[0]?.length).toBeLessThanOrEqual(64);
    for (const { headers } of mails) {
      expect(headers['x-auto-response-suppress']).toBe('All');
      expect(headers['x-threeline-loop']).toMatch(/./);
      expect(headers['mime-version']).toBe('1.0');
      expect(headers['content-type']).toContain('multipart/alternative');
    }
    expect(mails.map(({ headers }) => headers['auto-submitted'])).toEqual([
      'auto-replied',
      ...mails.slice(1).map(() => 'auto-generated'),
    ]);
    expect(mails[1]?.headers.from).toMatch(/^"?Anna Berg \(Acme Support\)"? <support@help\.example\.com>$/);
    expect(mails[0]?.headers.from).toMatch(/^"?Acme Support"? <support@help\.example\.com>$/);
    expect(mails[0]?.headers.to).toContain(`<${person.email}>`);
  });

  test('the assignee is told what is theirs and what the requester says, at an address of their own', () => {
    expect(toAgent.map(({ subject }) => subject)).toEqual([
      `Assigned to you: [#${number}] Lamp / Лампа`,
      `Re: [#${number}] Lamp / Лампа`,
      `Re: [#${number}] Lamp / Лампа`,
    ]);
    expect(toAgent[1]?.text).toContain('Now it is.');
    expect(toAgent[2]?.text).toContain('It went out again!');
    expect(toAgent[1]?.text).toContain('Nora Нора');
    expectThread(toAgent);
    expect(toAgent[0]?.headers['reply-to']).not.toBe(mails[0]?.headers['reply-to']);
    for (const { text } of toAgent) expect(text).not.toMatch(/\/t\//);
  });
});

test('one change is one mail, and what concerns nobody is none', async () => {
  const { number } = await opened(desk, 'lead', { requester: { email: 'one@people.example', locale: 'en' } });
  await desk.settle();
  const path = `/v1/tickets/${number}`;
  await desk.call('agent1', 'PATCH', path, { priority: 'high', tags: ['a'], subject: 'It does not work' });
  await desk.call('agent1', 'POST', `${path}/assign`, { assigneeId: 'agent1' });
  await commentOn(desk, 'agent1', number, { body: 'A note.', public: false });
  expect((await about('one@people.example', number)).length).toBe(1);
  expect((await about(AGENT, number)).length).toBe(1);
  await desk.call('lead', 'POST', `${path}/escalate`, { reason: 'too deep', toLine: 3 });
  const [escalated, ...more] = await about('agent3@help.example.com', number);
  expect(escalated?.subject).toBe(`Escalated to you: [#${number}] It does not work`);
  expect(escalated?.text).toMatch(/from line 1 to line 3 by .+:\n\ntoo deep\n\nIt is yours now\./);
  expect(more).toEqual([]);
  expect((await about('one@people.example', number)).length).toBe(1);
});

test('who was copied in gets the replies, not the machine’s mails', async () => {
  const { number } = await opened(desk, 'requester2', { cc: ['copied@people.example'] });
  await desk.settle();
  await commentOn(desk, 'agent1', number, { body: 'For both.' });
  await desk.settle();
  await commentOn(desk, 'requester2', number, { body: 'I have read it.' });
  await desk.call('agent1', 'PATCH', `/v1/tickets/${number}`, { status: 'solved' });
  await desk.advance('PT1H1M');
  const copied = await about('copied@people.example', number);
  expect(copied.map(({ text }) => text.split('\n', 1)[0])).toEqual(['For both.', 'I have read it.']);
  expectThread(copied);
  expect((await about('bob@example.net', number)).length).toBe(4);
  const page = await openPage(desk, linkIn(copied[0]?.text ?? '', 't'));
  expect(page.body).toContain('I have read it.');
  expect(page.body).not.toContain('name="solved"');
});

test('a person whom only a key named is quoted nothing until they have shown themselves', async () => {
  const secret = {
    subject: 'Pay here: https://evil.example',
    description: 'Send the money to https://evil.example',
    requester: { email: 'victim@people.example', name: 'Click https://evil.example', locale: 'en' },
  };
  const { number } = await opened(desk, 'machine', secret);
  await desk.settle();
  await commentOn(desk, 'agent1', number, { body: 'What is this about?', status: 'pending' });
  await desk.advance('P2DT1M');
  const mails = await about('victim@people.example', number);
  expect(mails.map(({ subject }) => subject)).toEqual([
    `[#${number}] We have received your request`,
    `Re: [#${number}]`,
    `Re: [#${number}]`,
  ]);
  for (const mail of mails) expect(mail.text + mail.html + mail.headers.to).not.toContain('evil');
  expect(mails[1]?.text).toContain('What is this about?');
  // The agent reads it all.
  expect((await about(AGENT, number))[0]?.subject).toContain('Pay here');

  const named = await opened(desk, 'machine', { ...secret, requester: { email: 'anna@example.org' } });
  expect((await about('anna@example.org', named.number))[0]?.subject).not.toContain('Pay here');
  await opened(desk, 'requester', { subject: 'I am here' });
  const known = await opened(desk, 'machine', { ...secret, requester: { email: 'anna@example.org' } });
  expect((await about('anna@example.org', known.number))[0]?.subject).toContain('Pay here');
});

test('agents see what became of a mail', async () => {
  const { number } = await opened(desk, 'lead', {
    requester: { email: 'bounce+1@simulator.amazonses.com', locale: 'en' },
    cc: ['fine@people.example'],
  });
  await desk.settle();
  await commentOn(desk, 'agent1', number, { body: 'Hello?' });
  await desk.settle();
  const { body } = await desk.call<Listed<{ deliveries: readonly Record<string, unknown>[] }>>(
    'agent1',
    'GET',
    `/v1/tickets/${number}/comments`,
  );
  expect(
    body.data.at(-1)?.deliveries.toSorted((a, b) => String(a.email).localeCompare(String(b.email))),
  ).toMatchObject([
    {
      email: 'bounce+1@simulator.amazonses.com',
      status: 'bounced',
      reason: expect.stringContaining('unknown'),
    },
    { email: 'fine@people.example', status: 'delivered', reason: null },
  ]);
});

test('two machines that answer each other fall silent', async () => {
  const { number } = await opened(desk, 'requester2', { subject: 'Loop' });
  await desk.settle();
  for (let round = 1; round <= 14; round += 1)
    await commentOn(desk, 'requester2', number, { body: `I am away. ${round}` });
  expect((await about(AGENT, number)).length).toBe(10);
  // A person is heard all the same, and later the machine as well.
  await commentOn(desk, 'agent1', number, { body: 'Please stop.' });
  expect((await about('bob@example.net', number)).at(-1)?.text).toContain('Please stop.');
  await desk.advance('PT11M');
  await commentOn(desk, 'requester2', number, { body: 'I am back.' });
  expect((await about(AGENT, number)).at(-1)?.text).toContain('I am back.');
});

describe('with settings of the operator', () => {
  test('reminders and breaches come in the first language of the agent', async () => {
    const agents = await desk.call<readonly Record<string, unknown>[]>('admin', 'GET', '/v1/settings/agents');
    const shift = { languages: ['ru', 'en'], schedule: 'always' };
    const russian = agents.body.map((agent) => ({ ...agent, ...shift }));
    expect((await desk.call('admin', 'PUT', '/v1/settings/agents', russian)).status).toBe(200);
    const { number } = await opened(desk, 'lead', {
      requester: { email: 'slow@north-logistics.example', locale: 'en' },
    });
    await desk.advance('PT4H1M');
    const subjects = (await about(AGENT, number)).map(({ subject }) => subject.split(':', 1)[0]);
    expect(subjects).toEqual(['Назначено вам', 'Напоминание', 'Напоминание', 'Просрочено']);
    const [breach] = await about('lead@help.example.com', number);
    expect(breach?.text).toContain('первый ответ');
    expectThread(await about(AGENT, number));
  });

  test('the words are the operator’s where they wrote some', async () => {
    const own = [
      {
        id: 'acknowledgement',
        locale: 'en',
        subject: '[#{{number}}] Got it: {{subject}}',
        text: 'Ticket {{number}}, {{name}}: {{link}}',
        html: '<p>Ticket <b>{{number}}</b> for {{name}} <a href="{{link}}">here</a></p>',
      },
    ];
    expect((await desk.call('admin', 'PUT', '/v1/settings/templates', own)).status).toBe(200);
    const { number } = await opened(desk, 'lead', {
      subject: '<i>Lamp</i>',
      requester: { email: 'own@people.example', name: 'O’<b>Neil</b>', locale: 'en' },
    });
    const [mail] = await about('own@people.example', number);
    expect(mail?.subject).toBe(`[#${number}] Got it: <i>Lamp</i>`);
    expect(mail?.text).toContain(`Ticket ${number}, O’<b>Neil</b>: http`);
    expect(mail?.html).toContain('O’&lt;b&gt;Neil&lt;');
    expect((await openPage(desk, linkIn(mail?.text ?? '', 't'))).status).toBe(200);
    const broken = [{ ...own[0], text: '{{#name}} never closed' }];
    expect((await desk.call('admin', 'PUT', '/v1/settings/templates', broken)).status).toBe(422);
  });
});
