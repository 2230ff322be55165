/** The step that reads what requesters wrote; apart from the other steps, because what finds details is large. */
import type { Table } from '../adapters/dynamodb/table.ts';
import { languageDetector } from '../adapters/system/language.ts';
import { analyse } from '../application/workflow/analyse.ts';
import type { StepPorts } from '../application/workflow/step.ts';
import { later } from '../contracts/later.ts';
import { textModelsIn } from './models.ts';

export const analysis = (table: Table, bucket: string, ports: StepPorts) => {
  const secondOpinion = later(async () => (await import('./second-opinion.ts')).secondOpinionIn(table));
  return analyse(ports, {
    detector: languageDetector(),
    models: textModelsIn(table, bucket),
    secondOpinion: async (...of) => (await secondOpinion())(...of),
  });
};
