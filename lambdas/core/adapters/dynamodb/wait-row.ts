/** The row by which the waiting workflow of a ticket is woken, and found when it is overdue. */
import * as z from 'zod/mini';
import type { Wait } from '../../application/ports.ts';
import { shardOf, ticketIdOf, waitKey, wakeSort, wakeView } from './keys.ts';
import type { Row } from './table.ts';

const textOrNull = z._default(z.nullable(z.string()), null);

const waitRow = z.object({
  PK: z.string(),
  generation: z.int(),
  token: textOrNull,
  place: textOrNull,
  wakeAt: z.string(),
});

export const rowOfWait = (wait: Wait): Row => {
  const { ticketId, generation, token, place, wakeAt } = wait;
  return {
    ...waitKey(ticketId),
    generation,
    ...(token === null ? {} : { token }),
    ...(place === null ? {} : { place }),
    wakeAt,
    GSI2PK: wakeView(shardOf(ticketId)),
    GSI2SK: wakeSort(wakeAt, ticketId),
  };
};

export const waitOf = (row: Row): Wait => {
  const { PK, ...rest } = z.parse(waitRow, row);
  return { ticketId: ticketIdOf(PK), ...rest };
};
