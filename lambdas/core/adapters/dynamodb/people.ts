/** What is known of an address beside any one ticket. */
import * as z from 'zod/mini';
import type { People } from '../../application/desk-ports.ts';
import { personId } from '../system/ids.ts';
import { personKey } from './keys.ts';
import { refusedRow } from './refusals.ts';
import type { Table } from './table.ts';

const textOrNull = z._default(z.nullable(z.string()), null);

const silence = z._default(
  z.nullable(z.object({ since: z.string(), cause: z.enum(['bounced', 'complained']), reason: textOrNull })),
  null,
);

const personRow = z.object({
  email: z.string(),
  name: textOrNull,
  locale: textOrNull,
  verified: z._default(z.boolean(), false),
  barred: z._default(z.boolean(), false),
  silence,
});

/** Alone in its row when the person was read for it. */
const silenceRow = z.object({ silence });

export const dynamoPeople = (table: Table): People => {
  const silenceOf: People['silenceOf'] = async (email) => {
    const row = await table.get(personKey(personId(email)), { stale: true, attributes: ['silence'] });
    return row === null ? null : z.parse(silenceRow, row).silence;
  };

  /** A condition that does not hold means that something later is known already. */
  const updateIf = async (...given: Parameters<Table['update']>): Promise<void> => {
    try {
      await table.update(...given);
    } catch (error) {
      if (refusedRow(error) === null) throw error;
    }
  };

  return {
    find: async (email) => {
      const id = personId(email);
      const row = await table.get(personKey(id));
      return row === null ? null : { id, ...z.parse(personRow, row) };
    },

    verify: async (email) => {
      await table.update({
        Key: { ...personKey(personId(email)) },
        UpdateExpression: 'SET email = :email, verified = :yes',
        ExpressionAttributeValues: { ':email': email, ':yes': true },
      });
    },

    silenceOf,

    silence: async (email, { since, cause, reason }) => {
      await updateIf({
        Key: { ...personKey(personId(email)) },
        UpdateExpression: 'SET email = :email, #silence = :silence',
        ConditionExpression:
          '(attribute_not_exists(#silence) OR #silence.#since < :since) AND ' +
          '(attribute_not_exists(reachedAt) OR reachedAt < :since)',
        ExpressionAttributeNames: { '#silence': 'silence', '#since': 'since' },
        ExpressionAttributeValues: { ':email': email, ':silence': { since, cause, reason }, ':since': since },
      });
    },

    // Every delivery asks, and nearly none ends a silence: a look costs a tenth of a write that is refused.
    endSilence: async (email, at, causes) => {
      const known = await silenceOf(email);
      if (known === null || known.since >= at || !causes.includes(known.cause)) return;
      await updateIf({
        Key: { ...personKey(personId(email)) },
        UpdateExpression: 'SET reachedAt = :at REMOVE #silence',
        ConditionExpression: '#silence.#since < :at',
        ExpressionAttributeNames: { '#silence': 'silence', '#since': 'since' },
        ExpressionAttributeValues: { ':at': at },
      });
    },
  };
};
