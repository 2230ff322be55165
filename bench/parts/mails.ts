/** How quickly mail comes in: from the mail server's hand to its row in the ledger, and until all that follows is done. */
import { setTimeout as pause } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { documentClient } from '../../lambdas/core/adapters/dynamodb/client.ts';
import { ledgerKey } from '../../lambdas/core/adapters/dynamodb/keys.ts';
import { Table } from '../../lambdas/core/adapters/dynamodb/table.ts';
import { processorMilliseconds } from '../desk/processor.ts';
import type { RunningDesk } from '../desk/running-desk.ts';
import { type Bench, type Part, repetitions } from '../part.ts';
import { median, quantile } from '../quantiles.ts';
import type { Aim, Cell, Section } from '../report.ts';
import { type NewMail, newMail } from './new-mail.ts';

const AT_A_TIME = [1, 4] as const;
/** Between two looks at the ledger: times are known to about this. */
const LOOK_MILLISECONDS = 4;
/** The kinds of mail, five times over. */
const MAILS = 50;

/** Looks past the API, so that the looking costs the desk next to nothing. */
const ledgerOf = async (desk: RunningDesk) => {
  const view = (await (await fetch(`${desk.url}/_local/outputs`)).json()) as {
    readonly region: string;
    readonly endpoint: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
    readonly outputs: { readonly TableName: string };
  };
  const { outputs, ...access } = view;
  const table = new Table(documentClient(new DynamoDBClient(access)), outputs.TableName);
  return async (sesId: string): Promise<boolean> =>
    (await table.get(ledgerKey(sesId), { stale: true, attributes: ['PK'] })) !== null;
};

const handIn = async (desk: RunningDesk, { from, to, raw }: NewMail): Promise<string> => {
  const query = new URLSearchParams({ from, to, dmarc: 'pass', spf: 'pass' });
  const headers = { 'content-type': 'message/rfc822' };
  const body = new Uint8Array(raw);
  const answer = await fetch(`${desk.url}/_local/mail?${query}`, { method: 'POST', headers, body });
  if (!answer.ok) throw new Error(`A mail was answered ${answer.status}: ${await answer.text()}`);
  return ((await answer.json()) as { readonly messageId: string }).messageId;
};

interface Taken {
  /** Milliseconds of each, until its row was there. */
  readonly times: readonly number[];
  readonly filed: number;
  readonly settled: number;
  readonly processor: number;
}

const takeIn = async (desk: RunningDesk, mails: readonly NewMail[], atATime: number): Promise<Taken> => {
  const isFiled = await ledgerOf(desk);
  const times: number[] = [];
  const waiting = [...mails];
  const hand = async (): Promise<void> => {
    for (let mail = waiting.shift(); mail !== undefined; mail = waiting.shift()) {
      const startedAt = performance.now();
      const sesId = await handIn(desk, mail);
      while (!(await isFiled(sesId))) await pause(LOOK_MILLISECONDS);
      times.push(performance.now() - startedAt);
    }
  };
  const usedBefore = processorMilliseconds(desk.pid);
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: atATime }, hand));
  const filed = (performance.now() - startedAt) / 1000;
  await desk.settle();
  const settled = (performance.now() - startedAt) / 1000;
  return { times, filed, settled, processor: processorMilliseconds(desk.pid) - usedBefore };
};

const some = (run: string, count: number): readonly NewMail[] =>
  Array.from({ length: count }, (_, at) => newMail(run, at + 1));

const UNITS = [
  'lambdaRequests',
  'lambdaGbSeconds',
  'dynamodbReadUnits',
  'dynamodbWriteUnits',
  's3Requests',
  'sqsRequests',
  'busEvents',
  'stateTransitions',
  'sesIn',
  'sesOut',
  'usd',
] as const;

const run = async (bench: Bench): Promise<readonly Section[]> => {
  const desk = await bench.desk(0);
  // All instances are started before anything is measured.
  await takeIn(desk, some('warm', 20), 4);
  await desk.resetMeter();
  const count = repetitions(bench, MAILS * 2);
  const rows: (readonly Cell[])[] = [];
  const aims: Aim[] = [];
  for (const atATime of AT_A_TIME) {
    const mails = some(`run-${atATime}`, count);
    const { times, filed, settled, processor } = await takeIn(desk, mails, atATime);
    const p50 = median(times);
    rows.push([
      atATime === 1 ? 'one at a time' : `${atATime} at a time`,
      count,
      count / filed,
      p50,
      quantile(times, 0.99),
      Math.max(...times),
      count / settled,
      processor / count,
    ]);
    if (atATime > 1) continue;
    const perSecond = count / filed;
    aims.push({
      what: 'a second, one at a time',
      aim: '≥ 20',
      measured: perSecond.toFixed(1),
      met: perSecond >= 20,
    });
    aims.push({
      what: 'p50, one at a time',
      aim: '≤ 60 ms',
      measured: `${p50.toFixed(0)} ms`,
      met: p50 <= 60,
    });
  }
  const report = await desk.meter();
  const each = (unit: string): number => Number(report[unit] ?? 0) / (count * AT_A_TIME.length);
  return [
    {
      title: 'Mail that comes in',
      columns: [
        'mails',
        'count',
        'filed /s',
        'p50 ms',
        'p99 ms',
        'slowest ms',
        'settled /s',
        'processor ms each',
      ],
      rows,
      aims,
      notes: [
        'Ten kinds of mail up to 350 kB: text, HTML, windows-1251, images, files, answers, an away notice, a list.',
        'Filed: its row is in the ledger. Settled: workflows, assignments and acknowledgements are done as well; they go on meanwhile, on the same processors.',
      ],
    },
    {
      title: 'What a mail uses until all that follows from it is done',
      columns: ['unit', 'each'],
      rows: UNITS.map((unit) => [unit, each(unit)] as const),
      notes: ['Seven in ten open a ticket with its workflow, assignment and acknowledgement.'],
    },
  ];
};

export const mails: Part = { name: 'mails', run };
