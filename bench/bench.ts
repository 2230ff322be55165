/**
 * `npm run bench`: what the desk costs and how quick it is, printed with the machine and the day. It never fails for a
 * figure. `--tickets 100000` says how full a full desk is, `--only life,bundles` picks parts, `--effort 0.2` is a quick look.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { synthesize } from '../local/launch/synthesize.ts';
import { type RunningDesk, runDesk } from './desk/running-desk.ts';
import { machineLine } from './machine.ts';
import type { Part } from './part.ts';
import { bundles } from './parts/bundles.ts';
import { calendars } from './parts/calendars.ts';
import { classification } from './parts/classification.ts';
import { creates } from './parts/creates.ts';
import { frame } from './parts/frame.ts';
import { idle } from './parts/idle.ts';
import { life } from './parts/life.ts';
import { mails } from './parts/mails.ts';
import { memory } from './parts/memory.ts';
import { pipeline } from './parts/pipeline.ts';
import { search } from './parts/search.ts';
import { views } from './parts/views.ts';
import { year } from './parts/year.ts';
import { linesOf } from './report.ts';
import { seedTickets } from './seed/seed.ts';

const PARTS: readonly Part[] = [
  life,
  bundles,
  frame,
  calendars,
  classification,
  creates,
  views,
  search,
  mails,
  memory,
  pipeline,
  year,
  idle,
];

const { values } = parseArgs({
  options: {
    tickets: { type: 'string', default: '100000' },
    only: { type: 'string', default: PARTS.map(({ name }) => name).join() },
    effort: { type: 'string', default: '1' },
  },
});
const wanted = values.only.split(',');
const unknown = wanted.filter((name) => !PARTS.some((part) => part.name === name));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join()}; there are ${PARTS.map(({ name }) => name).join()}.`);
  process.exit(2);
}

const repository = resolve(import.meta.dirname, '..');
const cache = join(repository, 'node_modules/.cache/threeline-bench');
mkdirSync(cache, { recursive: true });
const assembly = await synthesize(repository, cache);
const folder = mkdtempSync(join(tmpdir(), 'threeline-bench-'));
let running: RunningDesk | undefined;
let empty = 0;
const seeded = new Set<number>();

const desk = async (tickets: number): Promise<RunningDesk> => {
  await running?.close();
  running = undefined;
  empty += 1;
  const dataFolder = join(folder, tickets === 0 ? `empty-${empty}` : `tickets-${tickets}`);
  if (tickets > 0 && !seeded.has(tickets)) {
    const startedAt = performance.now();
    const rows = await seedTickets({ assembly, dataFolder, tickets });
    const seconds = (performance.now() - startedAt) / 1000;
    console.log(`\n(seeded ${tickets} tickets, ${rows} rows, in ${seconds.toFixed(0)} s)`);
    seeded.add(tickets);
  }
  running = await runDesk({ dataFolder, assembly });
  return running;
};

const bench = { tickets: Number(values.tickets), effort: Number(values.effort), assembly, desk };

console.log(`# Threeline, measured ${machineLine()}`);
try {
  for (const part of PARTS.filter(({ name }) => wanted.includes(name)))
    for (const section of await part.run(bench)) console.log(linesOf(section).join('\n'));
  console.log(`\n(done, ${machineLine()})`);
} finally {
  await running?.close();
  rmSync(folder, { recursive: true, force: true });
}
