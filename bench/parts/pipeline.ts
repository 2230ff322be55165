/** How many tickets a second go through everything: opened, analysed, assigned, acknowledged, until all is quiet. */
import { load, refusals } from '../desk/load.ts';
import { processorMilliseconds } from '../desk/processor.ts';
import { type Bench, type Part, repetitions } from '../part.ts';
import type { Section } from '../report.ts';
import { newTicket } from './new-ticket.ts';

const run = async (bench: Bench): Promise<readonly Section[]> => {
  const desk = await bench.desk(0);
  await load(desk, 8, 100, (number) => newTicket(desk, 'warm', number));
  await desk.settle();
  const tickets = repetitions(bench, 500);
  const before = await desk.meter();
  const usedBefore = processorMilliseconds(desk.pid);
  const startedAt = performance.now();
  const accepted = await load(desk, 16, tickets, (number) => newTicket(desk, 'pipeline', number));
  await desk.settle();
  const seconds = (performance.now() - startedAt) / 1000;
  const used = processorMilliseconds(desk.pid) - usedBefore;
  const after = await desk.meter();
  const each = (unit: string) => (Number(after[unit]) - Number(before[unit])) / tickets;
  return [
    {
      title: 'Through the whole pipeline',
      columns: ['measure', ''],
      rows: [
        ['tickets', tickets],
        ['accepted a second', accepted.perSecond],
        ['settled a second', tickets / seconds],
        ['processor ms a ticket', used / tickets],
        ['mails a ticket', each('sesOut')],
        ['state transitions a ticket so far', each('stateTransitions')],
        ['function requests a ticket so far', each('lambdaRequests')],
      ],
      notes: refusals(accepted),
    },
  ];
};

export const pipeline: Part = { name: 'pipeline', run };
