/** Requests to the services of others: bounded in time and size, to public addresses alone, never redirected. */
import http from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import type { WebhookRequest, Webhooks } from '../../application/issue-ports.ts';
import type { WebhookAnswer } from '../../domain/issues/answer.ts';
import { lookupWithin, mayReach, OutOfReach, type Reach } from './reach.ts';
import { type Secrets, secretsNamedIn, withoutSecrets, withSecrets } from './secrets-in.ts';
import { signatureHeaders } from './signature.ts';

/** From the first byte to the last, in both directions. */
const TIMEOUT_MILLISECONDS = 10_000;
const ANSWER_BYTES = 200_000;
const EXCERPT = 300;

const failed = (reason: string, again: boolean): WebhookAnswer => ({ kind: 'failed', reason, again });

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

const excerptOf = (text: string, secrets: Secrets): string =>
  withoutSecrets(text, secrets)
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, EXCERPT)
    .toWellFormed();

interface Call {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

class TooLong extends Error {
  override readonly name = 'TooLong';
}

const textFrom = async (answer: http.IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of answer as AsyncIterable<Buffer>) {
    size += part.byteLength;
    if (size > ANSWER_BYTES) throw new TooLong();
    parts.push(part);
  }
  return Buffer.concat(parts).toString();
};

const call = ({ url, method, headers, body }: Call, reach: Reach) =>
  new Promise<{ readonly status: number; readonly text: string }>((resolve, reject) => {
    const { request } = url.protocol === 'http:' ? http : https;
    const signal = AbortSignal.timeout(TIMEOUT_MILLISECONDS);
    const sent = request(
      url,
      { method, headers, signal, lookup: lookupWithin(reach), agent: false },
      (answer) => {
        textFrom(answer).then(
          (text) => resolve({ status: answer.statusCode ?? 0, text }),
          (error: unknown) => {
            // It answered well: that what it said is too long to read does not unmake the issue.
            const isMade = error instanceof TooLong && (answer.statusCode ?? 0) < 300;
            answer.destroy();
            if (isMade) resolve({ status: answer.statusCode ?? 0, text: '' });
            else reject(error);
          },
        );
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });

const reasonOf = (error: unknown): WebhookAnswer => {
  if (error instanceof OutOfReach) return failed('leads to an address that is not public', false);
  if (error instanceof TooLong) return failed('answered with more than can be read', true);
  const { name, code } = error as { readonly name?: string; readonly code?: string };
  if (name === 'AbortError' || name === 'TimeoutError') return failed('did not answer in ten seconds', true);
  return failed(`could not be reached (${code ?? 'no connection'})`, true);
};

/** What keeps it from being sent at all; null when nothing does. */
const obstacleTo = (url: URL, reach: Reach): WebhookAnswer | null => {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  if (url.protocol !== 'https:' && reach === 'public') return failed('has no https address', false);
  // The connection asks nobody where an IP address is, so nobody would look at it.
  return isIP(host) !== 0 && !mayReach(host, reach)
    ? failed('leads to an address that is not public', false)
    : null;
};

const missingIn = (request: WebhookRequest, secrets: Secrets): string | undefined =>
  [
    ...Object.values(request.headers).flatMap(secretsNamedIn),
    ...(request.signingSecret === null ? [] : [request.signingSecret]),
  ].find((name) => !secrets.has(name));

/** `secrets` are read for every request: they are few, and a new one works at once. */
export const outgoingWebhooks = (secrets: () => Promise<Secrets>, reach: Reach): Webhooks => ({
  send: async (request) => {
    const url = new URL(request.url);
    const obstacle = obstacleTo(url, reach);
    if (obstacle !== null) return obstacle;
    const known = await secrets();
    const missing = missingIn(request, known);
    if (missing !== undefined)
      return failed(
        `wants the secret "${missing}", which nobody has set (npm run desk -- secret set ${missing})`,
        false,
      );
    const signing = request.signingSecret === null ? undefined : known.get(request.signingSecret);
    const own = Object.entries(request.headers).map(
      ([name, value]) => [name.toLowerCase(), withSecrets(value, known)] as const,
    );
    const headers = {
      'content-type': 'application/json',
      accept: 'application/json',
      'user-agent': 'Threeline',
      ...Object.fromEntries(own),
      'content-length': String(Buffer.byteLength(request.body)),
      ...(signing === undefined ? {} : signatureHeaders(request, signing)),
    };
    try {
      const { status, text } = await call(
        { url, method: request.method, headers, body: request.body },
        reach,
      );
      return { kind: 'answered', status, body: jsonOf(text), excerpt: excerptOf(text, known) };
    } catch (error) {
      return reasonOf(error);
    }
  },
});
