/** Our own processor time for a request: the frame around operations that answer at once. */
import { apiFrame } from '../../lambdas/core/runtime/api-frame.ts';
import type { FrameContext } from '../../lambdas/core/runtime/envelope.ts';
import { aDoor, aTicketAnswer, TICKET_ID } from '../../test/core/runtime/a-door.ts';
import { aContext, aRequest } from '../../test/core/runtime/a-request.ts';
import { type Bench, type Part, repetitions } from '../part.ts';
import { median } from '../quantiles.ts';
import type { Section } from '../report.ts';
import { textOf } from '../seed/words.ts';

const REQUESTS = {
  'GET ticket': () => aRequest({ token: 'agent' }),
  'POST ticket': () =>
    aRequest({
      method: 'POST',
      routeKey: 'POST /v1/tickets',
      params: {},
      token: 'requester',
      json: { subject: 'Where is my invoice?', description: textOf(1), category: 'payments', locale: 'en' },
    }),
  'GET 50 tickets': () =>
    aRequest({
      routeKey: 'GET /v1/tickets',
      params: {},
      query: 'view=all-open&page[size]=50',
      token: 'lead',
    }),
} as const;

const fifty = Array.from({ length: 50 }, (_, at) =>
  aTicketAnswer({ id: `${TICKET_ID}${at}`, description: null }),
);

/** Microseconds of processor time a request, of several rounds after a warm-up. */
const measure = async (make: () => ReturnType<typeof aRequest>, rounds: number): Promise<number> => {
  const handler = apiFrame(
    aDoor({ operations: { listTickets: async () => ({ body: fifty, page: { next: 'next' } }) } }),
  );
  const context = aContext() as FrameContext;
  const round = async (requests: number): Promise<number> => {
    const before = process.cpuUsage();
    for (let at = 0; at < requests; at += 1) {
      const { statusCode, body } = await handler(make(), context);
      if (statusCode > 299) throw new Error(`The frame answered ${statusCode}: ${body}`);
    }
    const { user, system } = process.cpuUsage(before);
    return (user + system) / requests;
  };
  await round(500);
  const all: number[] = [];
  for (let at = 0; at < rounds; at += 1) all.push(await round(500));
  return median(all);
};

const run = async (bench: Bench): Promise<readonly Section[]> => {
  const rows: (readonly [string, number])[] = [];
  for (const [name, make] of Object.entries(REQUESTS))
    rows.push([name, await measure(make, repetitions(bench, 20))]);
  return [
    {
      title: 'Our own processor time in the frame',
      columns: ['request', 'µs'],
      rows,
      notes: [
        'Identity, route, validation in and out, headers; operations and signatures of tokens are stubs.',
      ],
    },
  ];
};

export const frame: Part = { name: 'frame', run };
