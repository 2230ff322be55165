/** Minutes that were booked for an organization in a period: read here, written by the transaction of each booking. */
import * as z from 'zod/mini';
import type { SupportHours } from '../../application/ports.ts';
import { versionConflict } from '../../domain/errors.ts';
import { NOTHING_BOOKED } from '../../domain/people/support-hours.ts';
import type { HoursChange } from '../../domain/ticket/book-time.ts';
import { hoursKey } from './keys.ts';
import type { Step } from './step.ts';
import type { Table } from './table.ts';

const hoursRow = z.object({ minutes: z.int(), warned: z._default(z.int(), 0) });

export const dynamoSupportHours = (table: Table): SupportHours => ({
  of: async (organizationId, period) => {
    const row = await table.get(hoursKey(organizationId, period));
    return row === null ? NOTHING_BOOKED : z.parse(hoursRow, row);
  },
});

const STANDS = '#minutes = :before AND #warned = :warnedBefore';

/** Refused as stale when somebody else booked meanwhile, so that the change is decided again on the new total. */
export const hoursStep = (
  table: string,
  { organizationId, period, before, after }: HoursChange,
  version: number,
): Step => ({
  item: {
    Update: {
      TableName: table,
      Key: { ...hoursKey(organizationId, period) },
      UpdateExpression: 'SET #minutes = :after, #warned = :warnedAfter',
      ConditionExpression:
        before.minutes === 0 && before.warned === 0 ? `attribute_not_exists(PK) OR (${STANDS})` : STANDS,
      ExpressionAttributeNames: { '#minutes': 'minutes', '#warned': 'warned' },
      ExpressionAttributeValues: {
        ':before': before.minutes,
        ':warnedBefore': before.warned,
        ':after': after.minutes,
        ':warnedAfter': after.warned,
      },
    },
  },
  refusal: () => versionConflict(version),
});
