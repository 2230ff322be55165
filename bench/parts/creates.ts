/** How quickly tickets are opened by the API, on an empty and on a full desk. */
import { load, refusals } from '../desk/load.ts';
import { type Bench, type Part, repetitions } from '../part.ts';
import type { Aim, Section } from '../report.ts';
import { newTicket } from './new-ticket.ts';

const CONNECTIONS = [1, 16] as const;

const run = async (bench: Bench): Promise<readonly Section[]> => {
  const rows: (readonly (string | number)[])[] = [];
  const aims: Aim[] = [];
  const notes: string[] = [];
  for (const tickets of [0, bench.tickets]) {
    const desk = await bench.desk(tickets);
    // All instances are started before anything is measured.
    await load(desk, 8, 200, (number) => newTicket(desk, 'warm', number));
    await desk.settle();
    for (const connections of CONNECTIONS) {
      const requests = repetitions(bench, connections === 1 ? 400 : 1600);
      const result = await load(desk, connections, requests, (number) =>
        newTicket(desk, `${tickets}-${connections}`, number),
      );
      await desk.settle();
      rows.push([
        `${tickets} tickets, ${connections} connection${connections === 1 ? '' : 's'}`,
        requests,
        result.perSecond,
        result.p50,
        result.p99,
        result.slowest,
        result.processor,
      ]);
      notes.push(...refusals(result));
      const at = `at ${tickets} tickets and ${connections}`;
      if (connections === 1) {
        const { p50, p99 } = result;
        aims.push({ what: `p50 ${at}`, aim: '≤ 15 ms', measured: `${p50.toFixed(1)} ms`, met: p50 <= 15 });
        aims.push({ what: `p99 ${at}`, aim: '≤ 60 ms', measured: `${p99.toFixed(1)} ms`, met: p99 <= 60 });
      } else {
        const { perSecond } = result;
        aims.push({
          what: `a second ${at}`,
          aim: '≥ 150',
          measured: perSecond.toFixed(0),
          met: perSecond >= 150,
        });
      }
    }
  }
  return [
    {
      title: 'Tickets opened by the API (201)',
      columns: ['on', 'requests', '/s', 'p50 ms', 'p99 ms', 'slowest ms', 'processor ms each'],
      rows,
      aims,
      notes: [
        'With a machine key and an idempotency key. Workflows, assignments and mails of the same tickets go on meanwhile, on the same processors.',
        ...notes,
      ],
    },
  ];
};

export const creates: Part = { name: 'creates', run };
