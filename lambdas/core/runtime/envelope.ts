/** The middleware around every request: errors become problem documents, and every answer gets its headers. */
import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { isPage, type Route, routeKeyOf } from '../contracts/route.ts';
import { DomainError } from '../domain/errors.ts';
import type { Answer } from './answer.ts';
import type { ApiDoor, RateVerdict } from './door.ts';
import { errorIds, log } from './logger.ts';
import { errorPageAnswer, localeOf } from './page-frame.ts';
import { type Problem, problemOf } from './problem.ts';

/** What is known of a request so far: enough to answer it when it fails half way. */
export interface Known {
  readonly correlationId: string;
  route?: Route;
  /** As it stands in a URL. */
  path?: string;
  rate?: RateVerdict;
}

/** Lambda's context with what the frame adds. */
export interface FrameContext extends Context {
  known: Known;
}

type Middleware = MiddlewareObj<APIGatewayProxyEventV2, Answer, Error, FrameContext>;

/** Seconds after which a request that met a busy service is worth another try. */
const BUSY_SECONDS = 2;

const rateHeaders = (rate: RateVerdict | undefined): Readonly<Record<string, string>> =>
  rate === undefined
    ? {}
    : {
        'ratelimit-limit': String(rate.limit),
        'ratelimit-remaining': String(rate.remaining),
        'ratelimit-reset': String(rate.resetSeconds),
      };

const commonHeaders = (isSecure: boolean, known: Known): Readonly<Record<string, string>> => ({
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-correlation-id': known.correlationId,
  ...(isSecure ? { 'strict-transport-security': 'max-age=63072000' } : {}),
  ...rateHeaders(known.rate),
});

/** RFC 6750 section 3: a challenge, with the reason only when there was a credential. */
const challenge = (authorization: string | undefined): string =>
  authorization === undefined
    ? 'Bearer realm="threeline"'
    : 'Bearer realm="threeline", error="invalid_token"';

const errorHeaders = (
  problem: Problem,
  known: Known,
  authorization: string | undefined,
): Readonly<Record<string, string>> => {
  if (problem.status === 401) return { 'www-authenticate': challenge(authorization) };
  if (problem.status === 429) return { 'retry-after': String(known.rate?.resetSeconds ?? 60) };
  if (problem.status === 503) return { 'retry-after': String(BUSY_SECONDS) };
  return {};
};

/** A problem document, for every route that is no page. */
export const problemAnswer = (problem: Problem, headers: Readonly<Record<string, string>> = {}): Answer => ({
  statusCode: problem.status,
  headers: { 'content-type': 'application/problem+json; charset=utf-8', ...headers },
  body: JSON.stringify(problem),
});

/** Says what went wrong on our side; what a caller did wrong is their own business. */
const tell = (error: unknown, known: Known): void => {
  const ids = { correlationId: known.correlationId, ...(known.route ? { route: known.route.id } : {}) };
  if (!(error instanceof DomainError)) log('error', 'API_UNEXPECTED', { ...ids, ...errorIds(error) });
  else if (error.kind === 'transient') log('warn', 'API_BUSY', { ...ids, ...errorIds(error) });
};

/** First of the chain: its `before` runs first and its `onError` last. */
export const envelope = (door: Pick<ApiDoor, 'baseUrl' | 'errorPage'>): Middleware => {
  const isSecure = door.baseUrl.startsWith('https://');

  const answerOf = async (error: unknown, event: APIGatewayProxyEventV2, known: Known): Promise<Answer> => {
    // The path of a link holds its token, so a link is named by its route.
    const link = known.route?.who === 'link' ? known.route : undefined;
    const path = known.path ?? encodeURI(event.rawPath.toWellFormed());
    const instance = link === undefined ? path : routeKeyOf(link);
    const problem = problemOf(error, instance, known.correlationId);
    const headers = errorHeaders(problem, known, event.headers.authorization);
    if (link === undefined || !isPage(link) || door.errorPage === undefined)
      return problemAnswer(problem, headers);
    const answer = errorPageAnswer(problem, await door.errorPage(problem, localeOf(event.headers)));
    return { ...answer, headers: { ...answer.headers, ...headers } };
  };

  const dressed = (answer: Answer, event: APIGatewayProxyEventV2, known: Known): Answer => ({
    statusCode: answer.statusCode,
    headers: {
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      ...answer.headers,
      ...commonHeaders(isSecure, known),
    },
    body: event.requestContext.http.method === 'HEAD' ? '' : answer.body,
  });

  return {
    before: ({ event, context }) => {
      context.known = { correlationId: event.requestContext.requestId };
    },
    after: (request) => {
      if (request.response != null)
        request.response = dressed(request.response, request.event, request.context.known);
    },
    onError: async (request) => {
      const { event, error } = request;
      const { known } = request.context;
      tell(error, known);
      request.response = dressed(await answerOf(error, event, known), event, known);
    },
  };
};
