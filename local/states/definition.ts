/** Reads a state machine's definition, and refuses loudly what AWS refuses or what the desk would have to guess. */
import type * as z from 'zod';
import {
  branchSchema,
  type Definition,
  machineSchema,
  processorSchema,
  type Scope,
  STATE_SCHEMAS,
  type State,
} from './asl.ts';
import { errorNameProblems } from './lint/error-names.ts';
import { expressionProblems } from './lint/expressions.ts';
import { scopeProblems } from './lint/scopes.ts';
import { taskProblems } from './lint/tasks.ts';

/** Where reading has got to: what was wrong so far, and the names that may not be used again in this machine. */
interface Reading {
  readonly problems: string[];
  readonly names: Set<string>;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const parse = <T>(schema: z.ZodType<T>, value: unknown, where: string, reading: Reading): T | undefined => {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) {
    const field = issue.path.length === 0 ? '' : `${issue.path.join('.')}: `;
    reading.problems.push(`${where}: ${field}${issue.message}`);
  }
  return undefined;
};

const readScope = (
  raw: { readonly StartAt: string; readonly States: Readonly<Record<string, unknown>> },
  where: string,
  reading: Reading,
): Scope => {
  const states = new Map<string, State>();
  for (const [name, value] of Object.entries(raw.States)) {
    if (name.length > 80) reading.problems.push(`state '${name}': the name is longer than 80 characters`);
    if (reading.names.has(name)) reading.problems.push(`state '${name}': the name is used twice`);
    reading.names.add(name);
    const state = readState(value, name, reading);
    if (state !== undefined) states.set(name, state);
  }
  const scope = { startAt: raw.StartAt, states };
  reading.problems.push(...scopeProblems(scope, new Set(Object.keys(raw.States)), where));
  return scope;
};

const readState = (value: unknown, name: string, reading: Reading): State | undefined => {
  const where = `state '${name}'`;
  const type = isObject(value) ? value.Type : undefined;
  const schema = STATE_SCHEMAS[type as keyof typeof STATE_SCHEMAS];
  if (schema === undefined) {
    reading.problems.push(`${where}: unknown Type ${JSON.stringify(type)}`);
    return undefined;
  }
  const raw = parse<z.infer<(typeof STATE_SCHEMAS)[keyof typeof STATE_SCHEMAS]>>(
    schema,
    value,
    where,
    reading,
  );
  if (raw === undefined) return undefined;
  reading.problems.push(
    ...errorNameProblems(raw, where),
    ...taskProblems(raw, where),
    ...expressionProblems(raw, where),
  );
  if (raw.Type === 'Parallel') {
    const { Branches, ...rest } = raw;
    const branches = Branches.flatMap((branch, index) => {
      const at = `${where}: Branches[${index}]`;
      const parsed = parse(branchSchema, branch, at, reading);
      return parsed === undefined ? [] : [readScope(parsed, at, reading)];
    });
    return { ...rest, branches };
  }
  if (raw.Type === 'Map') {
    const { ItemProcessor, ...rest } = raw;
    const at = `${where}: ItemProcessor`;
    const parsed = parse(processorSchema, ItemProcessor, at, reading);
    return parsed === undefined ? undefined : { ...rest, processor: readScope(parsed, at, reading) };
  }
  return raw;
};

const read = (
  definition: unknown,
): { readonly read: Definition | undefined; readonly problems: string[] } => {
  const reading: Reading = { problems: [], names: new Set() };
  let value = definition;
  if (typeof definition === 'string') {
    try {
      value = JSON.parse(definition);
    } catch (error) {
      return { read: undefined, problems: [`the definition is no JSON: ${String(error)}`] };
    }
  }
  const machine = parse(machineSchema, value, 'the state machine', reading);
  if (machine === undefined) return { read: undefined, problems: reading.problems };
  const scope = readScope(machine, 'the state machine', reading);
  return { read: { scope, timeoutSeconds: machine.TimeoutSeconds }, problems: reading.problems };
};

/**
 * What is wrong with a definition (parsed ASL, or its text), a sentence each that names the state; empty if it may run.
 * `${…}` substitutions may stand in strings: it can be asked before or after CloudFormation has filled them in.
 */
export const definitionProblems = (definition: unknown): string[] => read(definition).problems;

/** A definition ready to run. Throws one error that lists every problem. */
export const loadDefinition = (name: string, definition: unknown): Definition => {
  const { read: loaded, problems } = read(definition);
  if (loaded === undefined || problems.length > 0)
    throw new Error(`The definition of the state machine ${name} cannot run:\n- ${problems.join('\n- ')}`);
  return loaded;
};
