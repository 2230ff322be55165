/** Asks a desk over and over, with so many connections, each asking again as soon as it is answered. */
import { Agent, request } from 'node:http';
import { median, quantile } from '../quantiles.ts';
import { processorMilliseconds } from './processor.ts';
import type { RunningDesk } from './running-desk.ts';

export interface Ask {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Loaded {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly slowest: number;
  /** Milliseconds of processor time that the desk used for each, on all processors together. */
  readonly processor: number;
  /** Answers that were not 2xx, by status. */
  readonly refused: Readonly<Record<string, number>>;
}

const askOnce = (url: URL, agent: Agent, ask: Ask): Promise<number> =>
  new Promise((resolve, reject) => {
    const { method, path, headers, body } = ask;
    const sent = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
    const asked = request(
      { host: url.hostname, port: url.port, agent, method, path, headers: { ...headers, ...sent } },
      (response) => {
        response.on('error', reject);
        response.on('end', () => resolve(response.statusCode ?? 0));
        response.resume();
      },
    );
    asked.on('error', reject);
    asked.end(body);
  });

/** `make` is asked for the request of each number. */
export const load = async (
  { url, pid }: Pick<RunningDesk, 'url' | 'pid'>,
  connections: number,
  requests: number,
  make: (number: number) => Ask,
): Promise<Loaded> => {
  const target = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  const refused: Record<string, number> = {};
  let next = 0;
  const askOnAndOn = async (): Promise<void> => {
    while (next < requests) {
      next += 1;
      const startedAt = performance.now();
      const status = await askOnce(target, agent, make(next));
      times.push(performance.now() - startedAt);
      if (status < 200 || status > 299) refused[status] = (refused[status] ?? 0) + 1;
    }
  };
  const usedBefore = processorMilliseconds(pid);
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: connections }, askOnAndOn));
  const seconds = (performance.now() - startedAt) / 1000;
  agent.destroy();
  return {
    perSecond: requests / seconds,
    p50: median(times),
    p99: quantile(times, 0.99),
    slowest: Math.max(...times),
    processor: (processorMilliseconds(pid) - usedBefore) / requests,
    refused,
  };
};

/** For a note: what went wrong, or nothing. */
export const refusals = ({ refused }: Loaded): readonly string[] =>
  Object.entries(refused).map(([status, count]) => `${count} answers were ${status}.`);
