/** Waits for messages to appear in the ledger; one question to the table for all that are on their way. */
import { setTimeout as pause } from 'node:timers/promises';
import type { LedgerRow } from '../../../../lambdas/core/domain/mail/ledger.ts';
import type { ReadLedger } from '../../aws/ledger.ts';

export interface Landings {
  /** The row; null when there is none after all the patience. Rejects when the table cannot be asked. */
  wait(id: string): Promise<LedgerRow | null>;
}

interface Waiting {
  readonly until: number;
  readonly resolve: (row: LedgerRow | null) => void;
  readonly reject: (error: unknown) => void;
}

const SHORTEST_MILLIS = 50;
const LONGEST_MILLIS = 1000;

export const landings = (ledger: ReadLedger, patienceMillis: number): Landings => {
  const waiting = new Map<string, Waiting>();
  let looking = false;

  const look = async (): Promise<boolean> => {
    const rows = await ledger([...waiting.keys()]);
    for (const row of rows) {
      waiting.get(row.id)?.resolve(row);
      waiting.delete(row.id);
    }
    for (const [id, { until, resolve }] of waiting) {
      if (performance.now() < until) continue;
      resolve(null);
      waiting.delete(id);
    }
    return rows.length > 0;
  };

  const keepLooking = async (): Promise<void> => {
    looking = true;
    let millis = SHORTEST_MILLIS;
    try {
      while (waiting.size > 0) {
        await pause(millis);
        millis = (await look()) ? SHORTEST_MILLIS : Math.min(LONGEST_MILLIS, millis * 1.5);
      }
    } catch (error) {
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
    } finally {
      looking = false;
    }
  };

  return {
    wait: (id) =>
      new Promise((resolve, reject) => {
        waiting.set(id, { until: performance.now() + patienceMillis, resolve, reject });
        if (!looking) void keepLooking();
      }),
  };
};
