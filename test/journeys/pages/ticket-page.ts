/** The page of a ticket: shows it to its people, takes what they write. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Client, TicketBody } from '../support/a-desk.ts';
import { lastMailTo, linkIn, openPage, sendForm } from '../support/links.ts';
import { expectPrivate } from '../support/private-page.ts';
import { commentOn, forSomebody, type Listed, looked, opened } from '../support/tickets.ts';

const inRussian = (name: string) => ({
  requester: { email: `${name}@people.example`, name: `Mr ${name}`, locale: 'ru' },
});

export const ticketPageStories = (desk: Client): void => {
  const pageOf = async (address: string): Promise<URL> => linkIn((await lastMailTo(desk, address)).text, 't');

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
        await desk.call<Listed<Record<string, unknown>>>(
          'agent1',
          'GET',
          `/v1/tickets/${ticket.number}/comments`,
        )
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
        const answer = await desk.call<string>(null, 'GET', path, undefined, {
          'accept-language': 'ru-RU,ru;q=0.9',
        });
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
      const ask = (method: string, path: string, body?: unknown) =>
        desk.call(null, method, path, body, bearer);
      expect((await ask('GET', `/v1/tickets/${ticket.number}`)).body).toMatchObject({ id: ticket.id });
      expect((await ask('GET', '/v1/me')).body).toMatchObject({ kind: 'link', email: 'page@people.example' });
      expect((await ask('GET', `/v1/tickets/${ticket.number}/comments`)).status).toBe(200);
      expect((await ask('POST', `/v1/tickets/${ticket.number}/comments`, { body: 'By key.' })).status).toBe(
        201,
      );
      const same = await opened(desk, 'lead', forSomebody('page'));
      expect((await ask('GET', `/v1/tickets/${same.number}`)).status).toBe(404);
      expect((await ask('GET', '/v1/tickets?view=mine')).status).toBe(403);
      expect((await ask('PATCH', `/v1/tickets/${ticket.number}`, { priority: 'urgent' })).status).toBe(403);
      expect((await ask('POST', '/v1/tickets', { subject: 'a', description: 'b' })).status).toBe(403);
    });

    test('lets the requester say that it is solved, in Russian as in English', async () => {
      const { number } = await opened(desk, 'lead', inRussian('solver'));
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
      const { number } = await opened(desk, 'lead', {
        ...forSomebody('main'),
        cc: ['copied@people.example'],
      });
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
};
