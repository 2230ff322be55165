/** Cross-origin requests, answered by the gateway itself as the API's CorsConfiguration says. */
import type { IncomingMessage } from 'node:http';
import type { CorsDescription } from '../template/api.ts';
import type { Answer } from './answer.ts';

type Headers = readonly (readonly [name: string, value: string])[];

/** The answer to a preflight request; undefined when this is none, or CORS is not configured. */
export function preflight(cors: CorsDescription | undefined, request: IncomingMessage): Answer | undefined {
  const method = request.headers['access-control-request-method'];
  if (!cors || request.method !== 'OPTIONS' || request.headers.origin === undefined || method === undefined) {
    return undefined;
  }
  const allowed = allowedOrigin(cors, request.headers.origin);
  if (allowed === undefined || !(cors.methods.includes('*') || cors.methods.includes(method))) {
    return { status: 204, headers: [], body: Buffer.alloc(0) };
  }
  const list = (name: string, values: readonly string[]): Headers =>
    values.length === 0 ? [] : [[name, values.join(',')]];
  return {
    status: 204,
    headers: [
      ...corsHeaders(cors, request),
      ...list('access-control-allow-methods', cors.methods),
      ...list('access-control-allow-headers', cors.headers),
      ...(cors.maxAgeSeconds === undefined
        ? []
        : [['access-control-max-age', String(cors.maxAgeSeconds)] as const]),
    ],
    body: Buffer.alloc(0),
  };
}

/** What every answer to an allowed origin carries; those that the function sends itself are ignored. */
export function corsHeaders(cors: CorsDescription | undefined, request: IncomingMessage): Headers {
  const { origin } = request.headers;
  const allowed = cors && origin !== undefined ? allowedOrigin(cors, origin) : undefined;
  if (!cors || allowed === undefined) return [];
  return [
    ['access-control-allow-origin', allowed],
    ...(cors.credentials ? [['access-control-allow-credentials', 'true'] as const] : []),
    ...(cors.exposeHeaders.length === 0
      ? []
      : [['access-control-expose-headers', cors.exposeHeaders.join(',')] as const]),
    ...(allowed === '*' ? [] : [['vary', 'origin'] as const]),
  ];
}

function allowedOrigin(cors: CorsDescription, origin: string): string | undefined {
  if (cors.origins.includes('*')) return '*';
  return cors.origins.find(
    (one) => one === origin || (one.endsWith('*') && origin.startsWith(one.slice(0, -1))),
  ) === undefined
    ? undefined
    : origin;
}
