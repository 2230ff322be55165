import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createGateway } from '../../../local/gateway/gateway.ts';
import type { InvokeResult } from '../../../local/kernel/contract.ts';
import { THROTTLED } from '../../../local/lambda/failure.ts';
import type { ApiDescription } from '../../../local/template/api.ts';
import { aClock, anActivity } from '../lambda/stage.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

const ROUTES = [
  'GET /v1/tickets/{ticket}',
  'GET /v1/tickets/bulk',
  'ANY /files/{path+}',
  'GET /files/{path+}',
  'POST /v1/tickets',
  '$default',
];

const CORS = {
  origins: ['https://desk.example.com'],
  methods: ['GET', 'POST'],
  headers: ['content-type'],
  exposeHeaders: ['etag'],
  maxAgeSeconds: 60,
  credentials: false,
};

/** A gateway whose every route leads to `answer`; it tells what the function got. */
async function aGateway(
  answer: (event: Record<string, unknown>) => InvokeResult | Promise<InvokeResult> = () =>
    ok({ statusCode: 200 }),
  api: Partial<ApiDescription> = {},
  routes: readonly string[] = ROUTES,
) {
  const invoke = vi.fn(async (_: string, event: unknown) => answer(event as Record<string, unknown>));
  const gateway = createGateway({
    api: {
      id: 'api',
      routes: routes.map((key) => ({ key, functionArn: key, timeoutMilliseconds: 100 })),
      ...api,
    },
    functions: { invoke, invokeAsync: async () => {} },
    clock: aClock(),
    activity: anActivity(),
    timeoutScale: 1,
  });
  const server = createServer((request, response) => void gateway(request, response));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const event = () => invoke.mock.calls[0]?.[1] as Record<string, unknown>;
  return { url, invoke, event, routeOf: () => invoke.mock.calls[0]?.[0] };
}

const ok = (payload: unknown): InvokeResult => ({ ok: true, payload });

describe('a route', () => {
  it.each([
    ['GET', '/v1/tickets/1001', 'GET /v1/tickets/{ticket}'],
    ['GET', '/v1/tickets/bulk', 'GET /v1/tickets/bulk'],
    ['GET', '/files/a/b', 'GET /files/{path+}'],
    ['PUT', '/files/a/b', 'ANY /files/{path+}'],
    ['HEAD', '/v1/tickets/1001', '$default'],
    ['GET', '/v1/tickets/', '$default'],
    ['DELETE', '/v1/tickets/1001', '$default'],
    ['GET', '/', '$default'],
  ])('of %s %s is %s', async (method, path, key) => {
    const { url, routeOf } = await aGateway();
    await fetch(url + path, { method });
    expect(routeOf()).toBe(key);
  });

  it('that does not exist is not found, in the words of the gateway', async () => {
    const { url } = await aGateway(undefined, {}, ['GET /only']);
    const response = await fetch(`${url}/other`);
    expect([response.status, await response.json()]).toEqual([404, { message: 'Not Found' }]);
  });
});

describe('the event', () => {
  it('has the shape of payload format 2.0', async () => {
    const { url, event } = await aGateway();
    await fetch(`${url}/v1/tickets/a%2Fb%20c?x=1&x=2&y=%20z&empty=`, {
      headers: { 'X-Two': 'a', cookie: 'a=1; b=2', 'user-agent': 'test' },
    });
    expect(event()).toEqual({
      version: '2.0',
      routeKey: 'GET /v1/tickets/{ticket}',
      rawPath: '/v1/tickets/a/b c',
      rawQueryString: 'x=1&x=2&y=%20z&empty=',
      cookies: ['a=1', 'b=2'],
      headers: expect.objectContaining({
        'x-two': 'a',
        host: expect.stringMatching(/^127/),
        'x-forwarded-for': '127.0.0.1',
      }),
      queryStringParameters: { x: '1,2', y: ' z', empty: '' },
      pathParameters: { ticket: 'a/b c' },
      requestContext: {
        accountId: '000000000000',
        apiId: 'api',
        domainName: expect.any(String),
        domainPrefix: 'api',
        http: {
          method: 'GET',
          path: '/v1/tickets/a/b c',
          protocol: 'HTTP/1.1',
          sourceIp: '127.0.0.1',
          userAgent: 'test',
        },
        requestId: expect.any(String),
        routeKey: 'GET /v1/tickets/{ticket}',
        stage: '$default',
        time: '02/Mar/2026:09:00:00 +0000',
        timeEpoch: Date.parse('2026-03-02T09:00:00Z'),
      },
      isBase64Encoded: false,
    });
    expect(event().headers).not.toHaveProperty('cookie');
  });

  it.each([
    ['application/json; charset=utf-8', false],
    ['text/plain', false],
    ['application/x-www-form-urlencoded', true],
    ['application/octet-stream', true],
    ['application/problem+json', true],
  ])('carries a body of type %s as base64: %s', async (type, encoded) => {
    const { url, event } = await aGateway();
    await fetch(`${url}/v1/tickets`, { method: 'POST', body: 'Привет', headers: { 'content-type': type } });
    expect(event()).toMatchObject({
      body: encoded ? Buffer.from('Привет').toString('base64') : 'Привет',
      isBase64Encoded: encoded,
    });
  });
});

describe('the answer', () => {
  it('has the status, headers, cookies and body that the function gave', async () => {
    const { url } = await aGateway(() =>
      ok({
        statusCode: 201,
        headers: { ETag: '"1"', 'content-type': 'application/json' },
        cookies: ['a=1', 'b=2'],
        body: '{"a":1}',
      }),
    );
    const response = await fetch(`${url}/v1/tickets`, { method: 'POST' });
    expect(response.status).toBe(201);
    expect(response.headers.get('etag')).toBe('"1"');
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(await response.json()).toEqual({ a: 1 });
  });

  it('may be bytes', async () => {
    const { url } = await aGateway(() =>
      ok({ statusCode: 200, body: Buffer.from([0, 255]).toString('base64'), isBase64Encoded: true }),
    );
    expect(Buffer.from(await (await fetch(url)).arrayBuffer())).toEqual(Buffer.from([0, 255]));
  });

  it('is any other value as JSON, with 200', async () => {
    const { url } = await aGateway(() => ok({ message: 'hello' }));
    const response = await fetch(url);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json']);
    expect(await response.json()).toEqual({ message: 'hello' });
  });

  it('is plain text when the function names no type', async () => {
    const { url } = await aGateway(() => ok({ statusCode: 200, body: 'x' }));
    expect((await fetch(url)).headers.get('content-type')).toBe('text/plain;charset=UTF-8');
  });

  it.each<[string, InvokeResult | Promise<InvokeResult>, number, string]>([
    ['a failed function', { ok: false, errorType: 'E', errorMessage: 'x' }, 500, 'Internal Server Error'],
    ['an impossible status', ok({ statusCode: 'x' }), 500, 'Internal Server Error'],
    [
      'a throttled function',
      { ok: false, errorType: THROTTLED, errorMessage: 'x' },
      503,
      'Service Unavailable',
    ],
    ['a function that takes too long', new Promise(() => {}), 503, 'Service Unavailable'],
  ])('to %s is the own one of the gateway', async (_, result, status, message) => {
    const { url } = await aGateway(() => result);
    const response = await fetch(url);
    expect([response.status, await response.json()]).toEqual([status, { message }]);
  });

  it('to a body over 10 MB is 413', async () => {
    const { url, invoke } = await aGateway();
    const response = await fetch(url, { method: 'POST', body: Buffer.alloc(10 * 1024 * 1024 + 1) });
    expect([response.status, await response.json()]).toEqual([413, { message: 'Request Too Long' }]);
    expect(invoke).not.toHaveBeenCalled();
  });

  it('to too many requests is 429', async () => {
    const { url } = await aGateway(undefined, {
      routes: [
        {
          key: '$default',
          functionArn: 'fn',
          timeoutMilliseconds: 100,
          throttle: { burst: 1, ratePerSecond: 0.001 },
        },
      ],
    });
    expect((await fetch(url)).status).toBe(200);
    expect((await fetch(url)).status).toBe(429);
  });

  it('to HEAD has the length of the body and no body', async () => {
    const { url } = await aGateway(() => ok({ statusCode: 200, body: 'hello' }));
    const response = await fetch(url, { method: 'HEAD' });
    expect([response.headers.get('content-length'), await response.text()]).toEqual(['5', '']);
  });
});

describe('a request from another origin', () => {
  const from = (origin: string, headers: Record<string, string> = {}) => ({
    headers: { origin, ...headers },
  });
  const asks = { 'access-control-request-method': 'POST' };

  /** fetch does not let anybody set these headers. */
  const ask = (url: string, method: string, { headers }: { headers: Record<string, string> }) =>
    new Promise<{ status: number; headers: Record<string, unknown> }>((resolve, reject) => {
      httpRequest(url, { method, headers }, (response) => {
        response.resume();
        resolve({ status: response.statusCode ?? 0, headers: response.headers });
      })
        .on('error', reject)
        .end();
    });

  it('is preceded by a question that the gateway answers itself', async () => {
    const { url, invoke } = await aGateway(undefined, { cors: CORS });
    const { status, headers } = await ask(url, 'OPTIONS', from('https://desk.example.com', asks));
    expect(status).toBe(204);
    expect(headers).toMatchObject({
      'access-control-allow-origin': 'https://desk.example.com',
      'access-control-allow-methods': 'GET,POST',
      'access-control-allow-headers': 'content-type',
      'access-control-max-age': '60',
    });
    expect(invoke).not.toHaveBeenCalled();
  });

  it('is answered with the headers of the gateway, not those of the function', async () => {
    const { url } = await aGateway(
      () => ok({ statusCode: 200, headers: { 'access-control-allow-origin': '*' }, body: '' }),
      { cors: CORS },
    );
    const { headers } = await ask(url, 'GET', from('https://desk.example.com'));
    expect(headers).toMatchObject({
      'access-control-allow-origin': 'https://desk.example.com',
      'access-control-expose-headers': 'etag',
    });
  });

  it('gets no permission when the origin is not named', async () => {
    const { url } = await aGateway(undefined, { cors: CORS });
    for (const method of ['OPTIONS', 'GET']) {
      const { headers } = await ask(url, method, from('https://evil.example', asks));
      expect(headers).not.toHaveProperty('access-control-allow-origin');
    }
  });

  it('goes to the function when CORS is not configured', async () => {
    const { url, routeOf } = await aGateway();
    await ask(url, 'OPTIONS', from('https://desk.example.com', asks));
    expect(routeOf()).toBe('$default');
  });
});
