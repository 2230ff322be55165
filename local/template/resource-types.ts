/** Every CloudFormation type that the desk on one machine knows; anything else in a template is an error. */
import type { ResourceType } from './resource-type.ts';
import { COMPUTE_TYPES } from './types-compute.ts';
import { DATA_TYPES } from './types-data.ts';
import { PEOPLE_TYPES } from './types-people.ts';
import { ROUTING_TYPES } from './types-routing.ts';

export const RESOURCE_TYPES = { ...DATA_TYPES, ...COMPUTE_TYPES, ...ROUTING_TYPES, ...PEOPLE_TYPES } as const;

export type TypeName = keyof typeof RESOURCE_TYPES;

/** The properties of a resource of this type, resolved and checked. */
export type PropertiesOf<N extends TypeName> =
  (typeof RESOURCE_TYPES)[N] extends ResourceType<infer T> ? T : never;

/** The type, or undefined when it is not known here. */
export const resourceTypeNamed = (name: string): ResourceType | undefined =>
  Object.hasOwn(RESOURCE_TYPES, name) ? (RESOURCE_TYPES[name as TypeName] as ResourceType) : undefined;
