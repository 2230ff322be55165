/** Translations; apart from the other routes of agents, because most desks have none and their client is large. */
import type { Table } from '../adapters/dynamodb/table.ts';
import { dynamoTranslationBudget } from '../adapters/dynamodb/translation-budget.ts';
import { dynamoTranslations } from '../adapters/dynamodb/translations.ts';
import { languageDetector } from '../adapters/system/language.ts';
import { amazonTranslator } from '../adapters/translate/translator.ts';
import {
  type ListTranslationPorts,
  listTranslations,
} from '../application/translations/list-translations.ts';
import { errorIds, log } from '../runtime/logger.ts';

type SharedPorts = Pick<ListTranslationPorts, 'tickets' | 'settings' | 'clock'>;

export const translations = (table: Table, shared: SharedPorts) => ({
  listTranslations: listTranslations({
    ...shared,
    detector: languageDetector(),
    translator: amazonTranslator((error) => log('warn', 'TRANSLATION_FAILED', errorIds(error))),
    translations: dynamoTranslations(table, shared.clock),
    translationBudget: dynamoTranslationBudget(table, () => log('warn', 'TRANSLATION_BUDGET_SPENT')),
  }),
});
