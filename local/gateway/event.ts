/** Makes the event of payload format 2.0 from an HTTP request. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { ACCOUNT } from '../kernel/contract.ts';
import type { RouteMatch } from './routes.ts';

export interface RequestFacts {
  readonly request: IncomingMessage;
  readonly body: Buffer;
  readonly match: RouteMatch;
  readonly apiId: string;
  /** Desk time in ms. */
  readonly now: number;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
export function eventOf({ request, body, match, apiId, now }: RequestFacts): Record<string, unknown> {
  const { path, rawQueryString } = addressOf(request);
  const rawPath = decoded(path);
  const { cookie, ...headers } = headersOf(request);
  const isText = isTextual(headers['content-type']);
  const domainName = String(request.headers.host ?? '127.0.0.1');
  return {
    version: '2.0',
    routeKey: match.route.key,
    rawPath,
    rawQueryString,
    ...(cookie === undefined ? {} : { cookies: cookie.split(/;\s*/) }),
    headers: {
      ...headers,
      'x-forwarded-for': request.socket.remoteAddress ?? '127.0.0.1',
      'x-forwarded-port': String(request.socket.localPort ?? ''),
      'x-forwarded-proto': 'http',
    },
    ...queryParameters(rawQueryString),
    requestContext: {
      accountId: ACCOUNT,
      apiId,
      domainName,
      domainPrefix: apiId,
      http: {
        method: request.method,
        path: rawPath,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
        userAgent: request.headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: match.route.key,
      stage: '$default',
      time: commonLogTime(now),
      timeEpoch: now,
    },
    ...(match.pathParameters === undefined ? {} : { pathParameters: match.pathParameters }),
    ...(body.length === 0 ? {} : { body: body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !isText,
  };
}

/** Both as they were sent. */
export function addressOf(request: IncomingMessage): {
  readonly path: string;
  readonly rawQueryString: string;
} {
  const [path = '/', ...query] = (request.url ?? '/').split('?');
  return { path, rawQueryString: query.join('?') };
}

/** `rawPath` of an HTTP API is decoded, in spite of its name (honojs/hono#2156). */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Lower case, several of one name joined by a comma. */
function headersOf(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headersDistinct).map(([name, values]) => [
      name,
      (values ?? []).join(name === 'cookie' ? '; ' : ','),
    ]),
  );
}

/** Several values of one name are joined by a comma; without any query the property is absent. */
function queryParameters(rawQueryString: string): { queryStringParameters?: Record<string, string> } {
  const found: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(rawQueryString)) {
    found[name] = name in found ? `${found[name]},${value}` : value;
  }
  return Object.keys(found).length === 0 ? {} : { queryStringParameters: found };
}

/** Everything else, forms and bodies without a type too, arrives as base64 (seen on AWS, not documented). */
function isTextual(contentType: string | undefined): boolean {
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? '';
  return /^text\//.test(type) || /^application\/(json|xml|javascript)$/.test(type);
}

/** `12/Mar/2026:19:03:58 +0000` */
function commonLogTime(now: number): string {
  const [, day, month, year, time] = new Date(now).toUTCString().split(' ');
  return `${day}/${month}/${year}:${time} +0000`;
}
