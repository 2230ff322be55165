import { describe, expect, it } from 'vitest';
import { addComment } from '../../../../lambdas/core/application/tickets/add-comment.ts';
import { getTicket } from '../../../../lambdas/core/application/tickets/get-ticket.ts';
import { getTriage } from '../../../../lambdas/core/application/tickets/get-triage.ts';
import { listComments } from '../../../../lambdas/core/application/tickets/list-comments.ts';
import { listTickets } from '../../../../lambdas/core/application/tickets/list-tickets.ts';
import { listClocks, listEvents } from '../../../../lambdas/core/application/tickets/read-history.ts';
import type { Caller } from '../../../../lambdas/core/domain/people/caller.ts';
import { hoursAfter } from '../../builders.ts';
import { aDesk, type Desk, opened, refusalOf, seeded } from '../a-desk.ts';
import { ANNA, aLink, aMachine, aRequest, LENA, MARIA, OLGA } from '../requests.ts';

const byTicket = (ticket: string) => ({ params: { ticket } });
const list = (
  desk: Desk,
  caller: Caller,
  query: { view?: string; q?: string },
  page = { size: 50, after: null as string | null },
) => listTickets(desk)(aRequest(caller, { query }, { page }));

describe('one ticket', () => {
  it('is shown whole to agents, and without the desk behind it to its requester', async () => {
    const desk = aDesk();
    const { id } = await opened(desk, MARIA, { tags: ['vip'] });
    const agents = await getTicket(desk)(aRequest(ANNA, byTicket(id)));
    expect(agents.body).toMatchObject({
      groupId: 'first-line',
      tags: ['vip'],
      description: 'It stops at 50 %.',
    });
    expect(agents.version).toBe(1);
    const hers = await getTicket(desk)(aRequest(MARIA, byTicket('1001')));
    expect(hers.body).toMatchObject({ groupId: null, tags: [], nextMomentAt: null });
  });

  it.each([
    ['another requester', OLGA],
    ['another ticket’s link', aLink('tkt_other')],
    ['an agent of another line', { ...ANNA, lines: [2], groups: [] } as const],
    ['a machine of another product', aMachine({ products: ['mobile'] })],
    ['nobody', { kind: 'public' } as const],
  ])('is not there for %s', async (_who, caller) => {
    const desk = aDesk();
    const { id } = await opened(desk);
    for (const read of [
      getTicket(desk),
      listComments(desk),
      listEvents(desk),
      listClocks(desk),
      getTriage(desk),
    ])
      expect(await refusalOf(read(aRequest(caller, byTicket(id))))).toMatchObject({ name: 'TicketNotFound' });
  });

  it('is there for an agent of another line from the note on that calls them', async () => {
    const desk = aDesk();
    const { id } = await opened(desk);
    const boris: Caller = { ...ANNA, id: 'agt_2', name: 'Boris Orlov', lines: [2], groups: ['second-line'] };
    const found = async () => (await list(desk, boris, { q: '#1001' })).body.length;
    expect(await found()).toBe(0);
    await addComment(desk)(
      aRequest(ANNA, { params: { ticket: id }, body: { body: '@boris?', public: false } }),
    );
    expect((await getTicket(desk)(aRequest(boris, byTicket(id)))).body.number).toBe(1001);
    expect((await listComments(desk)(aRequest(boris, byTicket(id)))).body).toHaveLength(2);
    expect(await found()).toBe(1);
    const answer = { body: 'It is known.', public: false };
    expect((await addComment(desk)(aRequest(boris, { params: { ticket: id }, body: answer }))).status).toBe(
      201,
    );
    expect((await list(desk, boris, { view: 'all-open' })).body).toEqual([]);
    const other = await opened(desk);
    expect(await refusalOf(getTicket(desk)(aRequest(boris, byTicket(other.id))))).toMatchObject({
      name: 'TicketNotFound',
    });
  });

  it('that is not there is not there', async () => {
    expect(await refusalOf(getTicket(aDesk())(aRequest(LENA, byTicket('77'))))).toMatchObject({
      kind: 'missing',
    });
  });
});

describe('the conversation', () => {
  it('has notes and the fate of mails for agents only', async () => {
    const desk = aDesk();
    const { id } = await opened(desk);
    await addComment(desk)(
      aRequest(ANNA, { ...byTicket(id), body: { body: 'Look, @Boris.', public: false } }),
    );
    const { body: reply } = await addComment(desk)(
      aRequest(ANNA, { ...byTicket(id), body: { body: 'Try 5.2.' } }),
    );
    const claim = { ticketId: id, eventId: 'evt_1', recipient: 'maria@example.com' };
    await desk.claims.claim({ ...claim, notice: 'reply', commentId: reply.id }, desk.clock.now());
    await desk.claims.claim(
      { ...claim, recipient: 'x@example.com', notice: 'reply', commentId: reply.id },
      desk.clock.now(),
    );
    await desk.claims.complete(claim, 'ses-1', hoursAfter(1));
    const toOlga = { ...claim, recipient: 'olga@example.com' };
    await desk.claims.claim({ ...toOlga, notice: 'reply', commentId: reply.id }, desk.clock.now());
    await desk.claims.reject(toOlga, 'It bounced.', hoursAfter(2));
    const agents = await listComments(desk)(aRequest(ANNA, byTicket(id)));
    expect(agents.body.map(({ bodyText }) => bodyText)).toEqual([
      'It stops at 50 %.',
      'Look, @Boris.',
      'Try 5.2.',
    ]);
    expect(agents.body[2]?.deliveries).toEqual([
      { email: 'maria@example.com', status: 'sent', reason: null, at: hoursAfter(1) },
      { email: 'olga@example.com', status: 'unsent', reason: 'It bounced.', at: hoursAfter(2) },
    ]);
    for (const caller of [MARIA, aLink(id)]) {
      const hers = await listComments(desk)(aRequest(caller, byTicket(id)));
      expect(hers.body.map(({ bodyText }) => bodyText)).toEqual(['It stops at 50 %.', 'Try 5.2.']);
      expect(hers.body[1]).toMatchObject({ author: { email: null, name: 'Anna Berg' }, deliveries: [] });
    }
  });

  it('comes page by page', async () => {
    const desk = aDesk();
    const { id } = await opened(desk);
    for (const text of ['one', 'two', 'three'])
      await addComment(desk)(aRequest(MARIA, { ...byTicket(id), body: { body: text } }));
    const first = await listComments(desk)(aRequest(MARIA, byTicket(id), { page: { size: 3, after: null } }));
    expect(first.body).toHaveLength(3);
    const next = await listComments(desk)(
      aRequest(MARIA, byTicket(id), { page: { size: 3, after: first.page?.next ?? null } }),
    );
    expect(next.body.map(({ bodyText }) => bodyText)).toEqual(['three']);
    expect(next.page).toEqual({ next: null });
  });
});

describe('the history', () => {
  it('tells events, clocks and what analysis found', async () => {
    const desk = aDesk();
    const { id } = await opened(desk);
    desk.clock.advance(3_600_000);
    const events = await listEvents(desk)(aRequest(ANNA, byTicket(id)));
    expect(events.body.map(({ type }) => type)).toEqual(['ticket.opened']);
    const clocks = await listClocks(desk)(aRequest(ANNA, byTicket(id)));
    expect(clocks.body).toMatchObject([
      { metric: 'first-reply', elapsedMinutes: 60, status: 'running' },
      { metric: 'resolution', elapsedMinutes: 60, targetMinutes: 2880 },
    ]);
    const triage = await getTriage(desk)(aRequest(ANNA, byTicket(id)));
    expect(triage).toMatchObject({ version: 1, body: { analysedAt: null, details: [], ranking: [] } });
  });
});

describe('a view', () => {
  it('of one’s own holds one’s own', async () => {
    const desk = aDesk();
    await opened(desk, MARIA);
    await opened(desk, OLGA);
    seeded(desk, { id: 'tkt_1', number: 1, assigneeId: 'agt_1', requester: { id: OLGA.personId } });
    expect((await list(desk, MARIA, { view: 'mine' })).body.map(({ number }) => number)).toEqual([1001]);
    expect((await list(desk, ANNA, { view: 'mine' })).body.map(({ number }) => number)).toEqual([1]);
  });

  it('leaves out what a caller may not see', async () => {
    const desk = aDesk();
    await opened(desk, MARIA, { product: 'mobile' });
    await opened(desk, MARIA, { product: 'server' });
    await opened(desk, MARIA, { category: 'integration' });
    const shop = aMachine({ products: ['mobile'] });
    expect((await list(desk, shop, { view: 'all-open' })).body.map(({ number }) => number)).toEqual([1001]);
    const hers = await list(desk, ANNA, { view: 'requester:Maria@Example.com' });
    expect(hers.body.map(({ number }) => number).toSorted()).toEqual([1001, 1002]);
    expect(hers.body[0]?.description).toBeNull();
  });

  it('comes page by page', async () => {
    const desk = aDesk();
    for (let count = 0; count < 3; count += 1) await opened(desk);
    const first = await list(desk, LENA, { view: 'all-open' }, { size: 2, after: null });
    const rest = await list(desk, LENA, { view: 'all-open' }, { size: 2, after: first.page?.next ?? null });
    expect([...first.body, ...rest.body].map(({ number }) => number)).toEqual([1001, 1002, 1003]);
    expect(rest.page?.next).toBeNull();
  });

  it.each([
    ['a requester anything but their own', MARIA, { view: 'all-open' }, 'Forbidden'],
    ['an agent another line', ANNA, { view: 'line-2' }, 'Forbidden'],
    ['a link anything', aLink('tkt_1'), { view: 'mine' }, 'Forbidden'],
    ['a machine its own', aMachine(), { view: 'mine' }, 'Forbidden'],
    ['anybody nonsense', LENA, { view: 'nonsense' }, 'InvalidInput'],
    ['anybody nothing at all', LENA, {}, 'BadQuery'],
    ['anybody both', LENA, { view: 'mine', q: '1001' }, 'BadQuery'],
    ['a requester a search', MARIA, { q: '1001' }, 'Forbidden'],
  ] as const)('does not show %s', async (_what, caller, query, name) => {
    expect(await refusalOf(list(aDesk(), caller, query))).toMatchObject({ name });
  });
});

describe('a search', () => {
  const numbers = async (desk: Desk, caller: Caller, q: string) =>
    (await list(desk, caller, { q })).body.map(({ number }) => number);

  it('finds by number what the caller may see', async () => {
    const desk = aDesk();
    await opened(desk);
    await opened(desk, MARIA, { category: 'integration' });
    expect(await numbers(desk, ANNA, '#1001')).toEqual([1001]);
    expect(await numbers(desk, ANNA, '1002')).toEqual([]);
    expect(await numbers(desk, LENA, '1002')).toEqual([1002]);
    expect(await numbers(desk, LENA, '1003')).toEqual([]);
  });

  it('finds by id what the caller may see, narrowed by filters', async () => {
    const desk = aDesk();
    const { id } = await opened(desk, MARIA, { category: 'integration' });
    expect(await numbers(desk, LENA, id)).toEqual([1001]);
    expect(await numbers(desk, ANNA, id)).toEqual([]);
    expect(await numbers(desk, LENA, `${id} line:1`)).toEqual([]);
    expect(await numbers(desk, LENA, `tkt_${'0'.repeat(26)}`)).toEqual([]);
  });

  it('finds by address, narrowed by filters', async () => {
    const desk = aDesk();
    await opened(desk, MARIA, { product: 'mobile' });
    await opened(desk, MARIA, { category: 'bug' });
    await opened(desk, OLGA);
    expect((await numbers(desk, ANNA, 'Maria@example.com')).toSorted()).toEqual([1001, 1002]);
    expect(await numbers(desk, ANNA, 'maria@example.com product:mobile')).toEqual([1001]);
    expect(await numbers(desk, ANNA, 'category:bug line:1 status:new maria@example.com')).toEqual([1002]);
    expect(await numbers(desk, ANNA, 'maria@example.com status:solved')).toEqual([]);
    expect(await numbers(desk, ANNA, '1001 product:server')).toEqual([]);
  });
});

describe('the view of today', () => {
  it('says of how many it is a page, to people alone', async () => {
    const desk = aDesk();
    const now = Date.parse(desk.clock.now());
    for (const n of [1, 2, 3])
      seeded(desk, { id: `tkt_${n}`, number: 1000 + n, urgentAt: new Date(now + n * 60_000).toISOString() });
    const today = await list(desk, ANNA, { view: 'today' }, { size: 2, after: null });
    expect(today.body).toHaveLength(2);
    expect(today.page).toMatchObject({ count: 3 });
    expect((await list(desk, aMachine(), { view: 'today' })).page).toEqual({ next: null });
    expect((await list(desk, ANNA, { view: 'all-open' })).page).toEqual({ next: null });
  });
});
