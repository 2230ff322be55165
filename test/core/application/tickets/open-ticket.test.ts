import { describe, expect, it } from 'vitest';
import { openTicket } from '../../../../lambdas/core/application/tickets/open-ticket.ts';
import { numberTaken, onceTaken } from '../../../../lambdas/core/domain/errors.ts';
import type { Caller } from '../../../../lambdas/core/domain/people/caller.ts';
import { aDesk, type Desk, once, opened, refusalOf, stored } from '../a-desk.ts';
import { ANNA, aLink, aMachine, aRequest, MARIA, OLGA, type RequestParts } from '../requests.ts';

const BODY = { subject: 'The export stops', description: 'It stops at 50 %.' };
const open = (desk: Desk, caller: Caller, body: object = {}, parts: RequestParts = {}) =>
  openTicket(desk)(aRequest(caller, { body: { ...BODY, ...body } }, parts));

it('a person without a language has that of their first words from then on', async () => {
  const desk = aDesk();
  const about = { description: 'Программа не запускается.', requester: { email: 'new@example.com' } };
  const { body } = await open(desk, ANNA, about);
  expect(stored(desk, body.id)).toMatchObject({ language: 'ru', requester: { locale: 'ru' } });
});

describe('a ticket that a requester opens', () => {
  it.each([
    ['Программа не запускается со вчерашнего дня.', {}, 'ru', 'en'],
    ['Программа не запускается со вчерашнего дня.', { locale: 'de' }, 'de', 'de'],
    ['It has not started since yesterday.', {}, 'en', 'en'],
    ['OK', {}, 'en', 'en'],
  ])('is acknowledged in the language of "%s" (%j): "%s"', async (description, more, language, locale) => {
    const desk = aDesk();
    const { body } = await open(desk, { ...MARIA, locale: 'en' }, { description, ...more });
    expect(stored(desk, body.id)).toMatchObject({ language, requester: { locale } });
  });

  it('is answered when it is written, with its number, line and place', async () => {
    const desk = aDesk();
    const { body, status, location, version } = await open(desk, MARIA);
    expect({ status, location, version }).toEqual({
      status: 201,
      location: `/v1/tickets/${body.id}`,
      version: 1,
    });
    expect(body).toMatchObject({
      number: 1001,
      status: 'new',
      line: 1,
      description: 'It stops at 50 %.',
      requester: { email: 'maria@example.com', plan: 'basic' },
      groupId: null,
      promises: { firstReplyAt: '2026-11-02T17:00:00.000Z' },
    });
    expect(stored(desk, body.id)).toMatchObject({
      groupId: 'first-line',
      channel: 'api',
      requester: { id: MARIA.personId, verified: true },
    });
    expect(desk.tickets.said(body.id)).toMatchObject([
      { author: { kind: 'requester', id: MARIA.personId }, bodyText: 'It stops at 50 %.', public: true },
    ]);
    expect(desk.tickets.history(body.id)).toMatchObject([
      { type: 'ticket.opened', actor: { kind: 'requester', id: MARIA.personId }, correlationId: 'cor_test' },
    ]);
    expect(desk.world.waits.get(body.id)).toMatchObject({ generation: 1, token: null });
  });

  it('speaks the language they name, else theirs, else the desk’s', async () => {
    const desk = aDesk({ desk: { locale: 'de' } });
    expect((await opened(desk, OLGA, { locale: 'en' })).language).toBe('en');
    expect((await opened(desk, OLGA)).language).toBe('ru');
    expect((await opened(desk, { ...OLGA, locale: null })).language).toBe('de');
  });

  it('takes along each other person once, never the requester', async () => {
    const cc = ['olga@example.com', 'maria@example.com', 'olga@example.com'];
    expect((await opened(aDesk(), MARIA, { cc })).participants).toEqual([
      { email: 'olga@example.com', name: null, kind: 'cc' },
    ]);
  });

  it('is served under the plan of their organization', async () => {
    const desk = aDesk({
      organizations: [{ id: 'acme', name: 'Acme', plan: 'premium', domains: ['example.com'], people: [] }],
    });
    expect((await opened(desk)).requester.plan).toBe('premium');
  });

  it('cannot be for somebody else', async () => {
    const refusal = await refusalOf(open(aDesk(), MARIA, { requester: { email: 'olga@example.com' } }));
    expect(refusal).toMatchObject({ name: 'Forbidden', kind: 'forbidden' });
  });

  it.each([
    ['a category', { category: 'nonsense' }, 'category'],
    ['a product', { product: 'nonsense' }, 'product'],
  ])('names %s that is there', async (_what, body, path) => {
    const desk = aDesk();
    const refusal = await refusalOf(open(desk, MARIA, body));
    expect(refusal).toMatchObject({ name: 'InvalidInput', problems: [{ path }] });
    expect(desk.tickets.all()).toEqual([]);
  });
});

describe('a ticket that an agent opens', () => {
  it('for somebody is theirs, and the history says who opened it', async () => {
    const desk = aDesk();
    const ticket = await opened(desk, ANNA, {
      requester: { email: 'olga@example.com', name: 'Olga', locale: 'ru' },
    });
    expect(ticket).toMatchObject({
      requester: { id: OLGA.personId, email: 'olga@example.com', name: 'Olga', locale: 'ru', verified: true },
      language: 'ru',
    });
    expect(desk.tickets.history(ticket.id)[0]?.actor).toEqual({ kind: 'agent', id: 'agt_1' });
    expect(desk.tickets.said(ticket.id)[0]?.author).toMatchObject({
      kind: 'requester',
      email: 'olga@example.com',
    });
  });

  it('for nobody is their own', async () => {
    expect((await opened(aDesk(), ANNA)).requester).toMatchObject({
      email: 'anna@desk.example',
      verified: true,
    });
  });

  it('for somebody who is known needs neither name nor language', async () => {
    const desk = aDesk();
    await opened(desk, OLGA);
    const ticket = await opened(desk, ANNA, { requester: { email: 'olga@example.com' } });
    expect(ticket.requester).toMatchObject({ name: 'Olga Lind', locale: 'ru' });
  });
});

describe('a ticket that a machine opens', () => {
  it('is for a person who has not proven themselves', async () => {
    const desk = aDesk({
      organizations: [{ id: 'acme', name: 'Acme', plan: 'premium', domains: ['example.com'], people: [] }],
    });
    const { requester } = await opened(desk, aMachine(), { requester: { email: 'olga@example.com' } });
    expect(requester).toMatchObject({ verified: false, plan: 'basic', name: null, locale: 'en' });
  });

  it('is for somebody known as verified when they are', async () => {
    const desk = aDesk();
    await opened(desk, OLGA);
    const { requester } = await opened(desk, aMachine(), { requester: { email: 'olga@example.com' } });
    expect(requester.verified).toBe(true);
  });

  it('needs a requester', async () => {
    expect(await refusalOf(open(aDesk(), aMachine()))).toMatchObject({ problems: [{ path: 'requester' }] });
  });

  it('is of its own products only', async () => {
    const desk = aDesk();
    const requester = { email: 'olga@example.com' };
    const shop = aMachine({ products: ['mobile'] });
    expect(await refusalOf(open(desk, shop, { requester }))).toMatchObject({ name: 'Forbidden' });
    expect(await refusalOf(open(desk, shop, { requester, product: 'server' }))).toMatchObject({
      name: 'Forbidden',
    });
    expect((await opened(desk, shop, { requester, product: 'mobile' })).product).toBe('mobile');
  });
});

it('a link from a mail opens no tickets', async () => {
  expect(await refusalOf(open(aDesk(), aLink('tkt_1')))).toMatchObject({ name: 'Forbidden' });
});

describe('a request with an idempotency key', () => {
  it('keeps its answer in the transaction that opens the ticket', async () => {
    const desk = aDesk();
    const { body } = await open(desk, MARIA, {}, once());
    expect(await desk.once.find('scope')).toEqual({
      scope: 'scope',
      bodyHash: 'hash',
      answer: { status: 201, version: 1, body },
    });
  });

  it('that was answered a moment ago opens nothing', async () => {
    const desk = aDesk();
    await open(desk, MARIA, {}, once());
    expect(await refusalOf(open(desk, MARIA, {}, once()))).toMatchObject({ name: 'OnceTaken' });
    expect(desk.tickets.all()).toHaveLength(1);
  });

  it('is good again after a day', async () => {
    const desk = aDesk();
    await open(desk, MARIA, {}, once());
    desk.clock.advance(24 * 3_600_000);
    expect((await open(desk, MARIA, {}, once())).body.number).toBe(1002);
  });
});

describe('a number', () => {
  it('that is taken is left for the next', async () => {
    const desk = aDesk();
    desk.tickets.failNext(numberTaken(), numberTaken());
    expect((await opened(desk)).number).toBe(1003);
  });

  it('is not looked for without end', async () => {
    const desk = aDesk();
    desk.tickets.failNext(...Array.from({ length: 9 }, numberTaken));
    expect(await refusalOf(open(desk, MARIA))).toMatchObject({ name: 'NumberTaken' });
  });

  it('is not looked for when the request was answered', async () => {
    const desk = aDesk();
    desk.tickets.failNext(onceTaken());
    expect(await refusalOf(open(desk, MARIA))).toMatchObject({ name: 'OnceTaken' });
  });
});
