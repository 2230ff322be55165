/** Answers of repeated requests that belong to no ticket's transaction. */
import type { OnceStore } from '../../application/desk-ports.ts';
import type { Clock } from '../../application/ports.ts';
import { onceTaken } from '../../domain/errors.ts';
import type { Texts } from '../s3/texts.ts';
import { onceKey } from './keys.ts';
import { absentOrExpired, onceOf, rowOfOnce } from './once-row.ts';
import { refusedRow } from './refusals.ts';
import type { Table } from './table.ts';

export const dynamoOnceStore = (table: Table, texts: Texts, clock: Clock): OnceStore => ({
  find: async (scope) => {
    const row = await table.get(onceKey(scope));
    return row === null ? null : onceOf(row, clock.now(), texts);
  },
  keep: async (once) => {
    const now = clock.now();
    try {
      await table.put(await rowOfOnce(once, now, texts), absentOrExpired(now));
    } catch (error) {
      throw refusedRow(error) === null ? error : onceTaken();
    }
  },
});
