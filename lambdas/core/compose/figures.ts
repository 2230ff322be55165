/** The door that keeps, as events arrive, what figures are counted from. */
import { dynamoExamples } from '../adapters/dynamodb/examples.ts';
import { dynamoFigures } from '../adapters/dynamodb/figures.ts';
import { dynamoMacroUses } from '../adapters/dynamodb/macro-uses.ts';
import { keepExamples } from '../application/desk/keep-examples.ts';
import { projectWaits } from '../application/figures/same-day.ts';
import { projectSatisfaction } from '../application/figures/satisfaction.ts';
import { countMacroUse } from '../application/macros/uses.ts';
import { tableOf } from '../compose.ts';
import type { TicketEvent } from '../domain/ticket/events.ts';
import { readEnvironment } from '../runtime/environment.ts';

export const projectDoor = () => {
  const table = tableOf(readEnvironment('project').TABLE_NAME);
  const figures = dynamoFigures(table);
  const satisfaction = projectSatisfaction({ figures });
  const waits = projectWaits({ figures });
  const teachings = keepExamples({ examples: dynamoExamples(table) });
  const uses = countMacroUse({ macroUses: dynamoMacroUses(table) });
  return async (event: TicketEvent): Promise<void> => {
    await satisfaction(event);
    await waits(event);
    await uses(event);
    await teachings(event);
  };
};
