import { describe, expect, test } from 'vitest';
import type { FieldProblem } from '../../../lambdas/core/domain/errors.ts';
import { apiFrame } from '../../../lambdas/core/runtime/api-frame.ts';
import { aDoor } from './a-door.ts';
import { type Asked, ask } from './a-request.ts';

const handler = apiFrame(aDoor());

const ticket = { subject: 'It does not start', description: 'Since the update.' };
const posted = (json: unknown): Asked => ({ method: 'POST', routeKey: 'POST /v1/tickets', params: {}, json });
const raw = (body: string | Buffer, type = 'application/json'): Asked => ({
  method: 'POST',
  routeKey: 'POST /v1/tickets',
  params: {},
  body,
  headers: { 'content-type': type },
});
const patched = (json: unknown, headers: Record<string, string> = {}): Asked => ({
  method: 'PATCH',
  json,
  headers: { 'content-type': 'application/json', ...headers },
});
const listed = (query: string): Asked => ({ routeKey: 'GET /v1/tickets', params: {}, query });
const withKey = (key: string): Asked => ({
  ...posted(ticket),
  headers: { 'content-type': 'application/json', 'idempotency-key': key },
});
const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

const table: readonly (readonly [what: string, asked: Asked, status: number, type: string])[] = [
  ['a body that ends too early', raw('{"subject": "a"'), 400, 'malformed-body'],
  ['a body that is no JSON', raw('subject=a'), 400, 'malformed-body'],
  ['a trailing comma', raw('{"subject": "a",}'), 400, 'malformed-body'],
  ['an empty body', raw(''), 400, 'malformed-body'],
  ['bytes that are no UTF-8', raw(Buffer.from([0x22, 0xff, 0xfe, 0x22])), 400, 'malformed-body'],
  [
    'bytes that the gateway had to mend',
    {
      ...raw('{"subject": "a\uFFFD"}'),
      headers: { 'content-type': 'application/json', 'content-length': '16' },
    },
    400,
    'malformed-body',
  ],
  ['33 levels of nesting', raw(nested(33)), 400, 'malformed-body'],
  ['a hundred thousand levels of nesting', raw(nested(100_000)), 400, 'malformed-body'],
  ['a field named __proto__', raw('{"__proto__": {"a": 1}}'), 400, 'malformed-body'],
  ['__proto__ further down', raw('{"details": {"__proto__": "a"}}'), 400, 'malformed-body'],
  ['a body of more than 1 MB', raw(`"${'a'.repeat(1_048_576)}"`), 413, 'body-too-large'],
  [
    'a length of more than 1 MB',
    { ...posted(ticket), headers: { 'content-type': 'application/json', 'content-length': '1048577' } },
    413,
    'body-too-large',
  ],
  ['XML', raw('<ticket/>', 'application/xml'), 415, 'unsupported-media-type'],
  ['no content type', { ...raw('{}'), headers: {} }, 415, 'unsupported-media-type'],
  ['another charset', raw('{}', 'application/json; charset=koi8-r'), 415, 'unsupported-media-type'],
  ['null', posted(null), 422, 'invalid-input'],
  ['a number', posted(7), 422, 'invalid-input'],
  ['a list', posted([]), 422, 'invalid-input'],
  ['nothing in it', posted({}), 422, 'invalid-input'],
  ['a blank subject', posted({ ...ticket, subject: '   ' }), 422, 'invalid-input'],
  ['a subject of 201 characters', posted({ ...ticket, subject: 'a'.repeat(201) }), 422, 'invalid-input'],
  ['a subject of two lines', posted({ ...ticket, subject: 'a\nb' }), 422, 'invalid-input'],
  ['a NUL in the subject', posted({ ...ticket, subject: 'a\0b' }), 422, 'invalid-input'],
  ['half a surrogate pair', raw('{"subject": "\\ud800", "description": "a"}'), 422, 'invalid-input'],
  ['a subject that is a number', posted({ ...ticket, subject: 7 }), 422, 'invalid-input'],
  ['an unknown field', posted({ ...ticket, urgency: 'high' }), 422, 'invalid-input'],
  ['an unknown priority', posted({ ...ticket, priority: 'blocker' }), 422, 'invalid-input'],
  ['51 tags', posted({ ...ticket, tags: Array.from({ length: 51 }, () => 'a') }), 422, 'invalid-input'],
  ['an address that is none', posted({ ...ticket, requester: { email: 'rita' } }), 422, 'invalid-input'],
  ['a detail name that is none', posted({ ...ticket, details: { 'no name': 'a' } }), 422, 'invalid-input'],
  ['a line of 4', patched({ line: 4 }), 422, 'invalid-input'],
  ['a line as a text', patched({ line: '1' }), 422, 'invalid-input'],
  ['If-Match that is no version', patched({}, { 'if-match': '"abc"' }), 400, 'bad-if-match'],
  ['If-Match with a list', patched({}, { 'if-match': '"1", "2"' }), 400, 'bad-if-match'],
  ['If-Match with half a quote', patched({}, { 'if-match': '"7' }), 400, 'bad-if-match'],
  ['If-Match below zero', patched({}, { 'if-match': '-1' }), 400, 'bad-if-match'],
  ['an empty Idempotency-Key', withKey(''), 400, 'bad-idempotency-key'],
  ['an Idempotency-Key of 256 characters', withKey('a'.repeat(256)), 400, 'bad-idempotency-key'],
  ['an Idempotency-Key with a space', withKey('a b'), 400, 'bad-idempotency-key'],
  ['an Idempotency-Key in Cyrillic', withKey('ключ'), 400, 'bad-idempotency-key'],
  ['an unknown query key', listed('view=mine&sort=up'), 400, 'bad-query'],
  ['a query key twice', listed('view=mine&view=mine'), 400, 'bad-query'],
  ['a query with a broken escape', listed('view=%E0%A'), 400, 'bad-query'],
  ['an unknown view', listed('view=everything'), 400, 'bad-query'],
  ['a page of none', listed('view=mine&page[size]=0'), 400, 'bad-query'],
  ['a page of 101', listed('view=mine&page[size]=101'), 400, 'bad-query'],
  ['a page of many', listed('view=mine&page[size]=1e2'), 400, 'bad-query'],
  ['a cursor that is none', listed('view=mine&page[after]=abc'), 400, 'bad-cursor'],
  ['a query where none is taken', { query: 'a=b' }, 400, 'bad-query'],
  ['a ticket that is no reference', { params: { ticket: 'abc' } }, 404, 'ticket-not-found'],
  ['number 0', { params: { ticket: '0' } }, 404, 'ticket-not-found'],
  ['a number of 16 digits', { params: { ticket: '1234567890123456' } }, 404, 'ticket-not-found'],
  ['a path with a way up', { params: { ticket: '../keys' } }, 404, 'ticket-not-found'],
  [
    'an unknown settings document',
    { routeKey: 'GET /v1/settings/{kind}', params: { kind: 'secrets' }, token: 'admin' },
    404,
    'not-found',
  ],
  [
    'an empty settings document',
    { method: 'PUT', routeKey: 'PUT /v1/settings/{kind}', params: { kind: 'desk' }, token: 'admin' },
    400,
    'malformed-body',
  ],
  [
    'a path that nobody knows',
    { routeKey: '$default', path: '/v2/tickets', params: {} },
    404,
    'route-not-found',
  ],
  ['no credential', { token: null }, 401, 'invalid-token'],
  ['an unknown credential', { token: 'nobody' }, 401, 'invalid-token'],
];

describe('bad input is refused, each kind with its own status', () => {
  test.each(table)('%s', async (_what, asked, status, type) => {
    const answer = await ask(handler, asked);
    expect({ status: answer.status, type: answer.body.type }).toEqual({
      status,
      type: `urn:threeline:problem:${type}`,
    });
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.body).toMatchObject({
      title: expect.any(String),
      status,
      detail: expect.any(String),
      instance: expect.stringMatching(/^\//),
    });
  });
});

describe('what is wrong is said so that a person can mend it', () => {
  test('every wrong field is named at once, with a sentence', async () => {
    const { body } = await ask(
      handler,
      posted({
        subject: '',
        priority: 'blocker',
        tags: ['', 7],
        requester: { email: 'rita', nick: 'r' },
        details: { 'No Name': 'a' },
        urgency: 1,
        severity: 2,
      }),
    );
    const errors = new Map((body.errors as readonly FieldProblem[]).map((one) => [one.path, one.message]));
    expect([...errors.keys()].sort()).toEqual(
      [
        'description',
        'details.No Name',
        'priority',
        'requester.email',
        'requester.nick',
        'severity',
        'subject',
        'tags.0',
        'tags.1',
        'urgency',
      ].sort(),
    );
    expect(errors.get('description')).toBe('is needed');
    expect(errors.get('priority')).toBe('must be one of "low", "normal", "high", "urgent"');
    expect(errors.get('requester.email')).toBe('must be an email address');
    expect(errors.get('tags.1')).toBe('must be a string');
    expect(errors.get('urgency')).toBe('is no field that is known here');
  });

  test('broken JSON is told with line and column', async () => {
    const { body } = await ask(handler, raw('{\n  "subject": x\n}'));
    expect(body.detail).toContain('line 2, column 14');
  });

  test('a form of several shapes speaks of the one that fits best', async () => {
    const { status, body } = await ask(handler, {
      method: 'POST',
      routeKey: 'POST /v1/tickets/{ticket}/assign',
      json: { assigneeId: 7 },
    });
    expect(status).toBe(422);
    expect(body.errors).toEqual([{ path: 'assigneeId', message: 'must be a string' }]);
  });
});
