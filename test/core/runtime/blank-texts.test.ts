import { describe, expect, test } from 'vitest';
import { apiFrame } from '../../../lambdas/core/runtime/api-frame.ts';
import { aDoor } from './a-door.ts';
import { type Asked, ask } from './a-request.ts';

const handler = apiFrame(aDoor());

const ticket = { subject: 'It does not start', description: 'Since the update.' };
const on =
  (path: string, token = 'agent') =>
  (json: unknown): Asked => ({
    method: 'POST',
    routeKey: `POST /v1/tickets/{ticket}${path}`,
    token,
    json,
  });
const posted = (json: unknown): Asked => ({ method: 'POST', routeKey: 'POST /v1/tickets', params: {}, json });
const patched = (json: unknown): Asked => ({ method: 'PATCH', json });
const key = (json: unknown): Asked => ({
  method: 'POST',
  routeKey: 'POST /v1/keys',
  params: {},
  token: 'admin',
  json,
});

/** A request in which one text is what is given. */
const REQUESTS: readonly (readonly [path: string, request: (text: string) => Asked])[] = [
  ['reason', (reason) => on('/escalate')({ reason })],
  ['reason', (reason) => on('/return')({ reason })],
  ['reason', (reason) => on('/issue')({ reason })],
  ['note', (note) => on('/time')({ minutes: 5, note })],
  ['body', (body) => on('/comments')({ body })],
  ['name', (name) => on('/participants')({ email: 'ann@example.org', name })],
  ['subject', (subject) => posted({ ...ticket, subject })],
  ['description', (description) => posted({ ...ticket, description })],
  ['tags.1', (tag) => posted({ ...ticket, tags: ['vip', tag] })],
  ['details.version', (version) => posted({ ...ticket, details: { version } })],
  ['requester.name', (name) => posted({ ...ticket, requester: { email: 'ann@example.org', name } })],
  ['subject', (subject) => patched({ subject })],
  ['tags.0', (tag) => patched({ tags: [tag] })],
  ['details.version', (version) => patched({ details: { version } })],
  ['name', (name) => key({ name, scopes: ['tickets:read'] })],
];

describe('a text that says nothing is none', () => {
  test.each(REQUESTS)('%s', async (path, request) => {
    for (const blank of [' ', '\u00a0\u3000', '\u200b \u2060\ufeff']) {
      const { status, body } = await ask(handler, request(blank));
      expect({ status, errors: body.errors }).toEqual({
        status: 422,
        errors: [{ path, message: 'must not be blank' }],
      });
    }
    const empty = await ask(handler, request(''));
    expect(empty.body.errors).toEqual([{ path, message: 'must not be empty' }]);
    for (const text of ['x', ' – ', '👩‍👧', 'да'])
      expect((await ask(handler, request(text))).status).toBeLessThan(300);
  });
});
