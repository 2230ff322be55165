/** The doors around a ticket's workflow: what starts and wakes it, and what looks after it. */
import { eventOfImage } from '../adapters/dynamodb/event-row.ts';
import { dynamoLoads } from '../adapters/dynamodb/loads.ts';
import { dynamoWaits } from '../adapters/dynamodb/waits.ts';
import { eventBridgeBus } from '../adapters/eventbridge/bus.ts';
import { stepFunctionsWorkflows } from '../adapters/stepfunctions/workflows.ts';
import { handBackOfAbsent } from '../application/desk/absence.ts';
import { handBackOfLeavers } from '../application/desk/leavers.ts';
import { followSettings } from '../application/workflow/follow-settings.ts';
import { inTurn } from '../application/workflow/in-turn.ts';
import { offerAgain } from '../application/workflow/offer-again.ts';
import { orchestrate, relay } from '../application/workflow/orchestrate.ts';
import { rebirth, sweep } from '../application/workflow/rebirth.ts';
import { desk, tableOf } from '../compose.ts';
import type { Environment } from '../contracts/environment.ts';
import { readEnvironment } from '../runtime/environment.ts';

const workflowParts = (environment: Environment<'rebirth'>) => {
  const table = tableOf(environment.TABLE_NAME);
  const parts = desk(table, environment.CONTENT_BUCKET);
  return {
    ...parts,
    loads: dynamoLoads(table),
    waits: dynamoWaits(table),
    workflows: stepFunctionsWorkflows(environment.STATE_MACHINE_ARN),
  };
};

export const orchestrateDoor = () => ({
  eventOf: eventOfImage,
  read: orchestrate(workflowParts(readEnvironment('orchestrate'))),
});

export const relayDoor = () => ({
  eventOf: eventOfImage,
  read: relay({ bus: eventBridgeBus(readEnvironment('relay').EVENT_BUS_NAME) }),
});

export const rebirthDoor = () => rebirth(workflowParts(readEnvironment('rebirth')));

export const sweepDoor = () => {
  const ports = workflowParts(readEnvironment('sweep'));
  return inTurn(ports, [
    sweep(ports),
    followSettings(ports),
    handBackOfAbsent(ports),
    handBackOfLeavers(ports),
    offerAgain(ports),
  ]);
};
