/** The language model with all that asking it needs; loaded by the first ticket that it is asked about. */
import { bedrockLanguageModel } from '../adapters/bedrock/language-model.ts';
import { dynamoOpinions } from '../adapters/dynamodb/opinions.ts';
import type { Table } from '../adapters/dynamodb/table.ts';
import { secondOpinion } from '../application/workflow/second-opinion.ts';
import { log } from '../runtime/logger.ts';
import { countOne } from '../runtime/metrics.ts';

export const secondOpinionIn = (table: Table) =>
  secondOpinion({
    languageModel: bedrockLanguageModel(),
    opinions: dynamoOpinions(table),
    unheard: ({ ticketId, model, why }) => {
      log('warn', 'LANGUAGE_MODEL_UNHEARD', { ticketId, model, cause: why });
      countOne('LanguageModelUnheard');
    },
  });
