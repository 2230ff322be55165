/** Machine keys, all in one partition: there are few, and an admin lists them whole. */
import * as z from 'zod/mini';
import type { KeyStore } from '../../application/desk-ports.ts';
import { SCOPES } from '../../domain/ticket/words.ts';
import { keysPartition, machineKeyKey } from './keys.ts';
import type { Table } from './table.ts';

const keyRow = z.object({
  id: z.string(),
  name: z.string(),
  secretHash: z.string(),
  scopes: z.array(z.enum(SCOPES)),
  products: z.array(z.string()),
  rateLimit: z.nullable(z.number()),
  createdAt: z.string(),
  expiresAt: z.nullable(z.string()),
  lastUsedAt: z.nullable(z.string()),
});

/** `expiresAt` is the table's time to live, in seconds; a key's end is told to its owner, so the row stays. */
export const dynamoKeyStore = (table: Table): KeyStore => ({
  find: async (id) => {
    const row = await table.get(machineKeyKey(id));
    return row === null ? null : z.parse(keyRow, row.key);
  },
  list: async () => {
    const rows = await table.query({
      KeyConditionExpression: 'PK = :partition',
      ExpressionAttributeValues: { ':partition': keysPartition },
      ConsistentRead: true,
    });
    return rows.map((row) => z.parse(keyRow, row.key));
  },
  add: (key) => table.put({ ...machineKeyKey(key.id), key: { ...key } }),
  remove: (id) => table.delete(machineKeyKey(id)),
});
