import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';

const script = (body: string): string => `
  import { parentPort, workerData } from 'node:worker_threads';
  const RealDate = Date;
  const early = new Date(5);
  const { installDeskDate } = await import(workerData.module);
  installDeskDate(workerData.shared);
  parentPort.postMessage((() => { ${body} })());
`;

const inWorker = async (body: string, offset = 1_000_000_000_000n): Promise<unknown> => {
  const shared = new SharedArrayBuffer(8);
  new BigInt64Array(shared)[0] = offset;
  const module = new URL('../../../local/kernel/date.ts', import.meta.url).href;
  const source = `data:text/javascript,${encodeURIComponent(script(body))}`;
  const worker = new Worker(new URL(source), { workerData: { shared, module } });
  try {
    return await new Promise((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
    });
  } finally {
    await worker.terminate();
  }
};

it('a worker sees the desk time in every way to ask for it', async () => {
  const seen = await inWorker(
    'return [Date.now(), new Date().getTime(), Date.parse(Date()), RealDate.now()].map(Number)',
  );
  const [now, constructed, text, real] = seen as [number, number, number, number];
  for (const value of [now, constructed, text]) expect(Math.abs(value - real - 1e12)).toBeLessThan(2000);
});

it('a worker sees the clock move while it runs', async () => {
  const seen = await inWorker(
    'const before = Date.now(); Atomics.add(new BigInt64Array(workerData.shared), 0, 86400000n); return Date.now() - before;',
  );
  expect(Math.abs((seen as number) - 86_400_000)).toBeLessThan(1000);
});

it('dates with arguments, static functions and calls stay what they were', async () => {
  expect(
    await inWorker(
      "return [new Date(0).toISOString(), new Date(2026, 1, 3).getDate(), Date.UTC(2026, 0), Date.parse('2026-01-01T00:00:00Z'), typeof Date(), Date.name, Date.length, new Date(new Date(7)).getTime()]",
    ),
  ).toEqual(['1970-01-01T00:00:00.000Z', 3, Date.UTC(2026, 0), Date.UTC(2026, 0), 'string', 'Date', 7, 7]);
});

it('instanceof, subclasses, clones and constructors agree', async () => {
  expect(
    await inWorker(`
      class Moment extends Date { get double() { return this.getTime() * 2; } }
      const moment = new Moment(4);
      return [
        new Date() instanceof Date, early instanceof Date, new RealDate() instanceof Date, moment instanceof Moment,
        moment instanceof Date, moment.double, structuredClone(new Date(3)) instanceof Date,
        early.constructor === Date, Object.prototype.toString.call(new Date()),
        new Moment().getTime() - RealDate.now() > 1e11,
      ];
    `),
  ).toEqual([true, true, true, true, true, 8, true, true, '[object Date]', true]);
});

it('a worker posts its dates as dates', async () => {
  expect(await inWorker('return new Date(42)')).toEqual(new Date(42));
});
