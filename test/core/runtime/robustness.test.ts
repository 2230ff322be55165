import fc from 'fast-check';
import { expect, test } from 'vitest';
import { routeKeyOf } from '../../../lambdas/core/contracts/route.ts';
import { ROUTE_LIST } from '../../../lambdas/core/contracts/routes.ts';
import { apiFrame } from '../../../lambdas/core/runtime/api-frame.ts';
import { faultAt } from '../../../lambdas/core/runtime/json-position.ts';
import { aDoor } from './a-door.ts';
import { ask } from './a-request.ts';

const handler = apiFrame(aDoor());
const anyRoute = fc.constantFrom(...ROUTE_LIST);
const paramsFor = (path: string, value: string): Record<string, string> =>
  Object.fromEntries([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name ?? '', value]));

test('no JSON makes any route fail', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyRoute,
      fc.json(),
      fc.constantFrom('1001', 'desk', 'a@b.de'),
      async (route, body, at) => {
        const { status } = await ask(handler, {
          method: route.method,
          routeKey: routeKeyOf(route),
          params: paramsFor(route.path, at),
          body,
          headers: { 'content-type': 'application/json' },
          token: 'admin',
        });
        expect(status === 501 || status < 500).toBe(true);
      },
    ),
    { numRuns: 400 },
  );
});

test('no bytes, path, query or header make any route fail', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyRoute,
      fc.uint8Array({ maxLength: 200 }),
      fc.string({ unit: 'binary' }),
      fc.string(),
      fc.dictionary(
        fc.constantFrom(
          'content-type',
          'if-match',
          'idempotency-key',
          'origin',
          'accept-language',
          'content-length',
        ),
        fc.string(),
      ),
      async (route, bytes, at, query, headers) => {
        const { status } = await ask(handler, {
          method: route.method,
          routeKey: routeKeyOf(route),
          params: paramsFor(route.path, at),
          query,
          body: Buffer.from(bytes),
          headers,
          token: 'admin',
        });
        expect(status === 501 || status < 500).toBe(true);
      },
    ),
    { numRuns: 400 },
  );
});

test('no path that the gateway leaves to us fails', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('GET', 'HEAD', 'OPTIONS', 'DELETE', 'BREW'),
      async (path, method) => {
        const { status } = await ask(handler, { method, routeKey: '$default', path: `/${path}`, params: {} });
        expect(status).toBeLessThan(500);
      },
    ),
  );
});

test('a fault is found in a text exactly when the engine finds it to be no JSON', () => {
  const isJson = (text: string): boolean => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };
  const nearlyJson = fc
    .tuple(fc.json(), fc.nat(), fc.constantFrom('', '"', ',', '}', '\\', 'x', '\n', '0', ' '))
    .map(([text, at, put]) => {
      const here = at % (text.length + 1);
      return text.slice(0, here) + put + text.slice(here + 1);
    });
  fc.assert(
    fc.property(fc.oneof(nearlyJson, fc.json(), fc.string()), (text) => {
      expect(faultAt(text) === null).toBe(isJson(text));
    }),
    { numRuns: 3000 },
  );
});
