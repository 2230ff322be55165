/** The state machines of the template at work, heard on the default bus and held to what their roles allow. */
import type { Faults } from '../control/faults.ts';
import type { Meter } from '../control/meter.ts';
import type { Activity, Clock, Functions } from '../kernel/contract.ts';
import type { Permissions } from '../permissions/permissions.ts';
import type { Events } from '../services/events.ts';
import { createStates } from '../states/service.ts';
import type { Blueprint } from '../template/blueprint.ts';

export interface MachinesOptions {
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly activity: Activity;
  readonly blueprint: Blueprint;
  readonly functions: Functions;
  readonly faults: Faults;
  readonly meter: Meter;
  readonly permissions: Permissions;
  /** Asked when the first execution ends, by when the buses are there. */
  readonly events: () => Events;
}

export function startMachines(options: MachinesOptions): ReturnType<typeof createStates> {
  const { dataFolder, clock, activity, blueprint, functions, faults, meter, permissions } = options;
  const machines = new Map(blueprint.machines.map((machine) => [machine.arn, machine] as const));
  return createStates({
    dataFolder,
    activity,
    clock: faults.clockOf('states', clock),
    functions,
    machines,
    onStatusChange: (event) => {
      options.events().put({
        source: event.source,
        detailType: event['detail-type'],
        detail: event.detail,
        resources: event.resources,
        time: event.time,
      });
    },
    onTransition: () => meter.count('stateTransitions'),
    authorize: (machineArn, action, resource) => {
      permissions.authorize(machines.get(machineArn)?.roleArn ?? '', { action, resource });
    },
  });
}
