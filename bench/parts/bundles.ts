/** How large the functions are and how long they take to start, beside handlers that have nothing but the SDK. */
import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DOORS, type DoorName } from '../../lambdas/core/contracts/doors.ts';
import { type BundleOptions, type Bundles, bundle } from '../../lib/bundle.ts';
import { environmentOf } from '../../local/lambda/environment.ts';
import { readBlueprint } from '../../local/template/blueprint.ts';
import { type Evaluation, evaluate } from '../bundles/evaluate.ts';
import { clientsAmong, stockHandlers } from '../bundles/stock.ts';
import { type Bench, type Part, repetitions } from '../part.ts';
import { median } from '../quantiles.ts';
import type { Section } from '../report.ts';

const repository = resolve(import.meta.dirname, '../..');
const KILOBYTE = 1000;
const DYNAMODB = ['@aws-sdk/client-dynamodb', '@aws-sdk/lib-dynamodb'];

interface Candidate {
  readonly name: string;
  readonly file: string;
  readonly environment: Readonly<Record<string, string>>;
}

const sizeOf = (folder: string): number =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.mjs'))
    .reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);

const startSize = (bundles: Bundles, name: string): number =>
  Object.values(bundles.startOf(name)).reduce((sum, bytes) => sum + bytes, 0);

/** All in turn, again and again, so that what disturbs the machine disturbs them alike. */
const evaluateAll = async (
  candidates: readonly Candidate[],
  times: number,
): Promise<ReadonlyMap<string, Evaluation>> => {
  const all = new Map<string, Evaluation[]>(candidates.map(({ name }) => [name, []]));
  for (let time = 0; time < times; time += 1)
    for (const { name, file, environment } of candidates)
      all.get(name)?.push(await evaluate(file, environment));
  return new Map(
    [...all].map(([name, each]) => [
      name,
      { wall: median(each.map(({ wall }) => wall)), processor: median(each.map((one) => one.processor)) },
    ]),
  );
};

/** The functions as they lie in the assembly, with the environment that the desk on one machine gives them. */
const functionsIn = (assembly: string): ReadonlyMap<string, Candidate> => {
  const url = 'http://127.0.0.1:1';
  const wire = { AWS_ENDPOINT_URL: url, AWS_REGION: 'eu-west-1', AWS_SECRET_ACCESS_KEY: 'none' };
  const { functions } = readBlueprint(assembly, {
    apiUrl: url,
    wireUrl: url,
    parameters: { BaseUrl: url },
  });
  return new Map(
    functions.map((description) => [
      description.logicalId.replace(/Function[0-9A-F]{8}$/, '').toLowerCase(),
      {
        name: description.logicalId,
        file: join(description.codeFolder, 'index.mjs'),
        environment: environmentOf(description, wire),
      },
    ]),
  );
};

const packageOf = (path: string): string =>
  /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? path.split('/').slice(0, 4).join('/');

const contentsOf = (bundles: Bundles, door: DoorName): Section => {
  const sizes = new Map<string, number>();
  for (const [source, bytes] of Object.entries(bundles.startOf(door)))
    sizes.set(packageOf(source), (sizes.get(packageOf(source)) ?? 0) + bytes);
  const whole = startSize(bundles, door);
  return {
    title: `What the ${door} door starts with`,
    columns: ['package or folder', 'KB', '%'],
    rows: [...sizes]
      .toSorted(([, a], [, b]) => b - a)
      .slice(0, 24)
      .map(([name, bytes]) => [name, bytes / KILOBYTE, (100 * bytes) / whole]),
  };
};

const run = async (bench: Bench): Promise<readonly Section[]> => {
  const doors = Object.keys(DOORS) as DoorName[];
  using ours = bundle(
    Object.fromEntries(doors.map((door) => [door, join(repository, 'lambdas', DOORS[door].entry)])),
  );
  using handlers = stockHandlers();
  const clientsOf = new Map(doors.map((door) => [door, clientsAmong(Object.keys(ours.startOf(door)))]));
  const stock = new Map<string, readonly string[]>();
  for (const clients of [DYNAMODB, ...clientsOf.values()]) stock.set(clients.join(), clients);
  const build = (options: BundleOptions) =>
    bundle(
      Object.fromEntries(
        [...stock].map(([key, clients]) => [key.replaceAll('/', '_'), handlers.entryOf(clients)]),
      ),
      options,
    );
  using asItComes = build({ stockCredentials: true, oneFile: true });
  using asOurs = build({});

  const functions = functionsIn(bench.assembly);
  const environment = functions.get('requester')?.environment ?? {};
  const stockName = (key: string) => key.replaceAll('/', '_');
  const candidates: Candidate[] = [
    ...doors.flatMap((door) => functions.get(door.toLowerCase()) ?? []),
    ...[...stock.keys()].flatMap((key) => [
      { name: `stock ${key}`, file: join(asItComes.folderOf(stockName(key)), 'index.mjs'), environment },
      { name: `built as ours ${key}`, file: join(asOurs.folderOf(stockName(key)), 'index.mjs'), environment },
    ]),
  ];
  const times = repetitions(bench, 20);
  const took = await evaluateAll(candidates, times);
  const wallOf = (name: string) => took.get(name)?.wall ?? Number.NaN;
  const processorOf = (name: string) => took.get(name)?.processor ?? Number.NaN;

  const rows = doors.map((door) => {
    const found = functions.get(door.toLowerCase());
    const key = clientsOf.get(door)?.join() ?? '';
    const name = found?.name ?? '';
    return [
      door,
      startSize(ours, door) / KILOBYTE,
      sizeOf(ours.folderOf(door)) / KILOBYTE,
      wallOf(name),
      processorOf(name),
      processorOf(name) / processorOf(`stock ${key}`),
      processorOf(name) / processorOf(`built as ours ${key}`),
    ] as const;
  });
  const reference = DYNAMODB.join();
  const requester = functions.get('requester')?.name ?? '';
  const size = startSize(ours, 'requester') / KILOBYTE;
  const share = wallOf(requester) / wallOf(`stock ${reference}`);
  return [
    {
      title: `Functions on a fresh process (median of ${times})`,
      columns: ['function', 'KB at start', 'KB in all', 'ms', 'ms processor', '÷ stock SDK', '÷ SDK as ours'],
      rows,
      aims: [
        { what: 'requester, at start', aim: '≤ 280 KB', measured: `${size.toFixed(0)} KB`, met: size <= 280 },
        {
          what: 'requester ÷ SDK-only handler with DynamoDB',
          aim: '≤ 0.75',
          measured: share.toFixed(2),
          met: share <= 0.75,
        },
      ],
      notes: [
        'Stock: nothing but the same clients, in one file, with the SDK’s own credential chain. As ours: in chunks, credentials from the environment.',
      ],
    },
    {
      title: 'Handlers with nothing but the SDK',
      columns: ['clients', 'stock KB', 'ms', 'ms processor', 'as ours KB', 'ms', 'ms processor'],
      rows: [...stock.keys()].map((key) => [
        key.replaceAll('@aws-sdk/', ''),
        startSize(asItComes, stockName(key)) / KILOBYTE,
        wallOf(`stock ${key}`),
        processorOf(`stock ${key}`),
        startSize(asOurs, stockName(key)) / KILOBYTE,
        wallOf(`built as ours ${key}`),
        processorOf(`built as ours ${key}`),
      ]),
    },
    contentsOf(ours, 'requester'),
  ];
};

export const bundles: Part = { name: 'bundles', run };
