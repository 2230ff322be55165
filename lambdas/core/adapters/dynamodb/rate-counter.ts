/** Requests counted by who sent them and when, in rows that go away by themselves. */
import * as z from 'zod/mini';
import type { RateCounter } from '../../application/desk-ports.ts';
import { rateKey } from './keys.ts';
import { secondsOf } from './once-row.ts';
import type { Table } from './table.ts';

const counted = z.object({ count: z.int() });
const KEPT_SECONDS = 600;

/** `minute` is an ISO time cut after the minute, or a whole one. */
const expiryOf = (minute: string): number =>
  secondsOf(minute.length === 16 ? `${minute}:00.000Z` : minute) + KEPT_SECONDS;

export const dynamoRateCounter = (table: Table): RateCounter => ({
  count: async (who, minute) => {
    const row = await table.update({
      Key: { ...rateKey(who, minute) },
      UpdateExpression: 'ADD #count :one SET expiresAt = :expiresAt',
      ExpressionAttributeNames: { '#count': 'count' },
      ExpressionAttributeValues: { ':one': 1, ':expiresAt': expiryOf(minute) },
      ReturnValues: 'UPDATED_NEW',
    });
    return z.parse(counted, row).count;
  },
});
