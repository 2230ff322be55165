/** The frame of the three API functions: from the gateway's event to an operation and back. */
import middy from '@middy/core';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { isPage, type Route } from '../contracts/route.ts';
import { ROUTES, type RouteId } from '../contracts/routes.ts';
import { DomainError } from '../domain/errors.ts';
import type { Caller } from '../domain/people/caller.ts';
import { type Answer, jsonAnswer } from './answer.ts';
import { bytesOf } from './body.ts';
import { onceOf, versionOf } from './conditions.ts';
import { pageOf } from './cursors.ts';
import type { ApiDoor, RateVerdict } from './door.ts';
import { envelope, type FrameContext, problemAnswer } from './envelope.ts';
import { bodyOf, paramsOf } from './input.ts';
import { openApiOperation } from './open-api-file.ts';
import type { Operation } from './operation.ts';
import { checkOrigin, pageAnswer } from './page-frame.ts';
import { methodProblem } from './problem.ts';
import { checkedQuery, queryOf } from './query.ts';
import { onceOnly } from './replay.ts';
import { pathOf, targetsOf } from './target.ts';

/** Before Lambda ends us, so that even then the caller gets an answer of ours. */
const TIMEOUT_RESERVE_MILLISECONDS = 300;

const tookTooLong = (): never => {
  throw new DomainError('TookTooLong', 'transient', 'This took too long. Try again in a moment.');
};

/** Throws at cold start when a route of the door is built and nobody answers it. */
const operationsOf = (door: ApiDoor): ReadonlyMap<string, Operation<unknown, unknown>> => {
  const all = new Map<string, Operation<unknown, unknown>>();
  for (const id of door.routes) {
    const operation =
      door.operations[id] ?? (id === 'openApi' ? openApiOperation(door.openApiFile) : undefined);
    // The row's schemas make the input of exactly this operation.
    if (operation !== undefined) all.set(id, operation as Operation<unknown, unknown>);
    else if (ROUTES[id].built) throw new Error(`No operation answers the route ${id}.`);
  }
  return all;
};

const hasNoIdentity = (route: Route): boolean => route.who === 'public' || route.who === 'link';

const callerOf = async (door: ApiDoor, route: Route, authorization: string | undefined): Promise<Caller> => {
  if (hasNoIdentity(route)) return { kind: 'public' };
  const caller = await door.identify(authorization);
  const verdict = door.allow(caller, route);
  if (verdict === 'unauthenticated')
    throw new DomainError('SignInNeeded', 'unauthenticated', 'This needs a sign-in.');
  if (verdict === 'forbidden') throw new DomainError('Forbidden', 'forbidden', 'You may not do this.');
  return caller;
};

const rateOf = async (
  door: ApiDoor,
  route: Route,
  caller: Caller,
  address: string,
): Promise<RateVerdict | undefined> =>
  route.limited === true ? ((await door.limit(caller, { address }, route)) ?? undefined) : undefined;

/** A Lambda handler for HTTP API events (payload format 2.0). */
export const apiFrame = (door: ApiDoor) => {
  const targetOf = targetsOf(door.routes);
  const operations = operationsOf(door);

  const serve = async (event: APIGatewayProxyEventV2, { known }: FrameContext): Promise<Answer> => {
    const { headers, rawPath } = event;
    const { method, sourceIp: address } = event.requestContext.http;
    const target = targetOf(event);
    if ('allow' in target)
      return problemAnswer(methodProblem(target.allow, rawPath), { allow: target.allow.join(', ') });
    const { route } = target;
    known.route = route;
    const path = pathOf(target);
    known.path = path;

    const caller = await callerOf(door, route, headers.authorization);
    const operation = operations.get(route.id);
    if (!route.built || operation === undefined)
      throw new DomainError('NotBuiltYet', 'unbuilt', 'This is part of the plan and not built yet.');
    const rate = await rateOf(door, route, caller, address);
    if (rate !== undefined) known.rate = rate;
    if (rate?.allowed === false)
      throw new DomainError('TooManyRequests', 'limited', 'Too many requests; wait a little.');

    const bytes = bytesOf(event);
    if (route.form === true) checkOrigin(headers, door.baseUrl);
    const params = paramsOf(route, target.params);
    const query = checkedQuery(route, queryOf(event.rawQueryString));
    const listing = { caller, path, query };
    const page = await pageOf(door.seals, listing);
    const ifMatch = method === 'GET' || method === 'HEAD' ? null : versionOf(headers['if-match']);
    // Nobody stands behind a link route whose answers could be kept apart; browsers send no such key anyway.
    const key = method === 'POST' && !hasNoIdentity(route) ? headers['idempotency-key'] : undefined;
    const once = onceOf(key, { caller, routeId: route.id, method, path, body: bytes });
    const body = bodyOf(route, event, bytes);

    const request = {
      caller,
      input: { params, query, body },
      ifMatch,
      once,
      correlationId: known.correlationId,
      page,
      source: { address },
    };
    const outcome = await onceOnly(door, once, () => operation(request));
    return isPage(route) ? pageAnswer(route, outcome) : jsonAnswer(door, route, listing, outcome);
  };

  return middy<APIGatewayProxyEventV2, Answer, Error, FrameContext>({
    timeoutEarlyInMillis: TIMEOUT_RESERVE_MILLISECONDS,
    timeoutEarlyResponse: tookTooLong,
  })
    .use(envelope(door))
    .handler(serve);
};

/** The frame as Lambda calls it. */
export type ApiHandler = (event: APIGatewayProxyEventV2, context: Context) => Promise<Answer>;
export type { ApiDoor, RouteId };
