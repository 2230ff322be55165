/** Who may do what over the API, and how agents find, hand over and keep order among tickets. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aDesk, type OwnDesk, type TicketBody, type Who } from './support/a-desk.ts';
import { setDesk } from './support/pace.ts';
import { commentOn, eventsOf, type Listed, looked, numbersIn, opened } from './support/tickets.ts';

let desk: OwnDesk;
beforeAll(async () => {
  desk = await aDesk();
  await setDesk(desk, { closeAfterHours: 30 });
});
afterAll(() => desk[Symbol.asyncDispose]());

interface Problem {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
}

const statusOf = async (who: Who | null, method: string, path: string, body?: unknown): Promise<number> =>
  (await desk.call(who, method, path, body)).status;

const asked = (headers: Readonly<Record<string, string>>, method: string, path: string, body?: unknown) =>
  desk.call(null, method, path, body, headers);

const forSomebody = (name: string, more: Readonly<Record<string, unknown>> = {}) => ({
  requester: { email: `${name}@people.example`, locale: 'en' },
  ...more,
});

describe('what each role sees and may do', () => {
  let own: TicketBody;
  let engineering: TicketBody;
  beforeAll(async () => {
    own = await opened(desk, 'requester', { subject: 'Mine' });
    engineering = await opened(desk, 'lead', forSomebody('deep'));
    await desk.settle();
    await desk.call('lead', 'POST', `/v1/tickets/${engineering.number}/escalate`, {
      reason: 'a crash dump',
      toLine: 3,
    });
    await desk.settle();
  });

  test('a ticket exists for those who may see it, by number and by id', async () => {
    const seen = async (who: Who): Promise<readonly number[]> =>
      Promise.all(
        [own.number, own.id, engineering.number].map((ref) => statusOf(who, 'GET', `/v1/tickets/${ref}`)),
      );
    expect(await seen('requester')).toEqual([200, 200, 404]);
    expect(await seen('requester2')).toEqual([404, 404, 404]);
    expect(await seen('agent1')).toEqual([200, 200, 404]);
    expect(await seen('agent2')).toEqual([404, 404, 404]);
    expect(await seen('agent3')).toEqual([404, 404, 200]);
    expect(await seen('lead')).toEqual([200, 200, 200]);
    expect(await seen('admin')).toEqual([200, 200, 200]);
    expect(await seen('machine')).toEqual([200, 200, 200]);
    expect(await statusOf(null, 'GET', `/v1/tickets/${own.number}`)).toBe(401);
  });

  test('what one may not see can not be changed or commented either, and answers as what is not there', async () => {
    const foreign = `/v1/tickets/${own.number}`;
    const missing = '/v1/tickets/999999';
    for (const path of [foreign, missing]) {
      expect(await statusOf('requester2', 'POST', `${path}/comments`, { body: 'Hello' })).toBe(404);
      expect(await statusOf('requester2', 'GET', `${path}/comments`)).toBe(404);
      expect(await statusOf('agent3', 'PATCH', path, { priority: 'high' })).toBe(404);
      expect(await statusOf('agent3', 'POST', `${path}/assign`, { auto: true })).toBe(404);
      expect(await statusOf('agent3', 'GET', `${path}/events`)).toBe(404);
    }
    const [one, other] = await Promise.all(
      [foreign, missing].map((path) => desk.call<Problem>('requester2', 'GET', path)),
    );
    expect({ ...one?.body, instance: '' }).toEqual({ ...other?.body, instance: '' });
  });

  test('a requester is kept from what agents do, and agents from what admins do', async () => {
    const path = `/v1/tickets/${own.number}`;
    const routes: readonly (readonly [string, string, unknown])[] = [
      ['PATCH', path, { priority: 'low' }],
      ['POST', `${path}/assign`, { auto: true }],
      ['POST', `${path}/escalate`, { reason: 'a' }],
      ['POST', `${path}/return`, { reason: 'a' }],
      ['POST', `${path}/spam`, {}],
      ['POST', `${path}/participants`, { email: 'a@example.org' }],
      ['POST', '/v1/tickets/bulk', { tickets: [own.id], change: { priority: 'low' } }],
      ['GET', `${path}/events`, undefined],
      ['GET', `${path}/clocks`, undefined],
      ['GET', `${path}/triage`, undefined],
      ['GET', '/v1/figures/satisfaction', undefined],
    ];
    for (const [method, route, body] of routes) {
      expect([route, await statusOf('requester', method, route, body)]).toEqual([route, 403]);
      expect([route, await statusOf(null, method, route, body)]).toEqual([route, 401]);
    }
    for (const who of ['requester', 'agent1', 'lead', 'machine'] as const) {
      expect(await statusOf(who, 'GET', '/v1/settings/desk')).toBe(403);
      expect(await statusOf(who, 'PUT', '/v1/settings/desk', {})).toBe(403);
      expect(await statusOf(who, 'GET', '/v1/keys')).toBe(403);
    }
    expect(await statusOf('agent1', 'GET', '/v1/figures/satisfaction')).toBe(403);
    expect(await statusOf('lead', 'GET', '/v1/figures/satisfaction')).toBe(200);
    expect(await statusOf('requester', 'POST', `${path}/comments`, { body: 'a', public: false })).toBe(403);
    expect(await statusOf('requester', 'POST', `${path}/comments`, { body: 'a', status: 'pending' })).toBe(403);
    const forAnother = { subject: 'a', description: 'b', requester: { email: 'bob@example.net' } };
    expect(await statusOf('requester', 'POST', '/v1/tickets', forAnother)).toBe(403);
  });

  test('notes, assignee and tags stay inside the desk', async () => {
    await desk.call('agent1', 'PATCH', `/v1/tickets/${own.number}`, { tags: ['vip'] });
    await commentOn(desk, 'agent1', own.number, { body: 'An odd one. @lead have a look?', public: false });
    await commentOn(desk, 'agent1', own.number, { body: 'We are looking into it.' });
    const read = async (who: Who) =>
      (await desk.call<Listed<{ bodyText: string; author: { email: string | null } }>>(
        who,
        'GET',
        `/v1/tickets/${own.number}/comments`,
      )).body.data;
    expect((await read('requester')).map(({ bodyText }) => bodyText)).toEqual([
      'Since this morning.',
      'We are looking into it.',
    ]);
    expect((await read('requester')).map(({ author }) => author.email)).toEqual(['anna@example.org', null]);
    expect((await read('agent1')).length).toBe(3);
    expect((await desk.call('requester', 'GET', `/v1/tickets/${own.number}`)).body).toMatchObject({
      groupId: null,
      assigneeId: null,
      tags: [],
      status: 'open',
    });
    expect((await looked(desk, own.number)).tags).toEqual(['vip']);
    const named = (await desk.mailsTo('lead@help.example.com')).at(-1);
    expect(named?.text).toContain('An odd one.');
  });

  test('everybody learns who they are', async () => {
    const me = async (who: Who) => (await desk.call(who, 'GET', '/v1/me')).body;
    expect(await me('requester')).toMatchObject({
      kind: 'requester',
      role: 'requester',
      email: 'anna@example.org',
    });
    expect(await me('agent2')).toMatchObject({
      kind: 'agent',
      id: 'agent2',
      role: 'agent',
      lines: [2],
      groups: ['applications', 'platform'],
    });
    expect(await me('admin')).toMatchObject({ role: 'admin' });
    expect(await me('machine')).toMatchObject({
      kind: 'machine',
      role: null,
      scopes: ['tickets:read', 'tickets:write', 'tickets:manage', 'reports:read'],
    });
    expect(await statusOf(null, 'GET', '/v1/me')).toBe(401);
    expect((await asked({ authorization: 'Bearer nonsense' }, 'GET', '/v1/me')).status).toBe(401);
  });

  test('a requester lists their own tickets only', async () => {
    expect(await numbersIn(desk, 'requester', 'mine')).toContain(own.number);
    expect(await numbersIn(desk, 'requester2', 'mine')).toEqual([]);
    for (const view of ['unassigned', 'line-1', 'all-open', 'requester:anna@example.org', 'group:support']) {
      expect(await statusOf('requester', 'GET', `/v1/tickets?view=${view}`)).toBe(403);
    }
    expect(await statusOf('requester', 'GET', '/v1/tickets?q=1001')).toBe(403);
    expect(await statusOf('agent1', 'GET', '/v1/tickets?view=line-3')).toBe(403);
    expect(await statusOf('agent1', 'GET', '/v1/tickets?view=group:engineering')).toBe(403);
    expect(await statusOf('agent1', 'GET', '/v1/tickets?view=group:nobody')).toBe(422);
    expect(await statusOf('agent1', 'GET', '/v1/tickets?view=everything')).toBe(400);
  });
});

describe('views and search', () => {
  const numbers: Record<string, number> = {};
  beforeAll(async () => {
    const kinds: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
      ordinary: forSomebody('views'),
      premium: { requester: { email: 'views@first-bank.example', locale: 'en' } },
      billing: forSomebody('views', { category: 'payments', product: 'cloud' }),
      waiting: forSomebody('views'),
      solved: forSomebody('views'),
      high: forSomebody('views'),
    };
    for (const [name, ticket] of Object.entries(kinds)) {
      numbers[name] = (await opened(desk, 'lead', ticket)).number;
    }
    await desk.settle();
    const at = (name: string): string => `/v1/tickets/${numbers[name]}`;
    await desk.call('agent1', 'POST', `${at('waiting')}/comments`, { body: 'Well?', status: 'pending' });
    await desk.call('agent1', 'POST', `${at('solved')}/comments`, { body: 'Done.', status: 'solved' });
    await desk.call('agent1', 'POST', `${at('ordinary')}/assign`, { assigneeId: null });
    await desk.call('agent1', 'POST', `${at('high')}/escalate`, { reason: 'needs an expert' });
    await desk.settle();
  });

  const names = async (who: Who, view: string): Promise<readonly string[]> => {
    const found = await numbersIn(desk, who, view);
    return found.flatMap((number) => Object.keys(numbers).filter((name) => numbers[name] === number));
  };

  test('each view holds what its name says, the most urgent first and what waits for others last', async () => {
    expect(await names('agent1', 'line-1')).toEqual(['premium', 'ordinary', 'billing', 'waiting']);
    expect(await names('agent1', 'mine')).toEqual(['premium', 'billing', 'waiting']);
    expect(await names('agent1', 'unassigned')).toEqual(['ordinary']);
    expect(await names('agent1', 'all-open')).toEqual(['premium', 'ordinary', 'billing', 'waiting']);
    expect(await names('lead', 'all-open')).toEqual(['premium', 'ordinary', 'billing', 'high', 'waiting']);
    expect(await names('agent2', 'all-open')).toEqual(['high']);
    expect(await names('lead', 'line-2')).toEqual(['high']);
    expect(await names('agent1', 'group:billing')).toEqual(['billing']);
    expect(await names('agent1', 'recently-solved')).toEqual(['solved']);
    expect((await names('agent1', 'requester:views@people.example')).toSorted()).toEqual([
      'billing',
      'ordinary',
      'solved',
      'waiting',
    ]);
    expect(await names('agent1', 'breached')).toEqual([]);
    expect(await names('machine', 'line-1')).toEqual(['premium', 'ordinary', 'billing', 'waiting']);
    expect(await statusOf('machine', 'GET', '/v1/tickets?view=mine')).toBe(403);
  });

  test('a list is paged, and a cursor is good for its own query and caller alone', async () => {
    const first = await desk.call<Listed<TicketBody>>(
      'agent1',
      'GET',
      '/v1/tickets?view=line-1&page[size]=3',
    );
    expect(first.body.data.length).toBe(3);
    expect(first.body.meta.hasMore).toBe(true);
    const all = await numbersIn(desk, 'agent1', 'line-1');
    const read = first.body.data.map(({ number }) => number);
    let next = first.body.links.next;
    const cursor = new URL(next ?? '').searchParams.get('page[after]') ?? '';
    while (next !== null) {
      const { pathname, search } = new URL(next);
      const page = await desk.call<Listed<TicketBody>>('agent1', 'GET', pathname + search);
      read.push(...page.body.data.map(({ number }) => number));
      next = page.body.links.next;
    }
    expect(read).toEqual(all);

    const after = `page[after]=${encodeURIComponent(cursor)}`;
    expect(await statusOf('agent1', 'GET', `/v1/tickets?view=line-1&page[size]=2&${after}`)).toBe(200);
    expect(await statusOf('agent1', 'GET', `/v1/tickets?view=mine&${after}`)).toBe(400);
    expect(await statusOf('lead', 'GET', `/v1/tickets?view=line-1&${after}`)).toBe(400);
    expect(await statusOf('agent1', 'GET', `/v1/tickets/${read[0]}/comments?${after}`)).toBe(400);
    const damaged = `${cursor.slice(0, -2)}${cursor.endsWith('A') ? 'BB' : 'AA'}`;
    expect(await statusOf('agent1', 'GET', `/v1/tickets?view=line-1&page[after]=${damaged}`)).toBe(400);
    expect(await statusOf('agent1', 'GET', '/v1/tickets?view=line-1&page[size]=101')).toBe(400);
    expect(await statusOf('agent1', 'GET', '/v1/tickets')).toBe(400);
  });

  test('a search finds a number and an address, filtered, among what one may see', async () => {
    const search = async (who: Who, q: string): Promise<readonly (string | undefined)[]> => {
      const { body } = await desk.call<Listed<TicketBody>>(
        who,
        'GET',
        `/v1/tickets?q=${encodeURIComponent(q)}`,
      );
      return body.data.map(({ number }) => Object.keys(numbers).find((name) => numbers[name] === number));
    };
    expect(await search('agent1', `#${numbers.billing}`)).toEqual(['billing']);
    expect(await search('agent1', `${numbers.high}`)).toEqual([]);
    expect(await search('lead', `${numbers.high}`)).toEqual(['high']);
    expect((await search('agent1', 'VIEWS@people.example')).toSorted()).toEqual([
      'billing',
      'ordinary',
      'solved',
      'waiting',
    ]);
    expect(await search('agent1', 'views@people.example status:solved')).toEqual(['solved']);
    expect(await search('agent1', 'views@people.example product:cloud category:payments')).toEqual([
      'billing',
    ]);
    expect(await statusOf('agent1', 'GET', '/v1/tickets?q=status:odd')).toBe(400);
    expect(await statusOf('agent1', 'GET', '/v1/tickets?q=broken%20invoice')).toBe(501);
  });

  test('what is due soon and what is overdue have views of their own', async () => {
    await desk.advance('PT30M');
    expect(await names('lead', 'breaching')).toEqual(['premium']);
    await desk.advance('PT40M');
    expect(await names('lead', 'breached')).toEqual(['premium']);
    expect((await names('lead', 'all-open'))[0]).toBe('premium');
    const dueAt = (await looked(desk, numbers.ordinary ?? 0)).urgentAt ?? '';
    const { now } = await desk.local<{ now: string }>('GET', 'clock');
    const berlin = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Berlin', dateStyle: 'short' });
    const isToday = berlin.format(new Date(dueAt)) === berlin.format(new Date(now));
    expect((await names('lead', 'today')).includes('ordinary')).toBe(isToday);
    expect(await names('lead', 'today')).toContain('premium');
  });
});

describe('what agents do with a ticket', () => {
  test('it is assigned by hand, by the desk, or given back to the group', async () => {
    const { number } = await opened(desk, 'lead', forSomebody('assign'));
    await desk.settle();
    const assign = (body: unknown) => desk.call('agent1', 'POST', `/v1/tickets/${number}/assign`, body);
    expect((await assign({ assigneeId: null })).body).toMatchObject({ assigneeId: null });
    expect((await assign({ auto: true })).body).toMatchObject({ assigneeId: 'agent1' });
    expect((await assign({ assigneeId: 'lead' })).body).toMatchObject({ assigneeId: 'lead' });
    expect((await assign({ assigneeId: 'agent3' })).status).toBe(422);
    expect((await assign({ assigneeId: 'nobody' })).status).toBe(422);
    expect((await assign({})).status).toBe(422);
    expect((await eventsOf(desk, number, 'ticket.assigned')).map((event) => event.payload.assigneeId)).toEqual(
      ['agent1', null, 'agent1', 'lead'],
    );
    const triage = await desk.call<{ ranking: readonly Record<string, unknown>[] }>(
      'agent1',
      'GET',
      `/v1/tickets/${number}/triage`,
    );
    expect(triage.body.ranking[0]).toMatchObject({ agentId: 'agent1', suitable: true, capacity: 40 });
  });

  test('it goes up a line with a reason and comes back to where it was, with its whole history', async () => {
    const { number } = await opened(desk, 'lead', forSomebody('escalate'));
    await desk.settle();
    const path = `/v1/tickets/${number}`;
    expect(await statusOf('agent1', 'POST', `${path}/escalate`, {})).toBe(422);
    const up = await desk.call('agent1', 'POST', `${path}/escalate`, { reason: 'It needs a debugger.' });
    expect(up.body).toMatchObject({ line: 2, groupId: 'applications' });
    expect(await statusOf('agent1', 'GET', path)).toBe(404);
    await desk.settle();
    expect(await looked(desk, number)).toMatchObject({ line: 2, assigneeId: 'agent2' });
    expect((await desk.mailsTo('agent2@help.example.com')).at(-1)?.subject).toContain(`#${number}`);
    expect((await desk.call('agent2', 'POST', `${path}/escalate`, { reason: 'Higher.' })).body.line).toBe(3);
    await desk.settle();
    expect(await statusOf('agent3', 'POST', `${path}/escalate`, { reason: 'And higher.' })).toBe(409);
    expect((await desk.call('agent3', 'POST', `${path}/return`, { reason: 'No bug.' })).body).toMatchObject({
      line: 2,
      groupId: 'applications',
      assigneeId: 'agent2',
    });
    expect((await desk.call('agent2', 'POST', `${path}/return`, { reason: 'Nor here.' })).body).toMatchObject({
      line: 1,
      groupId: 'support',
      assigneeId: 'agent1',
    });
    expect(await statusOf('agent1', 'POST', `${path}/return`, { reason: 'Down?' })).toBe(409);
    await desk.settle();
    const moves = (await eventsOf(desk, number)).filter(({ type }) => /escalated|returned/.test(type));
    expect(moves.map(({ type, payload, actor }) => [type, payload.reason, actor.id])).toEqual([
      ['ticket.escalated', 'It needs a debugger.', 'agent1'],
      ['ticket.escalated', 'Higher.', 'agent2'],
      ['ticket.returned', 'No bug.', 'agent3'],
      ['ticket.returned', 'Nor here.', 'agent2'],
    ]);
  });

  test('spam leaves the views and gets no mail, until it is taken back', async () => {
    const { number } = await opened(desk, 'lead', forSomebody('spammer'));
    await desk.settle();
    const path = `/v1/tickets/${number}/spam`;
    expect((await desk.call('agent1', 'POST', path, {})).body).toMatchObject({ spam: true, urgentAt: null });
    expect(await numbersIn(desk, 'agent1', 'line-1')).not.toContain(number);
    expect(await numbersIn(desk, 'agent1', 'mine')).not.toContain(number);
    await desk.advance('PT9H');
    expect((await desk.mailsTo('spammer@people.example')).length).toBe(1);
    expect((await eventsOf(desk, number)).some(({ type }) => type.startsWith('sla.'))).toBe(false);

    expect((await desk.call('agent1', 'POST', path, { undo: true })).body).toMatchObject({ spam: false });
    await desk.settle();
    expect(await numbersIn(desk, 'agent1', 'line-1')).toContain(number);
    // Its workflow goes on: solved, surveyed, closed.
    await commentOn(desk, 'agent1', number, { body: 'Sorry!', status: 'solved' });
    await desk.advance('PT30H1M');
    expect((await looked(desk, number)).status).toBe('closed');
  });

  test('a participant reads and answers, until they are removed', async () => {
    const { number } = await opened(desk, 'lead', forSomebody('shared'));
    const path = `/v1/tickets/${number}`;
    expect(await statusOf('requester2', 'GET', path)).toBe(404);
    const added = await desk.call('agent1', 'POST', `${path}/participants`, { email: 'Bob@Example.net' });
    expect([added.status, added.body.participants]).toEqual([
      201,
      [{ email: 'bob@example.net', name: null, kind: 'cc' }],
    ]);
    expect(await statusOf('requester2', 'GET', path)).toBe(200);
    const comment = await commentOn(desk, 'requester2', number, { body: 'Me too.' });
    expect(comment.body).toMatchObject({ author: { kind: 'participant', email: 'bob@example.net' } });
    await commentOn(desk, 'agent1', number, { body: 'To both of you.' });
    expect((await desk.mailsTo('bob@example.net')).at(-1)?.text).toContain('To both of you.');
    expect((await desk.mailsTo('shared@people.example')).at(-1)?.text).toContain('To both of you.');
    expect(await statusOf('agent1', 'DELETE', `${path}/participants/bob%40example.net`)).toBe(204);
    expect(await statusOf('requester2', 'GET', path)).toBe(404);
    expect(await statusOf('agent1', 'DELETE', `${path}/participants/bob%40example.net`)).toBe(404);
  });

  test('many are changed at once, with a result for each', async () => {
    const one = await opened(desk, 'lead', forSomebody('bulk'));
    const two = await opened(desk, 'lead', forSomebody('bulk'));
    await desk.settle();
    await desk.call('lead', 'POST', `/v1/tickets/${two.number}/escalate`, { reason: 'up', toLine: 3 });
    const { status, body } = await desk.call<{ results: readonly Record<string, unknown>[] }>(
      'agent1',
      'POST',
      '/v1/tickets/bulk',
      { tickets: [one.id, String(two.number), '999999'], change: { priority: 'urgent', tags: ['batch'] } },
    );
    expect(status).toBe(200);
    expect(body.results).toMatchObject([
      { ticket: one.id, status: 200, version: expect.any(Number), error: null },
      { ticket: String(two.number), status: 404, version: null, error: { detail: expect.any(String) } },
      { ticket: '999999', status: 404, version: null },
    ]);
    expect(await looked(desk, one.number)).toMatchObject({ priority: 'urgent', tags: ['batch'] });
    expect(await looked(desk, two.number)).toMatchObject({ priority: 'normal', tags: [] });
    const tooMany = Array.from({ length: 101 }, (_, index) => String(index + 1));
    expect(
      await statusOf('agent1', 'POST', '/v1/tickets/bulk', { tickets: tooMany, change: { priority: 'low' } }),
    ).toBe(422);
  });

  test('fields are changed with an event that says from what to what', async () => {
    const { number } = await opened(desk, 'lead', forSomebody('fields'));
    await desk.settle();
    const path = `/v1/tickets/${number}`;
    const changed = await desk.call('agent1', 'PATCH', path, {
      priority: 'high',
      category: 'payments',
      product: 'cloud',
      subject: 'A bill',
    });
    expect(changed.body).toMatchObject({ priority: 'high', category: 'payments', product: 'cloud' });
    expect((await eventsOf(desk, number, 'ticket.changed')).at(-1)?.payload).toMatchObject({
      changes: {
        priority: { before: 'normal', after: 'high' },
        category: { before: 'other', after: 'payments' },
        subject: { before: 'It does not work', after: 'A bill' },
      },
    });
    expect(await statusOf('agent1', 'PATCH', path, { status: 'open' })).toBe(200);
    expect(await statusOf('agent1', 'PATCH', path, { status: 'new' })).toBe(422);
    expect(await statusOf('agent1', 'PATCH', path, { status: 'closed' })).toBe(422);
    expect(await statusOf('agent1', 'PATCH', path, { category: 'nonsense' })).toBe(422);
    const { version } = await looked(desk, number);
    expect((await desk.call('agent1', 'PATCH', path, { priority: 'high' })).body.version).toBe(version);
  });
});

describe('machine keys', () => {
  const make = async (key: Readonly<Record<string, unknown>>) => {
    const made = await desk.call<{ id: string; key: string }>('admin', 'POST', '/v1/keys', {
      name: 'a shop',
      ...key,
    });
    return { ...made, bearer: { authorization: `Bearer ${made.body.key}` } };
  };

  test('a key does what its scopes say', async () => {
    const reader = await make({ scopes: ['tickets:read'] });
    expect(reader.status).toBe(201);
    const ticket = { subject: 'a', description: 'b', requester: { email: 'key@people.example' } };
    expect((await asked(reader.bearer, 'GET', '/v1/tickets?view=all-open')).status).toBe(200);
    expect((await asked(reader.bearer, 'POST', '/v1/tickets', ticket)).status).toBe(403);
    const writer = await make({ scopes: ['tickets:write'], products: ['cloud'] });
    expect((await asked(writer.bearer, 'GET', '/v1/tickets?view=all-open')).status).toBe(403);
    expect((await asked(writer.bearer, 'POST', '/v1/tickets', ticket)).status).toBe(403);
    const own = await asked(writer.bearer, 'POST', '/v1/tickets', { ...ticket, product: 'cloud' });
    expect(own.status).toBe(201);
    expect((await asked(writer.bearer, 'GET', '/v1/figures/satisfaction')).status).toBe(403);
    const nameless = await asked(writer.bearer, 'POST', '/v1/tickets', { subject: 'a', description: 'b' });
    expect(nameless.status).toBe(422);
    const limited = await make({ scopes: ['tickets:read'], products: ['cloud'] });
    expect((await asked(limited.bearer, 'GET', `/v1/tickets/${own.body.number}`)).status).toBe(200);
    const other = await opened(desk, 'lead', forSomebody('elsewhere', { product: 'desktop' }));
    expect((await asked(limited.bearer, 'GET', `/v1/tickets/${other.number}`)).status).toBe(404);
    expect((await make({ scopes: ['everything'] })).status).toBe(422);
    expect((await make({ scopes: ['tickets:read'], products: ['nothing'] })).status).toBe(422);
  });

  test('a key is listed without its secret, limited in its pace, and dead a minute after it was revoked', async () => {
    const { body, bearer } = await make({ scopes: ['tickets:read', 'tickets:write'], rateLimit: 2 });
    const listed = await desk.call<{ data: readonly Record<string, unknown>[] }>('admin', 'GET', '/v1/keys');
    expect(listed.body.data).toContainEqual(expect.objectContaining({ id: body.id, name: 'a shop' }));
    expect(JSON.stringify(listed.body)).not.toContain(body.key.slice(-40));
    const ticket = { subject: 'a', description: 'b', requester: { email: 'pace@people.example' } };
    const answers = [];
    for (let attempt = 1; attempt <= 4; attempt += 1) {
      answers.push(await asked(bearer, 'POST', '/v1/tickets', ticket));
    }
    const refused = answers.find(({ status }) => status === 429);
    expect(refused?.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(refused?.headers.get('ratelimit-limit')).toBe('2');
    expect(answers[0]?.headers.get('ratelimit-remaining')).toBe('1');
    expect((await asked(bearer, 'GET', '/v1/me')).status).toBe(200);
    expect(await statusOf('admin', 'DELETE', `/v1/keys/${body.id}`)).toBe(204);
    await desk.advance('PT61S');
    expect((await asked(bearer, 'GET', '/v1/me')).status).toBe(401);
    expect(await statusOf('admin', 'DELETE', `/v1/keys/${body.id}`)).toBe(404);
  });

  test('a key ends by itself', async () => {
    const { now } = await desk.local<{ now: string }>('GET', 'clock');
    const expiresAt = new Date(Date.parse(now) + 3_600_000).toISOString();
    const { bearer } = await make({ scopes: ['tickets:read'], expiresAt });
    expect((await asked(bearer, 'GET', '/v1/me')).status).toBe(200);
    await desk.advance('PT1H1M');
    expect((await asked(bearer, 'GET', '/v1/me')).status).toBe(401);
    expect((await make({ scopes: ['tickets:read'], expiresAt: now })).status).toBe(422);
  });
});

describe('settings, and what is not built', () => {
  test('a document is read, replaced with its version, and refused when it is stale or wrong', async () => {
    const before = await desk.call<Record<string, unknown>>('admin', 'GET', '/v1/settings/desk');
    const etag = before.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"\d+"$/);
    const change = { ...before.body, name: 'Acme Care' };
    const put = await desk.call('admin', 'PUT', '/v1/settings/desk', change, { 'if-match': etag });
    expect([put.status, put.body]).toMatchObject([200, { name: 'Acme Care' }]);
    const stale = await desk.call<Problem>('admin', 'PUT', '/v1/settings/desk', before.body, {
      'if-match': etag,
    });
    expect(stale.status).toBe(412);
    const wrong = await desk.call<Problem>('admin', 'PUT', '/v1/settings/groups', [
      { id: 'support', name: 'Support', line: 1, lead: 'nobody', default: true },
      { id: 'Second', name: '', line: 7 },
    ]);
    expect(wrong.status).toBe(422);
    expect(wrong.body.errors?.length).toBeGreaterThan(2);
    const dangling = await desk.call<Problem>('admin', 'PUT', '/v1/settings/groups', [
      { id: 'support', name: 'Support', line: 1, lead: 'nobody', default: true },
    ]);
    expect(dangling.status).toBe(422);
    expect(dangling.body.errors?.map((error) => error.path)).toEqual(
      expect.arrayContaining(['agents[1].groups[0]', 'categories[0].group', 'mailboxes[1].group']),
    );
    expect((await desk.call('admin', 'GET', '/v1/settings/desk')).body).toMatchObject({ name: 'Acme Care' });
    expect(await statusOf('admin', 'GET', '/v1/settings/nonsense')).toBe(404);

    await opened(desk, 'lead', forSomebody('renamed'));
    expect((await desk.mailsTo('renamed@people.example'))[0]?.text).toContain('Acme Care');
  });

  test('what is planned answers 501 and is in the document of the API', async () => {
    const { number } = await opened(desk, 'lead', forSomebody('planned'));
    const planned: readonly (readonly [string, string, unknown])[] = [
      ['POST', `/v1/tickets/${number}/merge`, { into: '1001' }],
      ['POST', `/v1/tickets/${number}/unmerge`, {}],
      ['POST', '/v1/uploads', { fileName: 'a.txt', contentType: 'text/plain', size: 1 }],
      ['GET', '/v1/mail', undefined],
      ['POST', '/v1/mail/mail_1/release', {}],
      ['GET', '/v1/figures/service', undefined],
      ['GET', '/v1/figures/topics', undefined],
    ];
    for (const [method, path, body] of planned) {
      const answer = await desk.call('lead', method, path, body);
      expect([path, answer.status]).toEqual([path, 501]);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
    }
    const document = await desk.call<{ openapi: string; paths: Record<string, unknown> }>(
      null,
      'GET',
      '/v1/openapi.json',
    );
    expect(document.body.openapi).toMatch(/^3\.1/);
    expect(Object.keys(document.body.paths)).toContain('/v1/tickets/{ticket}/merge');
    expect((await desk.call(null, 'GET', '/v1/health')).body).toMatchObject({ ok: true });
    expect(await statusOf('lead', 'GET', '/v1/nothing')).toBe(404);
    expect(await statusOf('lead', 'PUT', '/v1/tickets')).toBe(405);
    expect((await desk.call('lead', 'HEAD', '/v1/health')).status).toBe(200);
  });

  test('nothing was refused to the desk itself, and nothing was given up', async () => {
    await desk.settle();
    expect((await desk.local<{ denied: readonly unknown[] }>('GET', 'denied')).denied).toEqual([]);
    const { queues } = await desk.local<{ queues: readonly { messages: readonly unknown[] }[] }>(
      'GET',
      'dead-letters',
    );
    expect(queues.flatMap(({ messages }) => messages)).toEqual([]);
  });
});
