/** The door of the steps of a ticket's workflow. */
import { dynamoLoads } from '../adapters/dynamodb/loads.ts';
import { dynamoWaits } from '../adapters/dynamodb/waits.ts';
import { stepFunctionsWorkflows } from '../adapters/stepfunctions/workflows.ts';
import { actOnMoment } from '../application/workflow/act-on-moment.ts';
import { arm } from '../application/workflow/arm.ts';
import { askForDetails } from '../application/workflow/ask-for-details.ts';
import { assignLine } from '../application/workflow/assign-line.ts';
import { close, offerSurvey } from '../application/workflow/finish.ts';
import type { StepInput } from '../application/workflow/step-input.ts';
import { desk, tableOf } from '../compose.ts';
import { later } from '../contracts/later.ts';
import { readEnvironment } from '../runtime/environment.ts';

export const ticketLifecycleDoor = (environment = readEnvironment('ticketLifecycle')) => {
  const table = tableOf(environment.TABLE_NAME);
  const bucket = environment.CONTENT_BUCKET;
  const ports = {
    ...desk(table, bucket),
    loads: dynamoLoads(table),
    waits: dynamoWaits(table),
    workflows: stepFunctionsWorkflows(environment.STATE_MACHINE_ARN),
  };
  const analysis = later(async () => (await import('./analysis.ts')).analysis(table, bucket, ports));
  return {
    analyse: async (input: StepInput) => (await analysis())(input),
    'ask-for-details': askForDetails(ports),
    'assign-line': assignLine(ports),
    arm: arm(ports),
    'act-on-moment': actOnMoment(ports),
    'offer-survey': offerSurvey(ports),
    close: close(ports),
  };
};
