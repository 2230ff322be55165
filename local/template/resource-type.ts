/** What the desk must know of a CloudFormation type: its properties, its name, and what Ref and GetAtt answer. */
import * as z from 'zod';
import { ACCOUNT, REGION } from '../kernel/contract.ts';

/** Where the desk answers; some attributes are addresses. */
export interface Endpoints {
  /** The API and its pages, without a trailing slash. */
  readonly apiUrl: string;
  /** The services of AWS, without a trailing slash. */
  readonly wireUrl: string;
  /** Values for parameters of the template, in place of their defaults. */
  readonly parameters?: Readonly<Record<string, string>>;
}

export interface Identity extends Endpoints {
  readonly logicalId: string;
  /** The name that the template gives, else one derived from the logical id. */
  readonly name: string;
}

export interface ResourceType<T = unknown> {
  /** A property that is not listed is an error: it might change what happens. */
  readonly properties: z.ZodType<T>;
  /** The property that holds the physical name, if the type has one. */
  readonly nameProperty?: string;
  readonly nameFor?: (logicalId: string) => string;
  readonly ref: (identity: Identity) => string;
  readonly attributes?: Readonly<Record<string, (identity: Identity) => string>>;
}

/** Keeps the type of the properties while a table of types is written down. */
export const resourceType = <T>(type: ResourceType<T>): ResourceType<T> => type;

/** A property that is known to change nothing on one machine: encryption, tags, backups, descriptions. */
export const irrelevant = z.unknown().optional();

/** `arn:aws:<service>:<region>:<account>:<resource>`. */
export const arn = (service: string, resource: string): string =>
  `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;

/** A type that is accepted with whatever it says, because there is nothing to run. */
export const accepted = (
  nameProperty?: string,
  attributes: ResourceType['attributes'] = {},
): ResourceType<unknown> => ({
  properties: z.unknown(),
  ...(nameProperty === undefined ? {} : { nameProperty }),
  ref: ({ name }) => name,
  attributes,
});
