/** The two pages behind the links in mails: what they show, what they take, and that looking at them does nothing. */
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createClock } from '../../local/kernel/clock.ts';
import { aDataFolder, aDeskIn, type Mail, type OwnDesk, type TicketBody } from './support/a-desk.ts';
import { linkIn, nonceIn, openPage, sendForm } from './support/links.ts';
import { setDesk } from './support/pace.ts';
import { commentOn, eventsOf, type Listed, looked, opened } from './support/tickets.ts';

const dataFolder = aDataFolder();
let desk: OwnDesk;
beforeAll(async () => {
  desk = await aDeskIn(dataFolder);
  await setDesk(desk, { surveyAfterHours: 1, closeAfterHours: 6 });
});
afterAll(async () => {
  await desk[Symbol.asyncDispose]();
  rmSync(dataFolder, { recursive: true, force: true });
});

const DAY = 86_400_000;

/** Switched off, and on again so many days later: quicker than to live through them. */
const sleep = async (days: number): Promise<void> => {
  await desk[Symbol.asyncDispose]();
  const clock = createClock({ dataFolder });
  await clock.advanceTo(clock.now() + days * DAY, async () => undefined);
  clock.close();
  desk = await aDeskIn(dataFolder);
  await desk.settle();
};

const lastMail = async (address: string): Promise<Mail> => {
  const mail = (await desk.mailsTo(address)).at(-1);
  if (mail === undefined) throw new Error(`There is no mail to ${address}.`);
  return mail;
};

const pageOf = async (address: string): Promise<URL> => linkIn((await lastMail(address)).text, 't');

const forSomebody = (name: string, locale = 'en') => ({
  requester: { email: `${name}@people.example`, name: `Mr ${name}`, locale },
});

const expectPrivate = (answer: { readonly headers: Headers; readonly body: string }): void => {
  const { headers, body } = answer;
  expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('x-robots-tag')).toContain('noindex');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  const style = /<style>([\s\S]*?)<\/style>/.exec(body)?.[1] ?? '';
  const hash = createHash('sha256').update(style).digest('base64');
  expect(headers.get('content-security-policy')).toBe(
    `default-src 'none'; style-src 'sha256-${hash}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
  );
  expect(body).not.toMatch(/<script|<img|<link|<iframe|style="| on[a-z]+=/i);
};

describe('the page of a ticket', () => {
  let ticket: TicketBody;
  let page: URL;
  beforeAll(async () => {
    ticket = await opened(desk, 'lead', {
      ...forSomebody('page'),
      subject: '<b>Bold</b> & "quoted"',
      description: '<script>alert(1)</script>\nline two',
    });
    await desk.settle();
    await commentOn(desk, 'agent1', ticket.number, { body: 'An internal thing.', public: false });
    await commentOn(desk, 'agent1', ticket.number, { body: 'We look into it.' });
    page = await pageOf('page@people.example');
  });

  test('shows the conversation and keeps it private', async () => {
    const shown = await openPage(desk, page);
    expect(shown.status).toBe(200);
    expectPrivate(shown);
    expect(shown.headers.get('ratelimit-limit')).toMatch(/^\d+$/);
    expect(shown.body).toContain('<html lang="en">');
    expect(shown.body).toContain(`#${ticket.number} &lt;b&gt;Bold&lt;`);
    expect(shown.body).toContain('&lt;script&gt;alert(1)&lt;');
    expect(shown.body).toContain('We look into it.');
    expect(shown.body).toContain('being worked on');
    expect(shown.body).toContain('Anna Berg');
    expect(shown.body).not.toContain('An internal thing.');
    expect(shown.body).not.toContain('agent1@help.example.com');
    for (const name of ['body', 'solved']) expect(shown.body).toContain(`name="${name}"`);
    for (const [, id] of shown.body.matchAll(/<(?:textarea|input type="text") id="([^"]+)"/g))
      expect(shown.body).toContain(`<label for="${id}">`);
  });

  test('is not changed by being looked at, however often and by whatever method', async () => {
    const before = await looked(desk, ticket.number);
    const head = await openPageBy('HEAD', page);
    expect([head.status, head.body]).toEqual([200, '']);
    for (const search of ['?sent=1', '?solved=yes&body=hello', '?utm_source=mail'])
      expect((await openPage(desk, new URL(search, page))).status).toBe(200);
    expect((await openPageBy('PUT', page)).status).toBe(405);
    expect((await openPageBy('DELETE', page)).status).toBe(405);
    expect(await looked(desk, ticket.number)).toEqual(before);
  });

  test('takes a comment, once, and sends the browser back', async () => {
    const sent = await sendForm(desk, page, { body: ' Thank you,\r\nit <i>still</i> fails. ' });
    expect([sent.status, sent.headers.get('location')]).toEqual([303, `${page.pathname}?sent=1`]);
    const shown = await openPage(desk, new URL(sent.headers.get('location') ?? '', page));
    expect(shown.body).toContain('Your message has been added.');
    expect(shown.body).toContain('Thank you,\nit &lt;i&gt;still&lt;');
    const { data } = (
      await desk.call<Listed<Record<string, unknown>>>('agent1', 'GET', `/v1/tickets/${ticket.number}/comments`)
    ).body;
    expect(data.at(-1)).toMatchObject({
      bodyText: 'Thank you,\nit <i>still</i> fails.',
      channel: 'web',
      author: { kind: 'requester', email: 'page@people.example' },
    });
  });

  test('refuses what is empty, too long, damaged or sent by another site', async () => {
    const { version } = await looked(desk, ticket.number);
    for (const fields of [{}, { body: '   ' }, { body: 'a'.repeat(100_001) }]) {
      const refused = await sendForm(desk, page, fields);
      expect(refused.status).toBe(422);
      expectPrivate(refused);
      expect(refused.body).toContain('class="note warn"');
    }
    expect((await sendForm(desk, page, { body: 'a\u0000b' })).status).toBe(400);
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const raw = (body: string, headers: Readonly<Record<string, string>> = form) =>
      desk.call<string>(null, 'POST', page.pathname, body, headers);
    expect((await raw('body=%zz')).status).toBe(400);
    expect((await raw('body=a&body=b')).status).toBe(400);
    expect((await raw('{"body":"a"}', { 'content-type': 'application/json' })).status).toBe(415);
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null', 'sec-fetch-site': 'cross-site' },
      { origin: 'null' },
    ]) {
      const foreign = await sendForm(desk, page, { body: 'Hello' }, headers);
      expect(foreign.status).toBe(403);
      expectPrivate(foreign);
    }
    expect((await looked(desk, ticket.number)).version).toBe(version);
    for (const headers of [{ origin: desk.url }, { origin: 'null', 'sec-fetch-site': 'same-origin' }])
      expect((await sendForm(desk, page, { body: 'Mine' }, headers)).status).toBe(303);
  });

  test('opens with its own link only', async () => {
    const other = await opened(desk, 'lead', forSomebody('other'));
    const foreign = (await pageOf('other@people.example')).pathname.slice('/t/'.length);
    const token = page.pathname.slice('/t/'.length);
    const [key, sealed = '', mac = ''] = token.split('.');
    const swapped = foreign.split('.');
    const wrong = [
      'x',
      `${token}x`,
      `${key}.${sealed}.${mac.slice(0, -1)}${mac.endsWith('A') ? 'B' : 'A'}`,
      `${key}.${swapped[1]}.${mac}`,
      `k9.${sealed}.${mac}`,
      `${key}.${sealed}`,
      'a'.repeat(601),
      '%00',
    ];
    for (const path of [...wrong.map((one) => `/t/${one}`), `/r/${token}`, `/r/${wrong[1]}`]) {
      const answer = await desk.call<string>(null, 'GET', path, undefined, { 'accept-language': 'ru-RU,ru;q=0.9' });
      expect([path, answer.status]).toEqual([path, 404]);
      expectPrivate(answer);
      expect(answer.body).toContain('Не получилось');
      expect(answer.body).not.toContain(String(other.number));
    }
    const posted = await sendForm(desk, new URL(`/t/${wrong[1]}`, page), { body: 'Hello' });
    expect(posted.status).toBe(404);
  });

  test('its token is a key to this ticket in the API, and to no other', async () => {
    const bearer = { authorization: `Bearer ${page.pathname.slice('/t/'.length)}` };
    const ask = (method: string, path: string, body?: unknown) => desk.call(null, method, path, body, bearer);
    expect((await ask('GET', `/v1/tickets/${ticket.number}`)).body).toMatchObject({ id: ticket.id });
    expect((await ask('GET', '/v1/me')).body).toMatchObject({ kind: 'link', email: 'page@people.example' });
    expect((await ask('GET', `/v1/tickets/${ticket.number}/comments`)).status).toBe(200);
    expect((await ask('POST', `/v1/tickets/${ticket.number}/comments`, { body: 'By key.' })).status).toBe(201);
    const same = await opened(desk, 'lead', forSomebody('page'));
    expect((await ask('GET', `/v1/tickets/${same.number}`)).status).toBe(404);
    expect((await ask('GET', '/v1/tickets?view=mine')).status).toBe(403);
    expect((await ask('PATCH', `/v1/tickets/${ticket.number}`, { priority: 'urgent' })).status).toBe(403);
    expect((await ask('POST', '/v1/tickets', { subject: 'a', description: 'b' })).status).toBe(403);
  });

  test('lets the requester say that it is solved, in Russian as in English', async () => {
    const { number } = await opened(desk, 'lead', forSomebody('solver', 'ru'));
    const link = await pageOf('solver@people.example');
    const shown = await openPage(desk, link);
    expect(shown.body).toContain('<html lang="ru">');
    for (const words of ['Переписка', 'Мой вопрос решён', 'получено', 'Ответим до', 'Вы'])
      expect(shown.body).toContain(words);
    expect((await sendForm(desk, link, { body: '', solved: 'yes' })).status).toBe(303);
    await desk.settle();
    expect((await looked(desk, number)).status).toBe('solved');
    const after = await openPage(desk, link);
    expect(after.body).toContain('решено');
    expect(after.body).not.toContain('name="solved"');
    // Solved by themselves: no mail says so, and what they add opens it again.
    expect((await desk.mailsTo('solver@people.example')).length).toBe(1);
    expect((await sendForm(desk, link, { body: 'Нет, не работает.' })).status).toBe(303);
    expect((await looked(desk, number)).status).toBe('open');
  });

  test('who was copied in reads and answers until they are removed, but does not solve', async () => {
    const { number } = await opened(desk, 'lead', { ...forSomebody('main'), cc: ['copied@people.example'] });
    await commentOn(desk, 'agent1', number, { body: 'To you both.' });
    const link = await pageOf('copied@people.example');
    expect((await openPage(desk, link)).body).not.toContain('name="solved"');
    const tried = await sendForm(desk, link, { body: 'Done', solved: 'yes' });
    expect([409, 422, 403]).toContain(tried.status);
    expectPrivate(tried);
    expect((await sendForm(desk, link, { body: 'Me too' })).status).toBe(303);
    await desk.call('agent1', 'DELETE', `/v1/tickets/${number}/participants/copied%40people.example`);
    expect((await openPage(desk, link)).status).toBe(404);
    expect((await sendForm(desk, link, { body: 'Still here' })).status).toBe(404);
  });

  const openPageBy = (method: string, { pathname }: URL) => desk.call<string>(null, method, pathname);
});

describe('the rating page', () => {
  /** A ticket whose survey has come. */
  const surveyed = async (name: string, locale = 'en'): Promise<{ number: number; link: URL }> => {
    const { number } = await opened(desk, 'lead', { ...forSomebody(name, locale), description: 'My secret.' });
    await desk.settle();
    await commentOn(desk, 'agent1', number, { body: 'Solved, I think.', status: 'solved' });
    await desk.advance('PT1H1M');
    return { number, link: linkIn((await lastMail(`${name}@people.example`)).text, 'r') };
  };

  const ratingOf = async (number: number): Promise<string | null> =>
    (await looked(desk, number)).satisfaction.status;

  const figures = async () => {
    await desk.settle();
    const { body } = await desk.call<readonly Record<string, number>[]>('lead', 'GET', '/v1/figures/satisfaction');
    const sum = (name: string): number => body.reduce((total, row) => total + (row[name] ?? 0), 0);
    return { good: sum('good'), ok: sum('ok'), bad: sum('bad'), answers: sum('answers') };
  };

  test('counts what a person confirms, once, and may be answered again', async () => {
    const { number, link } = await surveyed('rater');
    const before = await looked(desk, number);
    const counted = await figures();
    for (const rating of ['good', 'ok', 'bad', 'nonsense']) {
      const look = new URL(`?rating=${rating}`, link);
      const shown = await openPage(desk, look);
      expect(shown.status).toBe(200);
      expectPrivate(shown);
      expect(shown.body).not.toContain('My secret.');
      expect(shown.body).not.toContain('Solved, I think.');
      expect(/value="(\w+)" checked/.exec(shown.body)?.[1]).toBe(rating === 'nonsense' ? undefined : rating);
      expect((await desk.call<string>(null, 'HEAD', look.pathname + look.search)).status).toBe(200);
    }
    expect(await looked(desk, number)).toEqual(before);

    // A scanner that presses every button at once.
    const nonce = nonceIn((await openPage(desk, link)).body);
    const quick = await sendForm(desk, link, { rating: 'bad', nonce });
    expect(quick.body).toContain('That was very quick.');
    expect(await ratingOf(number)).toBe('offered');
    const replayed = await sendForm(desk, link, { rating: 'bad', nonce });
    expect(replayed.status).toBe(409);
    expect(await ratingOf(number)).toBe('offered');

    // A quick person, who says so.
    const again = nonceIn((await openPage(desk, link)).body);
    const confirm = await sendForm(desk, link, { rating: 'ok', nonce: again, comment: 'Fast!' });
    expect(confirm.body).toMatch(/value="ok" checked/);
    expect(confirm.body).toContain('Fast!');
    const counts = await sendForm(desk, link, { rating: 'ok', nonce: nonceIn(confirm.body), comment: 'Fast!' });
    expect([counts.status, counts.body.includes('Thank you.')]).toEqual([200, true]);
    expect(await looked(desk, number)).toMatchObject({
      status: 'solved',
      satisfaction: { status: 'ok', comment: 'Fast!' },
    });
    // The same press, replayed later, changes nothing.
    await desk.advance('PT5M');
    expect((await sendForm(desk, link, { rating: 'bad', nonce: nonceIn(confirm.body) })).status).toBe(409);
    expect(await ratingOf(number)).toBe('ok');

    const change = await openPage(desk, new URL(link.pathname, link));
    expect(change.body).toMatch(/value="ok" checked/);
    await desk.advance('PT3S');
    await sendForm(desk, link, { rating: 'good', nonce: nonceIn(change.body) });
    expect(await looked(desk, number)).toMatchObject({ satisfaction: { status: 'good', comment: null } });
    expect(await figures()).toEqual({ ...counted, good: counted.good + 1, answers: counted.answers + 1 });
    const types = (await eventsOf(desk, number)).map(({ type }) => type);
    expect(types.filter((type) => type === 'satisfaction.rated').length).toBe(2);
    expect(types.filter((type) => type === 'satisfaction.attempted').length).toBeGreaterThanOrEqual(3);
  });

  test('takes no answer without its own nonce, from elsewhere, or without a choice', async () => {
    const { number, link } = await surveyed('strict');
    const { link: other } = await surveyed('stricter');
    const nonce = nonceIn((await openPage(desk, link)).body);
    const foreign = nonceIn((await openPage(desk, other)).body);
    await desk.advance('PT1M');
    expect((await sendForm(desk, link, { nonce })).status).toBe(422);
    expect((await sendForm(desk, link, { nonce, rating: 'great' })).status).toBe(422);
    expect(
      (await sendForm(desk, link, { nonce, rating: 'bad' }, { origin: 'https://evil.example' })).status,
    ).toBe(403);
    for (const wrong of ['', 'x', `${nonce}x`, foreign])
      expect((await sendForm(desk, link, { nonce: wrong, rating: 'bad' })).status).toBe(409);
    expect(await ratingOf(number)).toBe('offered');
  });

  test('of a ticket that was opened again has nothing to ask', async () => {
    const { number, link } = await surveyed('again');
    const nonce = nonceIn((await openPage(desk, link)).body);
    await commentOn(desk, 'agent1', number, { body: 'Wait, one more thing.', status: 'open' });
    await desk.advance('PT1M');
    expect((await openPage(desk, link)).body).toContain('open again');
    expect((await sendForm(desk, link, { nonce, rating: 'good' })).status).toBe(410);
    expect(await ratingOf(number)).toBe('withdrawn');
  });

  test('is in Russian for Russians, and a bad word reaches the lead, also after closing', async () => {
    const { number, link } = await surveyed('critic', 'ru');
    await desk.advance('PT6H');
    expect((await looked(desk, number)).status).toBe('closed');
    const shown = await openPage(desk, link);
    expect(shown.body).toContain('Как мы справились?');
    await desk.advance('PT3S');
    const sent = await sendForm(desk, link, { rating: 'bad', nonce: nonceIn(shown.body), comment: 'Долго.' });
    expect(sent.body).toContain('Спасибо.');
    expect(await looked(desk, number)).toMatchObject({
      status: 'closed',
      satisfaction: { status: 'bad', comment: 'Долго.' },
    });
    const told = await lastMail('lead@help.example.com');
    expect(told.subject).toContain(`#${number}`);
    expect(told.text).toContain('Долго.');
  });
});

test('links end: ratings after fourteen days, pages ninety days after the ticket was closed', async () => {
  const { number } = await opened(desk, 'lead', forSomebody('late'));
  await desk.settle();
  await commentOn(desk, 'agent1', number, { body: 'There.', status: 'solved' });
  await desk.advance('PT1H1M');
  const rating = linkIn((await lastMail('late@people.example')).text, 'r');
  await desk.advance('PT5H');
  const page = linkIn((await desk.mailsTo('late@people.example'))[1]?.text ?? '', 't');
  expect((await openPage(desk, page)).body).toContain('This request is closed.');

  await sleep(13);
  expect((await openPage(desk, rating)).body).toContain('name="nonce"');
  await sleep(1);
  expect((await openPage(desk, rating)).body).toContain('The time to answer is over.');
  expect((await sendForm(desk, rating, { rating: 'bad', nonce: 'x' })).status).toBe(410);

  // What is written on the page of a closed ticket opens another.
  const sent = await sendForm(desk, page, { body: 'It is broken again.' });
  expect(sent.headers.get('location')).toBe(`${page.pathname}?sent=2`);
  expect((await openPage(desk, new URL('?sent=2', page))).body).toContain('A new request has been opened.');
  const followUp = (await desk.call<Listed<TicketBody>>('lead', 'GET', '/v1/tickets?q=late@people.example')).body
    .data[0];
  expect(followUp?.number).not.toBe(number);
  expect(await looked(desk, followUp?.number ?? 0)).toMatchObject({ status: 'new', channel: 'web' });

  await sleep(75);
  expect((await openPage(desk, page)).status).toBe(200);
  await sleep(2);
  expect((await openPage(desk, page)).status).toBe(404);
  expect((await sendForm(desk, page, { body: 'Anybody?' })).status).toBe(404);
});
