/** The HTTP API of the template: routes a request to its function and answers with what comes back. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Activity, Clock, Functions, InvokeResult } from '../kernel/contract.ts';
import { THROTTLED } from '../lambda/failure.ts';
import type { ApiDescription } from '../template/api.ts';
import { type Answer, answerOf, gatewayError, INTERNAL_SERVER_ERROR } from './answer.ts';
import { readBody } from './body.ts';
import { corsHeaders, preflight } from './cors.ts';
import { addressOf, eventOf } from './event.ts';
import { createRouter } from './routes.ts';
import { createThrottle } from './throttle.ts';

export interface GatewayOptions {
  readonly api: ApiDescription;
  readonly functions: Functions;
  readonly clock: Clock;
  readonly activity: Activity;
  /** Real time that stands for one second of an integration's timeout. */
  readonly timeoutScale: number;
  /** Told every request that is billed. */
  readonly onRequest?: (routeKey: string, status: number) => void;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const PAYLOAD_LIMIT = 10 * 1024 * 1024;

/** A request listener for `node:http`. */
export type Gateway = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export function createGateway(options: GatewayOptions): Gateway {
  const { api } = options;
  const route = createRouter(api.routes);
  const mayPass = createThrottle();

  const answer = async (request: IncomingMessage): Promise<Answer> => {
    const body = await readBody(request, PAYLOAD_LIMIT);
    const match = route(request.method ?? 'GET', addressOf(request).path);
    if (!match) return gatewayError(404, 'Not Found');
    if (!body) return gatewayError(413, 'Request Too Long');
    if (!mayPass(match.route)) return gatewayError(429, 'Too Many Requests');
    const event = eventOf({ request, body, match, apiId: api.id, now: options.clock.now() });
    const result = await within(
      options.functions.invoke(match.route.functionArn, event),
      match.route.timeoutMilliseconds * options.timeoutScale,
    );
    const status = result?.ok ? answerOf(result.payload) : refusal(result);
    options.onRequest?.(match.route.key, status.status);
    return status;
  };

  return async (request, response) => {
    const done = options.activity.begin(`${request.method} request`);
    try {
      const own = preflight(api.cors, request);
      const { status, headers, body } = own ?? (await answer(request).catch(failed));
      const cors = own ? [] : corsHeaders(api.cors, request);
      for (const [name, value] of headers) {
        if (cors.length === 0 || !name.startsWith('access-control-')) response.appendHeader(name, value);
      }
      for (const [name, value] of cors) response.appendHeader(name, value);
      response.writeHead(status, status === 204 || status === 304 ? {} : { 'content-length': body.length });
      response.end(request.method === 'HEAD' ? undefined : body);
    } finally {
      done();
    }
  };
}

/** Undefined after `milliseconds` of real time: the function goes on, nobody waits for it any more. */
async function within(
  result: Promise<InvokeResult>,
  milliseconds: number,
): Promise<InvokeResult | undefined> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), milliseconds);
  try {
    return await Promise.race([result, promise]);
  } finally {
    clearTimeout(timer);
  }
}

function refusal(result: Extract<InvokeResult, { ok: false }> | undefined): Answer {
  return result && result.errorType !== THROTTLED
    ? INTERNAL_SERVER_ERROR
    : gatewayError(503, 'Service Unavailable');
}

function failed(error: unknown): Answer {
  console.error('The gateway failed', error);
  return INTERNAL_SERVER_ERROR;
}
