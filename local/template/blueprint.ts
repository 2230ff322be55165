/** Everything that the template says and the desk runs, read from a cloud assembly. */
import { type ApiDescription, describeApi } from './api.ts';
import { readAssembly } from './assembly.ts';
import {
  describeFunctions,
  describeMappings,
  type FunctionDescription,
  type QueueMapping,
  type StreamMapping,
} from './functions.ts';
import { describeMachines, type MachineDescription } from './machines.ts';
import type { Endpoints } from './resource-type.ts';
import { type Resources, resolveResources } from './resources.ts';
import { describeRoles, type RoleDescription } from './roles.ts';

export interface Blueprint {
  readonly functions: readonly FunctionDescription[];
  readonly streamMappings: readonly StreamMapping[];
  readonly queueMappings: readonly QueueMapping[];
  readonly api: ApiDescription | undefined;
  readonly machines: readonly MachineDescription[];
  readonly roles: readonly RoleDescription[];
  /** The rest, by type: tables, queues, buckets, rules and so on. */
  readonly resources: Resources;
}

/** Reads the assembly in `folder`; throws TemplateError for anything that the desk does not know. */
export function readBlueprint(folder: string, endpoints: Endpoints): Blueprint {
  const resources = resolveResources(readAssembly(folder), endpoints);
  const { streams, queues } = describeMappings(resources);
  return {
    functions: describeFunctions(resources),
    streamMappings: streams,
    queueMappings: queues,
    api: describeApi(resources),
    machines: describeMachines(resources),
    roles: describeRoles(resources),
    resources,
  };
}
