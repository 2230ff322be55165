/** Invokes a function and waits for its answer, or leaves it to it. */
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Access } from './place.ts';

/** `why` is one line for people. */
export type Invoked =
  | { readonly ok: true; readonly answer: unknown }
  | { readonly ok: false; readonly why: string };

/** By ARN, with or without a version behind the name. */
export type Invoke = (functionArn: string, payload: unknown) => Promise<Invoked>;

/** Accepted by Lambda, which runs it soon and, when it fails, again. */
export type Started = { readonly ok: true } | { readonly ok: false; readonly why: string };

/** What is sent twice may run twice: the payload has to say that it is the same. */
export type Start = (functionArn: string, payload: unknown) => Promise<Started>;

/** Longer than any function may run that is waited for. */
const TIMEOUT_MILLIS = 150_000;
const ACCEPT_MILLIS = 30_000;

/** From an ARN that may go on with a version. */
export const functionName = (arn: string): string => arn.split(':')[6] ?? arn;

const refusal = (status: number, body: string): string => {
  try {
    const { Message, message, errorType, errorMessage } = JSON.parse(body) as Record<string, unknown>;
    return [errorType, errorMessage ?? Message ?? message ?? body].filter(Boolean).join(': ');
  } catch {
    return `${status} ${body}`.trim();
  }
};

type Post = (
  functionArn: string,
  payload: unknown,
  type: 'RequestResponse' | 'Event',
  timeoutMillis: number,
) => Promise<Response>;

/**
 * One signed request is all that the desk ever needs of Lambda's API, so another client's signer does it in place of
 * one more SDK package: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
const signedPost = (access: Access): Post => {
  const { region, endpoint = `https://lambda.${region}.amazonaws.com` } = access;
  const { protocol, hostname, port, host } = new URL(endpoint);
  const { config } = new SQSClient(access);
  return async (functionArn, payload, type, timeoutMillis) => {
    const signer = await config.signer({
      name: 'sigv4',
      signingName: 'lambda',
      signingRegion: region,
      properties: {},
    });
    const path = `/2015-03-31/functions/${functionName(functionArn)}/invocations`;
    const body = JSON.stringify(payload);
    const { headers } = await signer.sign({
      method: 'POST',
      protocol,
      hostname,
      ...(port === '' ? {} : { port: Number(port) }),
      path,
      query: {},
      headers: { host, 'content-type': 'application/json', 'x-amz-invocation-type': type },
      body,
    });
    return fetch(`${protocol}//${host}${path}`, {
      method: 'POST',
      headers: Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'host')),
      body,
      signal: AbortSignal.timeout(timeoutMillis),
    });
  };
};

export const invoker = (access: Access): Invoke => {
  const post = signedPost(access);
  return async (functionArn, payload) => {
    const response = await post(functionArn, payload, 'RequestResponse', TIMEOUT_MILLIS);
    const text = await response.text();
    const failed = !response.ok || response.headers.has('x-amz-function-error');
    return failed
      ? { ok: false, why: refusal(response.status, text) }
      : { ok: true, answer: text === '' ? null : JSON.parse(text) };
  };
};

export const starter = (access: Access): Start => {
  const post = signedPost(access);
  return async (functionArn, payload) => {
    const response = await post(functionArn, payload, 'Event', ACCEPT_MILLIS);
    return response.ok ? { ok: true } : { ok: false, why: refusal(response.status, await response.text()) };
  };
};
