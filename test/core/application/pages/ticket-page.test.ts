import { describe, expect, it } from 'vitest';
import {
  daysAfter,
  linkHasEnded,
  openPageToken,
  pageLink,
} from '../../../../lambdas/core/application/pages/links.ts';
import { commentFromPage, ticketPage } from '../../../../lambdas/core/application/pages/ticket-page.ts';
import { addComment } from '../../../../lambdas/core/application/tickets/add-comment.ts';
import { DETAIL_KINDS } from '../../../../lambdas/core/domain/ticket/words.ts';
import { findDetails } from '../../../../lambdas/core/domain/triage/details/details.ts';
import { aComment, aSettings, aTicket } from '../../builders.ts';
import { aDesk, type Desk, opened, refusalOf, seeded, stored, types } from '../a-desk.ts';
import { ANNA, aRequest, MARIA, OLGA } from '../requests.ts';

const tokenOf = async (desk: Desk, ticketId: string, email = MARIA.email): Promise<string> =>
  (await pageLink(desk, ticketId, email, desk.clock.now())).slice('https://desk.example/t/'.length);

const get = async (desk: Desk, token: string, query: { sent?: string } = {}) =>
  ticketPage(desk)(aRequest({ kind: 'public' }, { params: { token }, query }));
const post = async (desk: Desk, token: string, body: Record<string, string>) =>
  commentFromPage(desk)(aRequest({ kind: 'public' }, { params: { token }, body }));

describe('the link to a page', () => {
  it('opens the ticket for the person it was made for, and writes nothing', async () => {
    const desk = aDesk();
    const { id } = await opened(desk);
    const before = desk.tickets.saved.length;
    const { body, status } = await get(desk, await tokenOf(desk, id));
    expect(status).toBeUndefined();
    expect(body).toContain('#1001 The export stops');
    expect(body).toContain('It stops at 50 %.');
    expect(desk.tickets.saved).toHaveLength(before);
  });

  it.each(['', 'nonsense', 'k0.bm9uc2Vuc2U.AAAAAAAAAAAAAAAAAAAAAA'])(
    'that is "%s" opens nothing',
    async (token) => {
      const desk = aDesk();
      await opened(desk);
      for (const asked of [get(desk, token), post(desk, token, { body: 'Hello' })])
        expect(await refusalOf(asked)).toMatchObject({ name: 'LinkEnded', kind: 'missing' });
    },
  );

  it('is no link for rating, and none for rating is one of a page', async () => {
    const desk = aDesk();
    const { id } = await opened(desk);
    const rating = await desk.seals.seal('rating', `${id} ${MARIA.email} 2099-01-01`);
    expect(await refusalOf(get(desk, rating))).toMatchObject({ name: 'LinkEnded' });
  });

  it('ends with its person', async () => {
    const desk = aDesk();
    const { id } = seeded(desk, { participants: [{ email: OLGA.email, name: null, kind: 'cc' }] });
    const token = await tokenOf(desk, id, OLGA.email);
    expect((await get(desk, token)).body).toContain('#1001');
    desk.world.tickets.set(id, { ...stored(desk, id), participants: [] });
    expect(await refusalOf(get(desk, token))).toMatchObject({ name: 'LinkEnded' });
  });

  it('ends ninety days after the ticket was closed', async () => {
    const desk = aDesk();
    const { id, closedAt } = seeded(desk, { status: 'closed' });
    const token = await tokenOf(desk, id);
    desk.clock.set(daysAfter(closedAt ?? '', 90));
    expect((await get(desk, token)).body).toContain('#1001');
    desk.clock.advance(1);
    expect(await refusalOf(get(desk, token))).toMatchObject({ name: 'LinkEnded' });
  });

  it('ends at last even when the ticket never does', async () => {
    const desk = aDesk();
    const { id } = seeded(desk);
    const token = await tokenOf(desk, id);
    desk.clock.set(daysAfter(desk.clock.now(), 800));
    expect((await openPageToken(desk)(token))?.ticketId).toBe(id);
    desk.clock.set(daysAfter(desk.clock.now(), 1));
    expect(await openPageToken(desk)(token)).toBeNull();
    expect(linkHasEnded(aTicket(), '2099-01-01T00:00:00.000Z')).toBe(false);
  });
});

describe('the conversation on a page', () => {
  it('leaves out notes', async () => {
    const desk = aDesk();
    const { id } = await opened(desk);
    await addComment(desk)(
      aRequest(ANNA, { params: { ticket: id }, body: { body: 'A secret.', public: false } }),
    );
    expect((await get(desk, await tokenOf(desk, id))).body).not.toContain('secret');
  });

  it('shows the newest hundred of a long one', async () => {
    const desk = aDesk();
    const ticket = aTicket({ requester: { id: MARIA.personId } });
    const comments = Array.from({ length: 230 }, (_, index) =>
      aComment({
        id: `cmt_${String(index).padStart(26, '0')}`,
        text: `word-${index}.`,
        public: index % 2 === 0 || index > 200,
      }),
    );
    desk.tickets.seed(ticket, comments);
    const { body } = await get(desk, await tokenOf(desk, ticket.id));
    const shown = [...body.matchAll(/word-(\d+)\./g)].map(([, index]) => Number(index));
    expect(shown).toHaveLength(100);
    expect(shown.at(-1)).toBe(229);
    expect(shown).toEqual(shown.toSorted((one, other) => one - other));
  });
});

describe('what is sent from a page', () => {
  it('is a comment, and the browser goes back to where a reload repeats nothing', async () => {
    const desk = aDesk();
    const { id } = await opened(desk);
    const token = await tokenOf(desk, id);
    const answer = await post(desk, token, { body: '  It stops\r\nagain.  ' });
    expect(answer).toEqual({ body: '', status: 303, location: `/t/${token}?sent=1` });
    expect(desk.tickets.said(id).at(-1)).toMatchObject({
      bodyText: 'It stops\nagain.',
      channel: 'web',
      public: true,
      author: { kind: 'requester', email: MARIA.email },
    });
    expect((await get(desk, token, { sent: '1' })).body).toContain('Your message has been added.');
  });

  it.each([
    ['nothing', { body: ' \r\n ' }, 'Please write something'],
    ['too much', { body: 'x'.repeat(100_001) }, 'Your text is too long'],
  ])('is refused when it is %s, and kept for another try', async (_what, form, words) => {
    const desk = aDesk();
    const { id } = await opened(desk);
    const before = desk.tickets.saved.length;
    const { status, body } = await post(desk, await tokenOf(desk, id), form);
    expect(status).toBe(422);
    expect(body).toContain(words);
    expect(body).toContain(form.body.trim().slice(0, 100));
    expect(desk.tickets.saved).toHaveLength(before);
  });

  it('may solve the ticket, with words or without', async () => {
    const desk = aDesk();
    const one = await opened(desk);
    await post(desk, await tokenOf(desk, one.id), { body: 'It works.', solved: 'yes' });
    expect(stored(desk, one.id).status).toBe('solved');
    const other = await opened(desk);
    await post(desk, await tokenOf(desk, other.id), { solved: 'yes' });
    expect(stored(desk, other.id).status).toBe('solved');
    expect(desk.tickets.said(other.id).at(-1)?.bodyText).toBe('My problem is solved');
  });

  it('may not solve it for the requester', async () => {
    const desk = aDesk();
    const { id } = await opened(desk, MARIA, { cc: [OLGA.email] });
    const asked = post(desk, await tokenOf(desk, id, OLGA.email), { body: 'It works.', solved: 'yes' });
    expect(await refusalOf(asked)).toMatchObject({ name: 'InvalidInput' });
    expect(types(desk, id)).toEqual(['ticket.opened']);
  });

  it('on a closed ticket opens a new one and says so', async () => {
    const desk = aDesk();
    const { id } = seeded(desk, { status: 'closed', language: 'ru' });
    const token = await tokenOf(desk, id);
    const answer = await post(desk, token, { body: 'Опять не работает.', solved: 'yes' });
    expect(answer).toMatchObject({ status: 303, location: `/t/${token}?sent=2` });
    const next = desk.tickets.all().find(({ followUpOf }) => followUpOf === id);
    expect(next).toMatchObject({ status: 'new', channel: 'web', language: 'ru' });
    expect((await get(desk, token, { sent: '2' })).body).toContain('Открыто новое обращение.');
  });

  it('holds the answers to the questions, each where analysis finds it', async () => {
    const details = DETAIL_KINDS.map((kind) => ({
      name: `my-${kind}_x`,
      kind,
      required: true,
      ask: { en: `Which ${kind}?` },
    }));
    const [first, ...others] = aSettings().categories;
    const category = { ...first, id: 'all', default: false, details } as NonNullable<typeof first>;
    const desk = aDesk({ categories: [category, ...others, first as typeof category] });
    const missing = details.map(({ name }) => name);
    const { id } = seeded(desk, { category: 'all', missingDetails: missing });
    const answers = details.map(({ name }, index) => [`detail:${name}`, `answer ${index}`] as const);
    await post(desk, await tokenOf(desk, id), {
      ...Object.fromEntries(answers),
      body: 'And one more thing.',
    });
    const text = desk.tickets.said(id).at(-1)?.visibleText ?? '';
    expect(text.endsWith('\n\nAnd one more thing.')).toBe(true);
    const found = findDetails(category, [{ where: 'cmt_1', text }], {}, []);
    expect(found.map(({ name, value }) => [name, value])).toEqual(
      details.map(({ name }, index) => [name, `answer ${index}`]),
    );
  });

  it('takes only the details that are asked for', async () => {
    const desk = aDesk();
    const { id } = seeded(desk, { category: 'bug', missingDetails: ['version'] });
    await post(desk, await tokenOf(desk, id), {
      'detail:version': '5.2',
      'detail:steps': 'x',
      'detail:__proto__': 'y',
    });
    expect(desk.tickets.said(id).at(-1)?.bodyText).toBe('Version: 5.2');
  });

  it('keeps a long answer whole, and every answer of a form that is refused', async () => {
    const desk = aDesk();
    const { id } = seeded(desk, { category: 'bug', language: 'ru', missingDetails: ['version', 'steps'] });
    const token = await tokenOf(desk, id);
    const trace = Array.from({ length: 400 }, (_, line) => `    at step${line} (app.js:${line}:1)`).join(
      '\r\n',
    );
    const form = { 'detail:version': '5.2', 'detail:steps': trace };
    const refused = await post(desk, token, { ...form, body: 'x'.repeat(100_001), solved: 'yes' });
    expect(refused.status).toBe(422);
    const kept = trace.trim().replaceAll('\r\n', '\n');
    for (const text of ['value="5.2"', `${kept}</textarea>`, 'value="yes" checked'])
      expect(refused.body).toContain(text);
    expect((await post(desk, token, { ...form, body: '' })).status).toBe(303);
    expect(desk.tickets.said(id).at(-1)?.bodyText).toBe(`Версия: 5.2\nШаги:\n${kept}`);
  });
});
