/** How many characters were translated on a day, counted so that nobody goes over the limit. */
import type { TranslationBudget } from '../../application/translation-ports.ts';
import { translatedKey } from './keys.ts';
import { secondsOf } from './once-row.ts';
import { held } from './refusals.ts';
import type { Table } from './table.ts';

/** As long as somebody may want to look. */
const KEPT_SECONDS = 35 * 86_400;

/** `onSpent` is told of every piece that had to be left. */
export const dynamoTranslationBudget = (table: Table, onSpent: () => void): TranslationBudget => ({
  take: async (day, characters, most) => {
    const isTaken =
      characters <= most &&
      (await held(
        table.update({
          Key: { ...translatedKey(day) },
          UpdateExpression: 'ADD characters :more SET expiresAt = :expiresAt',
          ConditionExpression: 'attribute_not_exists(characters) OR characters <= :room',
          ExpressionAttributeValues: {
            ':more': characters,
            ':room': most - characters,
            ':expiresAt': secondsOf(`${day}T00:00:00.000Z`) + KEPT_SECONDS,
          },
        }),
      ));
    if (!isTaken) onSpent();
    return isTaken;
  },

  giveBack: async (day, characters) => {
    await table.update({
      Key: { ...translatedKey(day) },
      UpdateExpression: 'ADD characters :less',
      ExpressionAttributeValues: { ':less': -characters },
    });
  },
});
