import { describe, expect, test, vi } from 'vitest';
import { onceTaken, throttled, versionConflict } from '../../../lambdas/core/domain/errors.ts';
import { apiFrame } from '../../../lambdas/core/runtime/api-frame.ts';
import type { KeptAnswer } from '../../../lambdas/core/runtime/door.ts';
import * as logger from '../../../lambdas/core/runtime/logger.ts';
import type { AnswerOf, InputOf } from '../../../lambdas/core/runtime/operation.ts';
import { aDoor, aTicketAnswer, BASE_URL, listening, TICKET_ID } from './a-door.ts';
import { type Asked, ask } from './a-request.ts';

vi.spyOn(logger, 'log').mockImplementation(() => {});

const opening = (over: Asked = {}): Asked => ({
  method: 'POST',
  routeKey: 'POST /v1/tickets',
  params: {},
  json: { subject: 'It does not start', description: 'Since the update.' },
  ...over,
});
const listing = (query: string, token = 'agent'): Asked => ({
  routeKey: 'GET /v1/tickets',
  params: {},
  query,
  token,
});
const withHeaders = (headers: Record<string, string>): Asked => ({
  headers: { 'content-type': 'application/json', ...headers },
});
const failing = (error: unknown) =>
  apiFrame(aDoor({ operations: { getTicket: async () => Promise.reject(error) } }));

describe('a request reaches its operation', () => {
  test('with who asks, what is asked and from where', async () => {
    const { operation, heard } = listening<InputOf<'changeTicket'>, AnswerOf<'changeTicket'>>({
      body: aTicketAnswer(),
      version: 8,
    });
    const answer = await ask(apiFrame(aDoor({ operations: { changeTicket: operation } })), {
      method: 'PATCH',
      params: { ticket: '1001' },
      json: { priority: 'high' },
      headers: { 'content-type': 'application/json; charset=UTF-8', 'if-match': 'W/"7"' },
      address: '192.0.2.7',
    });
    expect(answer.status).toBe(200);
    expect(heard).toEqual([
      {
        caller: expect.objectContaining({ kind: 'agent', id: 'agt_agent' }),
        input: { params: { ticket: '1001' }, query: {}, body: { priority: 'high' } },
        ifMatch: 7,
        once: null,
        correlationId: 'req-1',
        page: { size: 50, after: null },
        source: { address: '192.0.2.7' },
      },
    ]);
  });

  test.each([
    ['"7"', 7],
    ['7', 7],
    ['W/"7"', 7],
    ['*', null],
  ])('with If-Match %s', async (header, version) => {
    const { operation, heard } = listening<InputOf<'changeTicket'>, AnswerOf<'changeTicket'>>({
      body: aTicketAnswer(),
    });
    const handler = apiFrame(aDoor({ operations: { changeTicket: operation } }));
    await ask(handler, { method: 'PATCH', json: {}, ...withHeaders({ 'if-match': header }) });
    expect(heard[0]?.ifMatch).toBe(version);
  });

  test('with a body that came as base64', async () => {
    const { operation, heard } = listening<InputOf<'openTicket'>, AnswerOf<'openTicket'>>({
      body: aTicketAnswer(),
    });
    const body = Buffer.from('{"subject":"Не запускается","description":"После обновления."}');
    const { status } = await ask(
      apiFrame(aDoor({ operations: { openTicket: operation } })),
      opening({ json: undefined, body, ...withHeaders({}) }),
    );
    expect(status).toBe(201);
    expect(heard[0]?.input.body).toEqual({ subject: 'Не запускается', description: 'После обновления.' });
  });

  test('without a body where nothing needs to be said', async () => {
    const { operation, heard } = listening<InputOf<'markSpam'>, AnswerOf<'markSpam'>>({
      body: aTicketAnswer(),
    });
    const { status } = await ask(apiFrame(aDoor({ operations: { markSpam: operation } })), {
      method: 'POST',
      routeKey: 'POST /v1/tickets/{ticket}/spam',
    });
    expect(status).toBe(200);
    expect(heard[0]?.input.body).toEqual({});
  });

  test('by HEAD as by GET, without the body of the answer', async () => {
    const handler = apiFrame(aDoor());
    const got = await ask(handler);
    const byRoute = await ask(handler, { method: 'HEAD' });
    const byDefault = await ask(handler, {
      method: 'HEAD',
      routeKey: '$default',
      path: '/v1/tickets/1001',
      params: {},
    });
    for (const head of [byRoute, byDefault]) {
      expect(head.status).toBe(200);
      expect(head.text).toBe('');
      expect(head.headers).toEqual(got.headers);
    }
  });

  test('a built route without an operation is found at cold start', () => {
    expect(() => apiFrame({ ...aDoor(), operations: {} })).toThrow(
      'No operation answers the route openTicket.',
    );
  });
});

describe('a method that a path does not take', () => {
  test('is 405 and names those that it takes', async () => {
    const { status, headers, body } = await ask(apiFrame(aDoor()), {
      method: 'PUT',
      routeKey: '$default',
      path: '/v1/tickets/1001',
      params: {},
    });
    expect(status).toBe(405);
    expect(headers.allow).toBe('GET, HEAD, PATCH');
    expect(body.type).toBe('urn:threeline:problem:method-not-allowed');
  });

  test('HEAD is not offered for a path that another function answers', async () => {
    const { status, headers } = await ask(apiFrame(aDoor({ routes: ['health'] })), {
      method: 'HEAD',
      routeKey: '$default',
      path: '/v1/tickets/1001/events',
      params: {},
    });
    expect(status).toBe(405);
    expect(headers.allow).toBe('GET');
  });

  test('a path without parameters goes before one with', async () => {
    const { headers } = await ask(apiFrame(aDoor()), {
      routeKey: '$default',
      method: 'DELETE',
      path: '/v1/tickets/bulk',
      params: {},
    });
    expect(headers.allow).toBe('POST');
  });
});

describe('an answer', () => {
  test('carries version, place and nothing that is cached or guessed', async () => {
    const { status, headers } = await ask(apiFrame(aDoor()), opening());
    expect(status).toBe(201);
    expect(headers).toMatchObject({
      etag: '"7"',
      location: `${BASE_URL}/v1/tickets/${TICKET_ID}`,
      'cache-control': 'no-store',
      'content-type': 'application/json; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'x-correlation-id': 'req-1',
      'strict-transport-security': 'max-age=63072000',
    });
  });

  test('loses what its route does not promise', async () => {
    const body = {
      ...aTicketAnswer(),
      generation: 3,
      requester: { ...aTicketAnswer().requester, phone: '1' },
    };
    const answer = await ask(apiFrame(aDoor({ operations: { getTicket: async () => ({ body }) } })));
    expect(answer.body).toEqual(aTicketAnswer());
  });

  test('in another shape than promised is a 500 that says nothing', async () => {
    const body = { ...aTicketAnswer(), number: 0.5 };
    const answer = await ask(apiFrame(aDoor({ operations: { getTicket: async () => ({ body }) } })));
    expect(answer.status).toBe(500);
    expect(answer.body).toEqual({
      type: 'urn:threeline:problem:unexpected',
      title: 'Unexpected',
      status: 500,
      detail: expect.any(String),
      instance: `/v1/tickets/${TICKET_ID}`,
      correlationId: 'req-1',
    });
  });

  test('of 204 has neither body nor type', async () => {
    const { status, text, headers } = await ask(apiFrame(aDoor()), {
      method: 'DELETE',
      routeKey: 'DELETE /v1/tickets/{ticket}/participants/{email}',
      params: { ticket: '1001', email: 'ann@example.com' },
    });
    expect({ status, text }).toEqual({ status: 204, text: '' });
    expect(headers).not.toHaveProperty('content-type');
  });
});

describe('an error', () => {
  test('of a rule keeps its name, its sentence and what stands beside it', async () => {
    const { status, body } = await ask(failing(versionConflict(9, [{ type: 'ticket.commented' }])));
    expect(status).toBe(412);
    expect(body).toEqual({
      type: 'urn:threeline:problem:version-conflict',
      title: 'Version conflict',
      status: 412,
      detail: 'The ticket changed meanwhile. Read it again, then repeat your change.',
      instance: `/v1/tickets/${TICKET_ID}`,
      currentVersion: 9,
      arrived: [{ type: 'ticket.commented' }],
    });
  });

  test('of a busy service is 503 and says when to come again', async () => {
    const { status, headers } = await ask(failing(throttled('The table')));
    expect(status).toBe(503);
    expect(headers['retry-after']).toBe('2');
  });

  test.each([
    ['an error', new Error('secret rita@example.com')],
    ['a text', 'secret rita@example.com'],
    ['nothing', null],
  ])('that nobody knows (%s) is 500 and does not leak', async (_what, error) => {
    const { status, text } = await ask(failing(error));
    expect(status).toBe(500);
    expect(text).not.toContain('secret');
  });
});

describe('a repeated request', () => {
  const keyed = (key: string, over: Asked = {}) =>
    opening({ ...withHeaders({ 'idempotency-key': key }), ...over });

  const aKeepingDoor = () => {
    const kept = new Map<string, KeptAnswer>();
    let opened = 0;
    const door = aDoor({
      kept,
      operations: {
        openTicket: async ({ once }) => {
          opened += 1;
          const body = aTicketAnswer({ number: 1000 + opened });
          if (once !== null) {
            if (kept.has(once.scope)) throw onceTaken();
            kept.set(once.scope, { bodyHash: once.bodyHash, answer: { status: 201, version: 1, body } });
          }
          return { body, version: 1, location: `/v1/tickets/${body.id}` };
        },
      },
    });
    return { handler: apiFrame(door), count: () => opened, kept };
  };

  test('gets the answer of the first', async () => {
    const { handler, count } = aKeepingDoor();
    const first = await ask(handler, keyed('a'));
    const second = await ask(handler, keyed('a'));
    expect(count()).toBe(1);
    expect(second.status).toBe(first.status);
    expect(second.body).toEqual(first.body);
    expect(first.headers).not.toHaveProperty('idempotency-replayed');
    expect(second.headers).toEqual({ ...first.headers, 'idempotency-replayed': 'true' });
  });

  test('with another body is refused', async () => {
    const { handler } = aKeepingDoor();
    await ask(handler, keyed('a'));
    const { status, body } = await ask(handler, keyed('a', { json: { subject: 'b', description: 'c' } }));
    expect(status).toBe(422);
    expect(body.type).toBe('urn:threeline:problem:idempotency-key-reused');
  });

  test('of another caller is another request', async () => {
    const { handler, count } = aKeepingDoor();
    await ask(handler, keyed('a'));
    await ask(handler, keyed('a', { token: 'requester' }));
    await ask(handler, keyed('a', { token: 'machine' }));
    expect(count()).toBe(3);
  });

  test('that comes while the first is under way gets its answer, too', async () => {
    const { handler, kept } = aKeepingDoor();
    const door = aDoor({
      replay: async (scope) => (asked++ === 0 ? null : (kept.get(scope) ?? null)),
      operations: { openTicket: async () => Promise.reject(onceTaken()) },
    });
    let asked = 0;
    const first = await ask(handler, keyed('a'));
    const second = await ask(apiFrame(door), keyed('a'));
    expect(second.status).toBe(201);
    expect(second.body).toEqual(first.body);
    expect(second.headers['idempotency-replayed']).toBe('true');
  });

  test('without a key is a new request', async () => {
    const { handler, count } = aKeepingDoor();
    await ask(handler, opening());
    await ask(handler, opening());
    expect(count()).toBe(2);
  });
});

describe('a list', () => {
  const paging = () => {
    const { operation, heard } = listening<InputOf<'listTickets'>, AnswerOf<'listTickets'>>({
      body: [aTicketAnswer()],
      page: { next: 'row 51' },
    });
    return { heard, handler: apiFrame(aDoor({ operations: { listTickets: operation } })) };
  };
  const nextOf = (body: Readonly<Record<string, unknown>>): URL =>
    new URL((body.links as { readonly next: string }).next);

  test('comes in an envelope whose link goes on where it ended', async () => {
    const { handler, heard } = paging();
    const { body } = await ask(handler, listing('view=line-1&page[size]=1'));
    expect(body).toMatchObject({ data: [{ id: TICKET_ID }], meta: { hasMore: true } });
    const next = nextOf(body);
    expect(next.href.startsWith(`${BASE_URL}/v1/tickets?`)).toBe(true);
    expect(next.searchParams.get('view')).toBe('line-1');
    expect(next.searchParams.get('page[size]')).toBe('1');
    const { status } = await ask(handler, listing(next.search.slice(1)));
    expect(status).toBe(200);
    expect(heard[1]?.page).toEqual({ size: 1, after: 'row 51' });
    expect(heard[1]?.input.query.view).toBe('line-1');
  });

  test('ends without a link', async () => {
    const { body } = await ask(apiFrame(aDoor()), listing('view=mine'));
    expect(body).toEqual({ data: [], meta: { hasMore: false }, links: { next: null } });
  });

  test('gives cursors that work for this query and this caller alone', async () => {
    const { handler } = paging();
    const { body } = await ask(handler, listing('view=line-1'));
    const cursor = nextOf(body).searchParams.get('page[after]') ?? '';
    const after = `page[after]=${encodeURIComponent(cursor)}`;
    const statuses = await Promise.all(
      [
        listing(`view=line-1&${after}`),
        listing(`page[size]=7&${after}&view=line-1`),
        listing(`view=line-2&${after}`),
        listing(`view=line-1&${after}`, 'lead'),
        listing(`view=line-1&${after}x`),
        { routeKey: 'GET /v1/tickets/{ticket}/comments', query: after },
      ].map(async (asked) => (await ask(handler, asked)).status),
    );
    expect(statuses).toEqual([200, 200, 400, 400, 400, 400]);
  });
});

describe('a limited route', () => {
  const limited = (remaining: number) =>
    apiFrame(
      aDoor({
        limit: async () => ({
          limit: 60,
          remaining: Math.max(0, remaining),
          resetSeconds: 17,
          allowed: remaining >= 0,
        }),
      }),
    );

  test.each([
    ['a good request', opening(), 201],
    ['a bad one', opening({ json: {} }), 422],
  ])('tells how much is left with every answer: %s', async (_what, asked, status) => {
    const answer = await ask(limited(12), asked);
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject({
      'ratelimit-limit': '60',
      'ratelimit-remaining': '12',
      'ratelimit-reset': '17',
    });
  });

  test('answers 429 and when to come again', async () => {
    const answer = await ask(limited(-1), opening());
    expect(answer.status).toBe(429);
    expect(answer.body.type).toBe('urn:threeline:problem:too-many-requests');
    expect(answer.headers).toMatchObject({ 'retry-after': '17', 'ratelimit-remaining': '0' });
  });

  test('is the only one that counts', async () => {
    const { status, headers } = await ask(limited(-1));
    expect(status).toBe(200);
    expect(headers).not.toHaveProperty('ratelimit-limit');
  });
});

test('the OpenAPI document is served to everybody', async () => {
  const { status, body } = await ask(apiFrame(aDoor()), {
    routeKey: 'GET /v1/openapi.json',
    params: {},
    token: null,
  });
  expect(status).toBe(200);
  expect(body.openapi).toBe('3.1.0');
});
