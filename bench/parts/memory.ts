/** How much memory the whole desk holds when it is full and has been at work. */
import { platform } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { load } from '../desk/load.ts';
import { memoryOf } from '../desk/memory.ts';
import { type Bench, type Part, repetitions } from '../part.ts';
import type { Section } from '../report.ts';
import { newTicket } from './new-ticket.ts';

const MEGABYTE = 2 ** 20;
/** By then instances that nobody needs have ended. */
const IDLE_MILLISECONDS = 60_000;

const run = async (bench: Bench): Promise<readonly Section[]> => {
  if (platform() !== 'linux') return [];
  const desk = await bench.desk(bench.tickets);
  const before = memoryOf(desk.pid);
  await load(desk, 8, repetitions(bench, 400), (number) => newTicket(desk, 'memory', number));
  const view = { authorization: `Bearer ${desk.tokens.lead}` };
  const path = '/v1/tickets?view=all-open&page[size]=50';
  await load(desk, 4, repetitions(bench, 200), () => ({ method: 'GET', path, headers: view }));
  await desk.settle();
  const after = memoryOf(desk.pid);
  await pause(IDLE_MILLISECONDS);
  const idle = memoryOf(desk.pid);
  const together = after.reduce((sum, { proportional }) => sum + proportional, 0) / MEGABYTE;
  const sum = (held: typeof after, of: 'proportional' | 'resident') =>
    held.reduce((bytes, one) => bytes + one[of], 0) / MEGABYTE;
  return [
    {
      title: `Memory at ${bench.tickets} tickets`,
      columns: ['process', 'MB (PSS)', 'MB (RSS)'],
      rows: [
        ['all, just started', sum(before, 'proportional'), sum(before, 'resident')],
        ...after.map(
          ({ name, proportional, resident }) =>
            [`${name}, after work`, proportional / MEGABYTE, resident / MEGABYTE] as const,
        ),
        ['all, after work', sum(after, 'proportional'), sum(after, 'resident')],
        ['all, after a minute’s rest', sum(idle, 'proportional'), sum(idle, 'resident')],
      ],
      aims: [
        {
          what: 'PSS after work',
          aim: '≤ 350 MB',
          measured: `${together.toFixed(0)} MB`,
          met: together <= 350,
        },
      ],
      notes: ['All functions run in threads of the desk’s own process: every instance is in these figures.'],
    },
  ];
};

export const memory: Part = { name: 'memory', run };
