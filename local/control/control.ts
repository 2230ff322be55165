/** `/_local`: what only the desk on one machine can do. Answers this machine alone. */
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from '../gateway/body.ts';
import type { DeskActivity } from '../kernel/activity.ts';
import type { DeskClock } from '../kernel/clock.ts';
import type { Permissions } from '../permissions/permissions.ts';
import type { Script } from '../services/bedrock/script.ts';
import type { Inbound } from '../services/inbound.ts';
import type { Outbox } from '../services/ses.ts';
import type { DeadLetterPlace } from './dead-letters.ts';
import { durationMilliseconds } from './duration.ts';
import type { Faults } from './faults.ts';
import { isHome } from './home.ts';
import { takeMail } from './inbound-mail.ts';
import type { Meter } from './meter.ts';
import { ControlProblem, problemBody } from './problem.ts';
import type { Tokens } from './tokens.ts';

export interface ControlOptions {
  readonly isReady: () => boolean;
  readonly clock: DeskClock;
  readonly activity: DeskActivity;
  readonly tokens: Tokens;
  readonly outbox: Outbox;
  /** Undefined when the template takes no mail in. */
  readonly inbound: Inbound | undefined;
  readonly meter: Meter;
  readonly faults: Faults;
  readonly languageModel: Script;
  readonly permissions: Permissions;
  readonly deadLetters: () => Promise<readonly DeadLetterPlace[]>;
  /** Where AWS is played, with what keys, and the outputs of the stacks: all that an operator's tool needs. */
  readonly outputs: () => object;
}

/** A request listener for paths below `/_local`. */
export type Control = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

type Result = { readonly json: unknown; readonly status?: number } | { readonly html: string };

interface Asked {
  readonly query: URLSearchParams;
  readonly body: Buffer;
}

const PAGE = new URL('./page.html', import.meta.url);
const BODY_LIMIT = 50 * 1024 * 1024;

export function createControl(options: ControlOptions): Control {
  const routes = routesOf(options);

  const answer = async (request: IncomingMessage, path: string, query: URLSearchParams): Promise<Result> => {
    if (!isHome(request))
      throw new ControlProblem(403, 'Only requests from this machine to its own address are answered.');
    const methods = routes[path];
    if (!methods) throw new ControlProblem(404, `There is nothing at ${path}.`);
    const route = methods[request.method ?? 'GET'];
    if (!route)
      throw new ControlProblem(
        405,
        `${path} knows ${Object.keys(methods).join(', ')}, not ${request.method}.`,
      );
    const body = await readBody(request, BODY_LIMIT);
    if (!body) throw new ControlProblem(413, `The body is larger than ${BODY_LIMIT} bytes.`);
    return route({ query, body });
  };

  return async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://desk');
    response.setHeader('cache-control', 'no-store');
    try {
      const result = await answer(request, pathname, searchParams);
      if ('html' in result) {
        // Mails are shown in frames without scripts; nothing of theirs may reach the desk.
        response.setHeader('content-security-policy', "frame-ancestors 'self'");
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(result.html);
        return;
      }
      const status = result.status ?? 200;
      response.writeHead(status, status === 204 ? {} : { 'content-type': 'application/json' });
      response.end(status === 204 ? undefined : JSON.stringify(result.json));
    } catch (error) {
      const status = error instanceof ControlProblem ? error.status : 500;
      if (status === 500) console.error('/_local failed', error);
      response.writeHead(status, { 'content-type': 'application/problem+json' });
      response.end(problemBody(status, error instanceof Error ? error.message : String(error), pathname));
    }
  };
}

function routesOf(options: ControlOptions) {
  const { clock, activity, outbox, meter, faults, permissions, languageModel } = options;
  const done: Result = { status: 204, json: undefined };
  const now = () => new Date(clock.now()).toISOString();
  const settled = () => activity.settled();

  const routes: Readonly<
    Record<string, Readonly<Record<string, (asked: Asked) => Result | Promise<Result>>>>
  > = {
    '/_local/': { GET: () => ({ html: readFileSync(PAGE, 'utf8') }) },
    '/_local/health': {
      GET: () => (options.isReady() ? { json: { ready: true } } : { status: 503, json: { ready: false } }),
    },
    '/_local/tokens': { GET: () => ({ json: options.tokens.all() }) },
    '/_local/mail': {
      POST: async ({ query, body }) => {
        const { inbound } = options;
        if (inbound === undefined) {
          throw new ControlProblem(501, 'The template has no receipt rule, so nothing takes mail in.');
        }
        return { json: { messageId: await takeMail(inbound, query, body) } };
      },
    },
    '/_local/outbox': { GET: ({ query }) => ({ json: { messages: outbox.list(outboxFilter(query)) } }) },
    '/_local/clock': {
      GET: () => ({ json: { now: now() } }),
      POST: async ({ body }) => {
        const span = durationMilliseconds(jsonObject(body).advance);
        const { fired } = await clock.advanceTo(clock.now() + span, settled);
        return { json: { now: now(), fired } };
      },
    },
    '/_local/settle': {
      POST: async () => {
        const startedAt = performance.now();
        await settled();
        return { json: { settledMs: Math.round(performance.now() - startedAt) } };
      },
    },
    '/_local/activity': { GET: () => ({ json: { underWay: activity.report() } }) },
    '/_local/meter': {
      GET: () => ({ json: meter.report() }),
      DELETE: () => {
        meter.reset();
        return done;
      },
    },
    '/_local/faults': {
      GET: () => ({ json: { faults: faults.list() } }),
      POST: ({ body }) => {
        faults.add(jsonObject(body));
        return { status: 201, json: { faults: faults.list() } };
      },
      DELETE: () => {
        faults.clear();
        return done;
      },
    },
    '/_local/language-model': {
      GET: () => ({ json: languageModel.report() }),
      POST: ({ body }) => {
        languageModel.add(jsonObject(body));
        return { status: 201, json: languageModel.report() };
      },
      DELETE: () => {
        languageModel.clear();
        return done;
      },
    },
    '/_local/dead-letters': { GET: async () => ({ json: { queues: await options.deadLetters() } }) },
    '/_local/outputs': { GET: () => ({ json: options.outputs() }) },
    '/_local/denied': { GET: () => ({ json: { denied: permissions.denied() } }) },
    '/_local/unused-grants': { GET: () => ({ json: { grants: permissions.unusedGrants() } }) },
  };
  return routes;
}

function outboxFilter(query: URLSearchParams): { to?: string; since?: string } {
  const to = query.get('to');
  const since = query.get('since');
  if (since !== null && Number.isNaN(Date.parse(since))) {
    throw new ControlProblem(400, `since: ${JSON.stringify(since)} is no ISO 8601 time.`);
  }
  return {
    ...(to === null ? {} : { to }),
    ...(since === null ? {} : { since: new Date(since).toISOString() }),
  };
}

function jsonObject(body: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw new ControlProblem(400, 'body: a JSON object was expected.');
}
