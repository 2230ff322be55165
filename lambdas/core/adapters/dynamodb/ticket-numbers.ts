/** Ticket numbers, leased ten at a time so that opening a ticket mostly needs no call for one. */
import * as z from 'zod/mini';
import type { TicketNumbers } from '../../application/ports.ts';
import { counterKey } from './keys.ts';
import type { Table } from './table.ts';

const FIRST = 1001;
const LEASED = 10;

const counter = z.object({ leased: z.int() });

/** One per function instance. What is left of a lease when the instance ends is a gap. */
export const dynamoTicketNumbers = (table: Table): TicketNumbers => {
  let next = 0;
  let end = 0;
  let lease: Promise<void> | null = null;

  const renew = async (): Promise<void> => {
    const row = await table.update({
      Key: { ...counterKey },
      UpdateExpression: 'ADD leased :size',
      ExpressionAttributeValues: { ':size': LEASED },
      ReturnValues: 'UPDATED_NEW',
    });
    end = FIRST + z.parse(counter, row).leased;
    next = end - LEASED;
  };

  return {
    next: async () => {
      while (next === end) {
        lease ??= renew().finally(() => {
          lease = null;
        });
        await lease;
      }
      const number = next;
      next += 1;
      return number;
    },
  };
};
