/** Translations as rows of their tickets: a piece has at most 10,000 bytes, so its translation has room in one. */
import * as z from 'zod/mini';
import type { Clock } from '../../application/ports.ts';
import type { Translations } from '../../application/translation-ports.ts';
import { translationIdOf, translationKey } from './keys.ts';
import { absentOrExpired, secondsOf } from './once-row.ts';
import { held } from './refusals.ts';
import type { Table } from './table.ts';

const KEPT_SECONDS = 90 * 86_400;

const translationRow = z.object({ SK: z.string(), text: z.string(), expiresAt: z.int() });

export const dynamoTranslations = (table: Table, clock: Clock): Translations => ({
  kept: async (ticketId, ids) => {
    const now = secondsOf(clock.now());
    const rows = await table.getAll(ids.map((id) => translationKey(ticketId, id)));
    return new Map(
      rows
        .map((row) => z.parse(translationRow, row))
        .filter(({ expiresAt }) => expiresAt > now)
        .map(({ SK, text }) => [translationIdOf(SK), text]),
    );
  },

  keep: async (ticketId, id, text) => {
    const now = clock.now();
    const row = { ...translationKey(ticketId, id), text, expiresAt: secondsOf(now) + KEPT_SECONDS };
    await held(table.put(row, absentOrExpired(now)));
  },
});
