/** The OpenAPI 3.1 document of the API, derived from the route table: nothing in it is written twice. */
import { ROUTE_LIST } from '../../lambdas/core/contracts/routes.ts';
import { operationOf } from './operation.ts';
import { type JsonSchema, sharedSchemas } from './schemas.ts';

const header = (description: string, schema: JsonSchema = { type: 'string' }): JsonSchema => ({
  description,
  schema,
});
const integer: JsonSchema = { type: 'integer' };

const headers: JsonSchema = {
  ETag: header('The version, in quotes.'),
  Location: header('Where the new thing is.'),
  IdempotencyReplayed: header('`true` when an earlier answer was given again.'),
  RateLimitLimit: header('Requests a minute.', integer),
  RateLimitRemaining: header('Requests left in this minute.', integer),
  RateLimitReset: header('Seconds until the minute is over.', integer),
  RetryAfter: header('Seconds to wait.', integer),
  WwwAuthenticate: header('How to sign in (RFC 6750).'),
};

const parameters: JsonSchema = {
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    description: 'The version that the change is based on; 412 when it is not current.',
    schema: { type: 'string' },
    example: '"7"',
  },
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description: 'The same key with the same body gets the same answer, for 24 hours; another body, 422.',
    schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[!-~]+$' },
  },
};

const problems: Readonly<Record<number, string>> = {
  400: 'The request is malformed.',
  401: 'No credential, or a bad one.',
  403: 'The caller may not do this.',
  404: 'There is no such thing, or the caller may not see it.',
  405: 'The path does not take this method.',
  409: 'What is asked does not go with how things stand.',
  412: 'The version is not current.',
  413: 'The body has more than 1 MB.',
  415: 'The body is of another type.',
  422: 'Fields are wrong; each is named.',
  429: 'Too many requests.',
  501: 'Not built yet.',
  503: 'A service that we need is busy; the same request may succeed in a moment.',
};

const headersOf = (status: number): JsonSchema => {
  if (status === 401)
    return { headers: { 'WWW-Authenticate': { $ref: '#/components/headers/WwwAuthenticate' } } };
  if (status === 429 || status === 503)
    return { headers: { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } } };
  return {};
};

const responses = (): JsonSchema =>
  Object.fromEntries(
    Object.entries(problems).map(([status, description]) => [
      `Problem${status}`,
      {
        description,
        ...headersOf(Number(status)),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  );

const securitySchemes: JsonSchema = {
  oidc: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description:
      'An OIDC ID token. Groups `agent`, `lead`, `admin`; none of them: a requester with a verified email.',
  },
  machineKey: {
    type: 'http',
    scheme: 'bearer',
    description: 'A machine key `tlk_<id>_<secret>` with scopes.',
  },
  linkToken: {
    type: 'http',
    scheme: 'bearer',
    description:
      'The token of a ticket page, for that ticket alone: read it and its comments, add a comment.',
  },
};

const paths = (): JsonSchema => {
  const byPath: Record<string, Record<string, JsonSchema>> = {};
  for (const route of ROUTE_LIST) {
    byPath[route.path] = { ...byPath[route.path], [route.method.toLowerCase()]: operationOf(route) };
  }
  return byPath;
};

/** The whole document; deterministic, so that a test can hold the written file against it. */
export const openApiDocument = (): JsonSchema => ({
  openapi: '3.1.0',
  info: {
    title: 'Threeline',
    version: '1',
    summary: 'A support desk that a company deploys into its own AWS account',
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
  servers: [{ url: '/' }],
  paths: paths(),
  components: { schemas: sharedSchemas(), responses: responses(), parameters, headers, securitySchemes },
});
