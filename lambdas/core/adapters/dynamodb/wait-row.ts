/** The row by which the waiting workflow of a ticket is woken, and found when it is overdue. */
import * as z from 'zod/mini';
import type { Wait } from '../../application/records.ts';
import { shardOf, ticketIdOf, waitKey, wakeSort, wakeView } from './keys.ts';
import type { Row } from './table.ts';

const textOrNull = z._default(z.nullable(z.string()), null);

const waitRow = z.object({
  PK: z.string(),
  generation: z.int(),
  token: textOrNull,
  place: textOrNull,
  wakeAt: z.string(),
  failures: z._default(z.int(), 0),
  failedAt: textOrNull,
});

/** The index attributes of a waiting row that wakes then. */
export const wakeKeys = (ticketId: string, wakeAt: string) => ({
  GSI2PK: wakeView(shardOf(ticketId)),
  GSI2SK: wakeSort(wakeAt, ticketId),
});

/** A row that an execution owns but does not wait on: of an opened or reborn ticket. */
export const rowOfUnarmedWait = (wait: Omit<Wait, 'token' | 'place'>): Row => {
  const { ticketId, ...rest } = wait;
  return { ...waitKey(ticketId), ...rest, ...wakeKeys(ticketId, wait.wakeAt) };
};

export const waitOf = (row: Row): Wait => {
  const { PK, ...rest } = z.parse(waitRow, row);
  return { ticketId: ticketIdOf(PK), ...rest };
};
