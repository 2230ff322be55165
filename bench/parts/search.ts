/** How quickly tickets are found by their words, on a small and on a full desk. */
import { load, refusals } from '../desk/load.ts';
import type { RunningDesk } from '../desk/running-desk.ts';
import { type Bench, type Part, repetitions } from '../part.ts';
import type { Section } from '../report.ts';
import { MOST_INDEXED } from '../seed/seed.ts';

const SMALL = 1000;

/** What is looked for, and in words. */
const QUERIES: readonly (readonly [what: string, q: string])[] = [
  ['a rare word beside a common one', 'export 777'],
  ['two common words', 'machines update'],
  ['two common words, open ones', 'machines update status:open'],
  ['the beginning of a word', 'synchr'],
  ['a phrase', '"unexpected end of data"'],
  ['words that are nowhere', 'hovercraft eels'],
];

const measured = async (bench: Bench, desk: RunningDesk) => {
  const found = new Map<string, { readonly rows: number; readonly p50: number; readonly p99: number }>();
  const notes: string[] = [];
  for (const [what, q] of QUERIES) {
    const path = `/v1/tickets?q=${encodeURIComponent(q)}&page[size]=50`;
    const ask = () => ({ method: 'GET', path, headers: { authorization: `Bearer ${desk.tokens.lead}` } });
    const { data } = (await desk.call('lead', 'GET', path)) as { readonly data: readonly unknown[] };
    await load(desk, 2, 20, ask);
    const result = await load(desk, 1, repetitions(bench, 100), ask);
    notes.push(...refusals(result));
    found.set(what, { rows: data.length, p50: result.p50, p99: result.p99 });
  }
  return { found, notes };
};

const run = async (bench: Bench): Promise<readonly Section[]> => {
  const full = await measured(bench, await bench.desk(bench.tickets));
  const small = await measured(bench, await bench.desk(SMALL));
  const rows = QUERIES.flatMap(([what]) => {
    const [less, more] = [small.found.get(what), full.found.get(what)];
    if (less === undefined || more === undefined) return [];
    return [[what, `${less.rows}, ${more.rows}`, less.p50, less.p99, more.p50, more.p99]];
  });
  const at = (tickets: number, name: string) => `${name} at ${tickets}`;
  return [
    {
      title: 'A search by words, 50 rows',
      columns: [
        'for',
        'rows',
        at(SMALL, 'p50 ms'),
        at(SMALL, 'p99'),
        at(bench.tickets, 'p50 ms'),
        at(bench.tickets, 'p99'),
      ],
      rows,
      notes: [
        `Of a seeded desk the first ${MOST_INDEXED} tickets are indexed.`,
        ...new Set([...small.notes, ...full.notes]),
      ],
    },
  ];
};

export const search: Part = { name: 'search', run };
