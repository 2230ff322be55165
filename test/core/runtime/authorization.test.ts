import { describe, expect, test } from 'vitest';
import { type Route, routeKeyOf } from '../../../lambdas/core/contracts/route.ts';
import { ROUTE_LIST } from '../../../lambdas/core/contracts/routes.ts';
import { apiFrame } from '../../../lambdas/core/runtime/api-frame.ts';
import { aDoor, CALLERS } from './a-door.ts';
import { ask } from './a-request.ts';

const handler = apiFrame(aDoor());
type CallerName = keyof typeof CALLERS;
const NAMES = Object.keys(CALLERS) as CallerName[];

/** product.md section 9, written down once more and independently of the rule. */
const mayCall = (name: CallerName, route: Route): boolean => {
  const caller = CALLERS[name];
  if (caller.kind === 'machine')
    return route.scope !== null && (caller.scopes as readonly string[]).includes(route.scope);
  if (caller.kind === 'link')
    return ['getTicket', 'listComments', 'addComment', 'getAttachment', 'me'].includes(route.id);
  const allowed = {
    requester: ['all'],
    agent: ['all', 'agent'],
    lead: ['all', 'agent', 'lead'],
    admin: ['all', 'agent', 'lead', 'admin'],
  };
  return allowed[caller.kind === 'agent' ? caller.role : 'requester'].includes(route.who);
};

const params = { ticket: '1001', id: 'key_1', kind: 'desk', email: 'ann@example.com', token: 'a-token' };
const asking = (route: Route, token: string | null) =>
  ask(handler, { method: route.method, routeKey: routeKeyOf(route), params: paramsFor(route), token });
const paramsFor = (route: Route): Record<string, string> =>
  Object.fromEntries(Object.entries(params).filter(([name]) => route.path.includes(`{${name}}`)));

const guarded = ROUTE_LIST.filter((route) => route.who !== 'public' && route.who !== 'link');
const open = ROUTE_LIST.filter((route) => route.who === 'public' || route.who === 'link');

describe.each(guarded.map((route) => [routeKeyOf(route), route] as const))('%s', (_key, route) => {
  test('without a credential is 401 and says how to sign in', async () => {
    const { status, headers } = await asking(route, null);
    expect(status).toBe(401);
    expect(headers['www-authenticate']).toBe('Bearer realm="threeline"');
  });

  test('with a bad credential is 401', async () => {
    const { status, headers } = await asking(route, 'nobody');
    expect(status).toBe(401);
    expect(headers['www-authenticate']).toContain('error="invalid_token"');
  });

  test.each(NAMES)(`by %s is what the roles say`, async (name) => {
    const { status } = await asking(route, name);
    if (!mayCall(name, route)) expect(status).toBe(403);
    else expect([401, 403]).not.toContain(status);
  });

  if (!route.built)
    test('is not built yet, and says so only to those who may call it', async () => {
      const answers = await Promise.all(
        NAMES.map(async (name) => [name, await asking(route, name)] as const),
      );
      for (const [name, { status }] of answers) expect(status).toBe(mayCall(name, route) ? 501 : 403);
    });
});

test.each(open.map((route) => [routeKeyOf(route), route] as const))(
  '%s needs no credential and does not look at one',
  async (_key, route) => {
    const form = route.form
      ? { body: 'a=b', headers: { 'content-type': 'application/x-www-form-urlencoded' } }
      : {};
    for (const token of [null, 'nobody', 'agent']) {
      const { status } = await ask(handler, {
        method: route.method,
        routeKey: routeKeyOf(route),
        params: paramsFor(route),
        token,
        ...form,
      });
      expect(status).toBe(route.status);
    }
  },
);
