/** How quickly a page of fifty tickets comes, on a small and on a full desk. */
import { load, refusals } from '../desk/load.ts';
import type { RunningDesk, Who } from '../desk/running-desk.ts';
import { type Bench, type Part, repetitions } from '../part.ts';
import type { Aim, Section } from '../report.ts';

const SMALL = 1000;

/** Who looks at what; how many partitions the view is merged from. */
const VIEWS: readonly (readonly [view: string, who: Who, partitions: number])[] = [
  ['group:support', 'agent1', 1],
  ['mine', 'agent1', 1],
  ['line-1', 'agent1', 4],
  ['all-open', 'lead', 12],
];

const measured = async (bench: Bench, desk: RunningDesk) => {
  const found = new Map<
    string,
    { readonly rows: number; readonly p50: number; readonly p99: number; readonly processor: number }
  >();
  const notes: string[] = [];
  for (const [view, who] of VIEWS) {
    const path = `/v1/tickets?view=${view}&page[size]=50`;
    const ask = () => ({ method: 'GET', path, headers: { authorization: `Bearer ${desk.tokens[who]}` } });
    const { data } = (await desk.call(who, 'GET', path)) as { readonly data: readonly unknown[] };
    await load(desk, 4, 60, ask);
    const result = await load(desk, 1, repetitions(bench, 300), ask);
    notes.push(...refusals(result));
    found.set(view, { rows: data.length, p50: result.p50, p99: result.p99, processor: result.processor });
  }
  return { found, notes };
};

const run = async (bench: Bench): Promise<readonly Section[]> => {
  const full = await measured(bench, await bench.desk(bench.tickets));
  const small = await measured(bench, await bench.desk(SMALL));
  const rows: (readonly (string | number)[])[] = [];
  const aims: Aim[] = [];
  for (const [view, who, partitions] of VIEWS) {
    const less = small.found.get(view);
    const more = full.found.get(view);
    if (less === undefined || more === undefined) continue;
    const apart = more.p50 / less.p50;
    rows.push([
      `${view} of ${who}`,
      partitions,
      `${less.rows}, ${more.rows}`,
      less.p50,
      less.p99,
      more.p50,
      more.p99,
      more.processor,
      apart,
    ]);
    const p50 = `${more.p50.toFixed(1)} ms`;
    aims.push({ what: `${view}, p50`, aim: '≤ 15 ms', measured: p50, met: more.p50 <= 15 });
    aims.push({ what: `${view}, apart`, aim: '≤ 1.2', measured: apart.toFixed(2), met: apart <= 1.2 });
  }
  const at = (tickets: number, what: string) => `${what} at ${tickets}`;
  return [
    {
      title: 'A view of 50 rows',
      columns: [
        'view',
        'partitions',
        'rows',
        at(SMALL, 'p50 ms'),
        at(SMALL, 'p99'),
        at(bench.tickets, 'p50 ms'),
        at(bench.tickets, 'p99'),
        'processor ms each',
        'apart',
      ],
      rows,
      aims,
      notes: [...new Set([...small.notes, ...full.notes])],
    },
  ];
};

export const views: Part = { name: 'views', run };
