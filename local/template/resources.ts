/** The resources of all stacks, with every intrinsic function resolved and every property checked. */
import * as z from 'zod';
import { ACCOUNT, REGION } from '../kernel/contract.ts';
import type { Stack } from './assembly.ts';
import { isTrue, NO_VALUE, resolve, type Scope } from './intrinsics.ts';
import type { Endpoints, Identity } from './resource-type.ts';
import { type PropertiesOf, resourceTypeNamed, type TypeName } from './resource-types.ts';
import { TemplateError } from './template-error.ts';

export interface Resource<T> {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  /** What `Ref` answers. */
  readonly ref: string;
  readonly stack: Stack;
  readonly properties: T;
}

export interface Resources {
  /** All resources of one type whose condition holds. */
  of<N extends TypeName>(type: N): readonly Resource<PropertiesOf<N>>[];
  /** How many there are of each type, for the standing bill. */
  readonly counts: Readonly<Record<string, number>>;
  /** Outputs of all stacks by name, without those that one stack only exports to another. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** Resolves everything at once, so that whatever is not known here is found at start. Throws TemplateError. */
export function resolveResources(stacks: readonly Stack[], endpoints: Endpoints): Resources {
  const scopes = new Map(stacks.map((stack) => [stack.name, scopeOf(stack, stacks, endpoints)] as const));
  const found = new Map<string, Resource<unknown>[]>();
  for (const stack of stacks) {
    const scope = scopes.get(stack.name);
    if (!scope) continue;
    for (const [logicalId, resource] of Object.entries(stack.template.Resources)) {
      if (resource.Condition !== undefined && !scope.condition(resource.Condition)) continue;
      const one = within(`${stack.name}/${logicalId} (${resource.Type})`, () =>
        readResource(stack, logicalId, scope, endpoints),
      );
      found.set(resource.Type, [...(found.get(resource.Type) ?? []), one]);
    }
  }
  for (const [type, all] of found) refuseSameNames(type, all);
  return {
    of: <N extends TypeName>(type: N) => (found.get(type) ?? []) as Resource<PropertiesOf<N>>[],
    counts: Object.fromEntries([...found].map(([type, all]) => [type, all.length])),
    outputs: Object.fromEntries(
      stacks.flatMap((stack) => outputsOf(stack, scopeOf(stack, stacks, endpoints), endpoints)),
    ),
  };
}

function outputsOf(stack: Stack, scope: Scope, endpoints: Endpoints): readonly [string, unknown][] {
  return Object.entries(stack.template.Outputs)
    .filter(([, output]) => output.Export === undefined)
    .filter(([, output]) => output.Condition === undefined || scope.condition(output.Condition))
    .map(([name, output]) => [
      name,
      within(`${stack.name}/Outputs/${name}`, () => atThisApi(resolve(output.Value, scope), endpoints)),
    ]);
}

function readResource(
  stack: Stack,
  logicalId: string,
  scope: Scope,
  endpoints: Endpoints,
): Resource<unknown> {
  const resource = resourceIn(stack, logicalId);
  const type = knownType(resource.Type);
  const identity = identityOf(stack, logicalId, scope, endpoints);
  const properties = resolve(resource.Properties, scope);
  const parsed = type.properties.safeParse(atThisApi(properties, endpoints));
  if (!parsed.success) throw new TemplateError(z.prettifyError(parsed.error));
  const ref = type.ref(identity);
  return {
    logicalId,
    name: identity.name,
    arn: type.attributes?.Arn?.(identity) ?? ref,
    ref,
    stack,
    properties: parsed.data,
  };
}

function identityOf(stack: Stack, logicalId: string, scope: Scope, endpoints: Endpoints): Identity {
  const { Type, Properties } = resourceIn(stack, logicalId);
  const type = knownType(Type);
  const given = type.nameProperty === undefined ? undefined : Properties[type.nameProperty];
  const name = given === undefined ? NO_VALUE : resolve(given, scope);
  return {
    ...endpoints,
    logicalId,
    name: typeof name === 'string' ? name : (type.nameFor?.(logicalId) ?? logicalId),
  };
}

function scopeOf(stack: Stack, stacks: readonly Stack[], endpoints: Endpoints): Scope {
  const { Parameters, Resources, Conditions, Mappings } = stack.template;
  const scope: Scope = {
    ref: (name) => {
      if (name in PSEUDO_PARAMETERS) return PSEUDO_PARAMETERS[name];
      if (name === 'AWS::StackName') return stack.name;
      if (name === 'AWS::StackId')
        return `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/${stack.name}/local`;
      if (Object.hasOwn(Parameters, name))
        return (
          endpoints.parameters?.[name] ??
          Parameters[name]?.Default ??
          missing(`parameter ${name} has no default`)
        );
      if (!Object.hasOwn(Resources, name)) missing(`${name} is neither a parameter nor a resource`);
      const type = knownType(resourceIn(stack, name).Type);
      return type.ref(identityOf(stack, name, scope, endpoints));
    },
    attribute: (logicalId, attribute) => {
      const resource = resourceIn(stack, logicalId);
      const answer = knownType(resource.Type).attributes?.[attribute];
      if (!answer) missing(`attribute ${attribute} of ${resource.Type} is not known here`);
      return answer(identityOf(stack, logicalId, scope, endpoints));
    },
    condition: (name) => {
      if (!Object.hasOwn(Conditions, name)) missing(`there is no condition ${name}`);
      return isTrue(Conditions[name], scope);
    },
    importValue: (name) => importedValue(name, stacks, endpoints),
    mapping: (map, first, second) =>
      Mappings[map]?.[first]?.[second] ?? missing(`mapping ${map} has no ${first}.${second}`),
  };
  return scope;
}

const PSEUDO_PARAMETERS: Readonly<Record<string, unknown>> = {
  'AWS::AccountId': ACCOUNT,
  'AWS::Region': REGION,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::NotificationARNs': [],
  'AWS::NoValue': NO_VALUE,
};

function importedValue(name: string, stacks: readonly Stack[], endpoints: Endpoints): unknown {
  for (const stack of stacks) {
    const scope = scopeOf(stack, stacks, endpoints);
    for (const output of Object.values(stack.template.Outputs)) {
      if (output.Export && resolve(output.Export.Name, scope) === name) return resolve(output.Value, scope);
    }
  }
  return missing(`no stack exports ${name}`);
}

/** CDK writes the default address of an API out by hand; here the API answers elsewhere. */
const atThisApi = (value: unknown, { apiUrl }: Endpoints): unknown =>
  mapTexts(value, (text) =>
    text.replace(/https:\/\/[a-z0-9-]+\.execute-api\.[a-z0-9-]+\.amazonaws\.com/g, apiUrl),
  );

function mapTexts(value: unknown, map: (text: string) => string): unknown {
  if (typeof value === 'string') return map(value);
  if (Array.isArray(value)) return value.map((one) => mapTexts(one, map));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mapTexts(one, map)]));
}

function resourceIn(stack: Stack, logicalId: string) {
  const resource = Object.hasOwn(stack.template.Resources, logicalId)
    ? stack.template.Resources[logicalId]
    : undefined;
  return resource ?? missing(`there is no resource ${logicalId} in stack ${stack.name}`);
}

function knownType(name: string) {
  return resourceTypeNamed(name) ?? missing(`the resource type ${name} is not known here`);
}

/** Two stacks may use one logical id; two tables of one name would be one table. */
function refuseSameNames(type: string, resources: readonly Resource<unknown>[]): void {
  const refs = resources.map(({ ref }) => ref);
  const twice = refs.find((ref, index) => refs.indexOf(ref) !== index);
  if (twice !== undefined && type !== 'AWS::CDK::Metadata' && type !== 'AWS::IAM::Policy') {
    throw new TemplateError(`Two resources of type ${type} would both be named ${twice}.`);
  }
}

function within<T>(place: string, run: () => T): T {
  try {
    return run();
  } catch (cause) {
    throw new TemplateError(`${place}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}

function missing(what: string): never {
  throw new TemplateError(what);
}
