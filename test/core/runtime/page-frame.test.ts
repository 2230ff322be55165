import { createHash } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import { apiFrame } from '../../../lambdas/core/runtime/api-frame.ts';
import * as logger from '../../../lambdas/core/runtime/logger.ts';
import type { AnswerOf, InputOf } from '../../../lambdas/core/runtime/operation.ts';
import { aDoor, BASE_URL, listening } from './a-door.ts';
import { type Asked, ask } from './a-request.ts';

vi.spyOn(logger, 'log').mockImplementation(() => {});

const TOKEN = 'a-secret-token';
const seeing = (over: Asked = {}): Asked => ({
  routeKey: 'GET /t/{token}',
  params: { token: TOKEN },
  token: null,
  ...over,
});
const sending = (body: string, headers: Record<string, string> = {}): Asked => ({
  method: 'POST',
  routeKey: 'POST /t/{token}',
  params: { token: TOKEN },
  token: null,
  body,
  headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
});

describe('a page', () => {
  const style = 'body { color: black }';
  const html = `<!doctype html><head><style>${style}</style></head><body>Hello<style>injected</style></body>`;
  const handler = apiFrame(aDoor({ operations: { ticketPage: async () => ({ body: html }) } }));

  test('keeps its address to itself', async () => {
    const { status, text, headers } = await ask(handler, seeing());
    expect({ status, text }).toEqual({ status: 200, text: html });
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
      'x-frame-options': 'DENY',
    });
  });

  test('runs no script and shows only the style of its head', async () => {
    const { headers } = await ask(handler, seeing());
    const hash = createHash('sha256').update(style).digest('base64');
    expect(headers['content-security-policy']).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
    );
  });

  test('may be asked with what mail programs add to links', async () => {
    expect((await ask(handler, seeing({ query: 'utm_source=mail&fbclid=1' }))).status).toBe(200);
  });

  test('that is not there is a page, in the language of the browser, and does not repeat the token', async () => {
    const { status, headers, text } = await ask(
      handler,
      seeing({
        params: { token: TOKEN.repeat(60) },
        headers: { 'accept-language': 'ru-RU,ru;q=0.9,en;q=0.5' },
      }),
    );
    expect(status).toBe(404);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(text).toBe('<!doctype html><title>ru Not found</title>');
  });

  test('is named by its route in a problem, never by its path', async () => {
    const { errorPage: _, ...door } = aDoor({
      operations: { ticketPage: async () => Promise.reject(new Error('secret')) },
    });
    const { status, text, body } = await ask(apiFrame(door), seeing());
    expect(status).toBe(500);
    expect(body.instance).toBe('GET /t/{token}');
    expect(text).not.toContain(TOKEN);
  });

  test('may send people on', async () => {
    const door = aDoor({
      operations: { commentFromPage: async () => ({ body: '', status: 303, location: `/t/${TOKEN}` }) },
    });
    const { status, headers } = await ask(apiFrame(door), sending('body=Hello'));
    expect({ status, location: headers.location }).toEqual({ status: 303, location: `/t/${TOKEN}` });
  });
});

describe('a form', () => {
  const hearing = () => {
    const { operation, heard } = listening<InputOf<'commentFromPage'>, AnswerOf<'commentFromPage'>>({
      body: '<p>Thank you',
    });
    return { heard, handler: apiFrame(aDoor({ operations: { commentFromPage: operation } })) };
  };

  test('reaches its operation as texts, and nobody has signed in', async () => {
    const { handler, heard } = hearing();
    const { status } = await ask(handler, sending('body=%D0%94%D0%B0+%21&nonce=n'));
    expect(status).toBe(200);
    expect(heard[0]).toMatchObject({
      caller: { kind: 'public' },
      input: { params: { token: TOKEN }, body: { body: 'Да !', nonce: 'n' } },
      once: null,
    });
  });

  test.each([
    ['our own page', { origin: BASE_URL }, 200],
    ['a browser that says nothing', {}, 200],
    ['our own page, which sends no referrer', { origin: 'null', 'sec-fetch-site': 'same-origin' }, 200],
    ['another site', { origin: 'https://evil.example' }, 403],
    ['our address with another scheme', { origin: 'http://desk.example' }, 403],
    ['a frame without an origin', { origin: 'null' }, 403],
    ['a frame without an origin on another site', { origin: 'null', 'sec-fetch-site': 'cross-site' }, 403],
  ])('from %s', async (_from, headers, status) => {
    const { handler, heard } = hearing();
    expect((await ask(handler, sending('body=a', headers as Record<string, string>))).status).toBe(status);
    expect(heard).toHaveLength(status === 200 ? 1 : 0);
  });

  test.each([
    ['JSON', sending('{}', { 'content-type': 'application/json' }), 415],
    ['a field twice', sending('body=a&body=b'), 400],
    ['a broken escape', sending('body=%E0%A'), 400],
    ['a NUL', sending('body=a%00b'), 400],
    ['51 fields', sending(Array.from({ length: 51 }, (_, index) => `f${index}=a`).join('&')), 400],
    ['a name of 101 characters', sending(`${'a'.repeat(101)}=b`), 400],
    ['more than 1 MB', sending(`body=${'a'.repeat(1_048_576)}`), 413],
  ])('with %s is refused with a page', async (_what, asked, status) => {
    const { handler, heard } = hearing();
    const answer = await ask(handler, asked);
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(heard).toHaveLength(0);
  });

  test('with an Idempotency-Key never gets the answer of somebody else', async () => {
    const { handler, heard } = hearing();
    await ask(handler, sending('body=a', { 'idempotency-key': 'k' }));
    expect(heard[0]?.once).toBeNull();
  });
});

describe('a link for programs', () => {
  const calling = (body: string): Asked => ({
    method: 'POST',
    routeKey: 'POST /c/{token}',
    params: { token: TOKEN },
    token: null,
    body,
    headers: { 'content-type': 'application/json' },
  });

  test('is answered with JSON, and needs no sign-in', async () => {
    const { status, body, headers } = await ask(apiFrame(aDoor()), calling('{"state":"done"}'));
    expect({ status, body }).toEqual({
      status: 200,
      body: { state: 'done', expectedFixAt: null, detail: null },
    });
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
  });

  test('tells what is wrong as a problem that does not name the token', async () => {
    const { status, text, headers } = await ask(apiFrame(aDoor()), calling('[]'));
    expect(status).toBe(422);
    expect(headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(text).not.toContain(TOKEN);
  });
});
