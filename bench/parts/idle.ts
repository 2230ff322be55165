/** What a desk costs a month when nobody asks anything. */
import { readBlueprint } from '../../local/template/blueprint.ts';
import type { Bench, Part } from '../part.ts';
import { readPrices } from '../prices.ts';
import type { Section } from '../report.ts';

/** An average month. */
const DAYS = 365.25 / 12;

const run = async (bench: Bench): Promise<readonly Section[]> => {
  const prices = readPrices();
  const url = 'http://127.0.0.1:1';
  const { resources, queueMappings } = readBlueprint(bench.assembly, {
    apiUrl: url,
    wireUrl: url,
    parameters: { BaseUrl: url },
  });
  const standing = Object.entries(prices.usdPerMonth)
    .map(([type, price]) => ({ name: type, count: resources.counts[type] ?? 0, price }))
    .filter(({ count }) => count > 0);

  const desk = await bench.desk(0);
  await desk.settle();
  await desk.resetMeter();
  await desk.advance('P1D');
  await desk.settle();
  const day = await desk.meter();
  const going = Object.entries(prices.usdPerUnit)
    .map(([name, price]) => ({ name, count: Number(day[name] ?? 0) * DAYS, price }))
    .filter(({ count }) => count > 0);

  const polled = {
    name: 'queues polled by functions',
    count: queueMappings.length,
    price: prices.polledQueueUsdPerMonth,
  };
  const items = [...standing, polled, ...going];
  const usd = items.reduce((sum, { count, price }) => sum + count * price, 0);
  return [
    {
      title: 'A month in which nothing happens',
      columns: ['item', 'count', 'USD each', 'USD a month'],
      rows: [
        ...items.map(({ name, count, price }) => [name, count, price, count * price] as const),
        ['together', '', '', usd],
      ],
      aims: [{ what: 'dollars a month', aim: '≤ 3', measured: usd.toFixed(2), met: usd <= 3 }],
      notes: [
        `List prices of ${prices.asOf}, without free tiers; what goes round by itself is metered for one day. Storage of what was ever written comes on top.`,
      ],
    },
  ];
};

export const idle: Part = { name: 'idle', run };
