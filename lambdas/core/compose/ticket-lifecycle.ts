/** The door of the steps of a ticket's workflow. Only it can load what reads languages and what asks language models. */
import { dynamoLoads } from '../adapters/dynamodb/loads.ts';
import { dynamoWaits } from '../adapters/dynamodb/waits.ts';
import { stepFunctionsWorkflows } from '../adapters/stepfunctions/workflows.ts';
import { languageDetector } from '../adapters/system/language.ts';
import { actOnMoment } from '../application/workflow/act-on-moment.ts';
import { analyse, askForDetails } from '../application/workflow/analyse.ts';
import { arm } from '../application/workflow/arm.ts';
import { assignLine } from '../application/workflow/assign-line.ts';
import { close, offerSurvey } from '../application/workflow/finish.ts';
import { desk, tableOf } from '../compose.ts';
import { later } from '../contracts/later.ts';
import { readEnvironment } from '../runtime/environment.ts';
import { textModelsIn } from './models.ts';

export const ticketLifecycleDoor = (environment = readEnvironment('ticketLifecycle')) => {
  const table = tableOf(environment.TABLE_NAME);
  const ports = {
    ...desk(table, environment.CONTENT_BUCKET),
    loads: dynamoLoads(table),
    waits: dynamoWaits(table),
    workflows: stepFunctionsWorkflows(environment.STATE_MACHINE_ARN),
  };
  const secondOpinion = later(async () => (await import('./second-opinion.ts')).secondOpinionIn(table));
  return {
    analyse: analyse(ports, {
      detector: languageDetector(),
      models: textModelsIn(table, environment.CONTENT_BUCKET),
      secondOpinion: async (...of) => (await secondOpinion())(...of),
    }),
    'ask-for-details': askForDetails(ports),
    'assign-line': assignLine(ports),
    arm: arm(ports),
    'act-on-moment': actOnMoment(ports),
    'offer-survey': offerSurvey(ports),
    close: close(ports),
  };
};
