/** Requests as the gateway hands them to a function: tests say only what matters. */
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import type { Answer } from '../../../lambdas/core/runtime/answer.ts';
import type { apiFrame } from '../../../lambdas/core/runtime/api-frame.ts';
import type { FrameContext } from '../../../lambdas/core/runtime/envelope.ts';

export interface Asked {
  readonly method?: string;
  /** Decoded, as the gateway shows it. */
  readonly path?: string;
  readonly routeKey?: string;
  readonly params?: Record<string, string>;
  readonly query?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer | undefined;
  /** Sent as JSON, with its content type. */
  readonly json?: unknown;
  readonly token?: string | null;
  readonly address?: string;
}

const TICKET = 'tkt_01HZZZZZZZZZZZZZZZZZZZZZZZ';

/** `GET /v1/tickets/{ticket}` of an agent, unless said otherwise. */
export const aRequest = (asked: Asked = {}): APIGatewayProxyEventV2 => {
  const method = asked.method ?? 'GET';
  const params = asked.params ?? { ticket: TICKET };
  const routeKey = asked.routeKey ?? `${method} /v1/tickets/{ticket}`;
  const pattern = routeKey === '$default' ? '/' : routeKey.slice(routeKey.indexOf(' ') + 1);
  const path = asked.path ?? pattern.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '');
  const body = asked.json === undefined ? asked.body : JSON.stringify(asked.json);
  const token = asked.token === undefined ? 'agent' : asked.token;
  const bytes = body === undefined ? undefined : Buffer.from(body);
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: asked.query ?? '',
    headers: {
      ...(asked.json === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(bytes === undefined ? {} : { 'content-length': String(bytes.byteLength) }),
      ...asked.headers,
    },
    pathParameters: params,
    requestContext: {
      accountId: '123456789012',
      apiId: 'api',
      domainName: 'desk.example',
      domainPrefix: 'desk',
      http: {
        method,
        path,
        protocol: 'HTTP/1.1',
        sourceIp: asked.address ?? '192.0.2.1',
        userAgent: 'a test',
      },
      requestId: 'req-1',
      routeKey,
      stage: '$default',
      time: '21/Nov/2026:10:00:00 +0000',
      timeEpoch: 0,
    },
    ...(body === undefined ? {} : typeof body === 'string' ? { body } : { body: body.toString('base64') }),
    isBase64Encoded: body !== undefined && typeof body !== 'string',
  };
};

/** Lambda's context, as far as frames look at it. */
export const aContext = (): Context => {
  const context: Partial<Context> = { awsRequestId: 'req-lambda' };
  return context as Context;
};

export interface Read {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The body as JSON; empty when there is none or it is no object. */
  readonly body: Readonly<Record<string, unknown>>;
}

const isJson = (answer: Answer): boolean => /json/.test(answer.headers['content-type'] ?? '');

/** Sends a request through a frame. */
export const ask = async (handler: ReturnType<typeof apiFrame>, asked: Asked = {}): Promise<Read> => {
  const answer = await handler(aRequest(asked), aContext() as FrameContext);
  return {
    status: answer.statusCode,
    headers: answer.headers,
    text: answer.body,
    body: isJson(answer) && answer.body !== '' ? JSON.parse(answer.body) : {},
  };
};
