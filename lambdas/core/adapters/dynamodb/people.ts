/** What is known of an address beside any one ticket. */
import * as z from 'zod/mini';
import type { People } from '../../application/ports.ts';
import { personId } from '../system/ids.ts';
import { personKey } from './keys.ts';
import type { Table } from './table.ts';

const textOrNull = z._default(z.nullable(z.string()), null);

const personRow = z.object({
  email: z.string(),
  name: textOrNull,
  locale: textOrNull,
  verified: z._default(z.boolean(), false),
  barred: z._default(z.boolean(), false),
});

export const dynamoPeople = (table: Table): People => ({
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
});
