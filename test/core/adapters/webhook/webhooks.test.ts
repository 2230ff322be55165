import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { outgoingWebhooks } from '../../../../lambdas/core/adapters/webhook/webhooks.ts';
import type { WebhookRequest } from '../../../../lambdas/core/application/issue-ports.ts';

interface Heard {
  readonly method: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

let heard: Heard[] = [];
let reply: (answer: ServerResponse) => void = () => {};
const server = createServer((request, answer) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    heard.push({
      method: request.method,
      headers: request.headers,
      body: Buffer.concat(parts).toString(),
    });
    reply(answer);
  });
});
let url = '';
beforeAll(async () => {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/issues`;
});
afterAll(() => server.close());
beforeEach(() => {
  heard = [];
  reply = (answer) => answer.writeHead(201, { 'content-type': 'application/json' }).end('{"key":"OPS-1"}');
});

const named = (name: string) => ['$', '{secret:', name, '}'].join('');
const KEY = Buffer.from('0123456789abcdef0123456789abcdef');
const secrets = new Map([
  ['github', 'ghp_secret'],
  ['signing', `whsec_${KEY.toString('base64')}`],
]);
const webhooks = outgoingWebhooks(async () => secrets, 'loopback');

const aRequest = (over: Partial<WebhookRequest> = {}): WebhookRequest => ({
  id: 'iss_1',
  url,
  method: 'POST',
  headers: {},
  body: '{"title":"Ausfuhr – Ж"}',
  signingSecret: null,
  sentAt: '2026-11-02T09:00:00.500Z',
  ...over,
});

describe('a webhook', () => {
  it('goes out with its headers, their secrets filled in, and comes back parsed', async () => {
    const headers = { Authorization: `Bearer ${named('github')}`, 'X-GitHub-Api-Version': '2022-11-28' };
    const answer = await webhooks.send(aRequest({ headers }));
    expect(answer).toEqual({
      kind: 'answered',
      status: 201,
      body: { key: 'OPS-1' },
      excerpt: '{"key":"OPS-1"}',
    });
    expect(heard).toMatchObject([
      {
        method: 'POST',
        body: '{"title":"Ausfuhr – Ж"}',
        headers: {
          authorization: 'Bearer ghp_secret',
          'x-github-api-version': '2022-11-28',
          'content-type': 'application/json',
          'user-agent': 'Threeline',
        },
      },
    ]);
    expect(heard[0]?.headers['webhook-signature']).toBeUndefined();
  });

  it('is signed so that a receiver can tell who sent it, what and when', async () => {
    await webhooks.send(aRequest({ signingSecret: 'signing' }));
    const [{ headers, body } = { headers: {} as IncomingMessage['headers'], body: '' }] = heard;
    expect(headers).toMatchObject({ 'webhook-id': 'iss_1', 'webhook-timestamp': '1793610000' });
    const expected = createHmac('sha256', KEY).update(`iss_1.1793610000.${body}`).digest('base64');
    expect(headers['webhook-signature']).toBe(`v1,${expected}`);
  });

  it('stays here when a secret is not set, or when it may not go there', async () => {
    const failures = await Promise.all([
      webhooks.send(aRequest({ headers: { a: named('jira') } })),
      webhooks.send(aRequest({ signingSecret: 'other' })),
      outgoingWebhooks(async () => secrets, 'public').send(aRequest()),
      outgoingWebhooks(async () => secrets, 'public').send(aRequest({ url: url.replace('http:', 'https:') })),
      webhooks.send(aRequest({ url: 'http://169.254.169.254/latest' })),
      outgoingWebhooks(async () => secrets, 'public').send(aRequest({ url: 'https://localhost:1/' })),
    ]);
    expect(failures.map((one) => one.kind === 'failed' && [one.again, one.reason])).toEqual([
      [false, expect.stringContaining('wants the secret "jira"')],
      [false, expect.stringContaining('wants the secret "other"')],
      [false, 'has no https address'],
      [false, 'leads to an address that is not public'],
      [false, 'leads to an address that is not public'],
      [false, 'leads to an address that is not public'],
    ]);
    expect(heard).toEqual([]);
  });

  it('is not redirected', async () => {
    reply = (answer) => answer.writeHead(302, { location: `${url}/else` }).end();
    expect(await webhooks.send(aRequest())).toMatchObject({ status: 302 });
    expect(heard).toHaveLength(1);
  });

  it('brings back no secret that the other side repeats', async () => {
    reply = (answer) => answer.writeHead(401).end('Bad token\n\n "ghp_secret" \u0007 for you');
    const answer = await webhooks.send(aRequest({ headers: { authorization: named('github') } }));
    expect(answer).toMatchObject({ status: 401, body: null, excerpt: 'Bad token "…" for you' });
  });

  it('reads no endless answer; an issue that was made is one all the same', async () => {
    const endless = (status: number) => (answer: ServerResponse) => {
      answer.writeHead(status);
      answer.end('x'.repeat(300_000));
    };
    reply = endless(201);
    expect(await webhooks.send(aRequest())).toMatchObject({ kind: 'answered', status: 201, body: null });
    reply = endless(500);
    expect(await webhooks.send(aRequest())).toMatchObject({ kind: 'failed', again: true });
  });

  it('may try again when nobody answers', async () => {
    reply = (answer) => answer.destroy();
    expect(await webhooks.send(aRequest())).toMatchObject({ kind: 'failed', again: true });
    expect(await webhooks.send(aRequest({ url: 'http://127.0.0.1:1/' }))).toEqual({
      kind: 'failed',
      reason: 'could not be reached (ECONNREFUSED)',
      again: true,
    });
  });
});
