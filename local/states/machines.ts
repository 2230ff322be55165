/** The state machines of the template, and every definition that an execution may still be running on. */
import { createHash } from 'node:crypto';
import type { Definition } from './asl.ts';
import type { Machine } from './contract.ts';
import { loadDefinition } from './definition.ts';
import type { Store } from './store.ts';

/** A machine as it is now. */
export interface KnownMachine {
  readonly arn: string;
  readonly name: string;
  readonly roleArn: string;
  /** JSON text. */
  readonly definition: string;
  /** Names the definition in the store. */
  readonly hash: string;
  /** When this definition was first seen, desk ms. */
  readonly createdAt: number;
}

export interface Machines {
  get(arn: string): KnownMachine | undefined;
  all(): readonly KnownMachine[];
  /** The definition that an execution started with, whatever its machine looks like today. */
  definition(hash: string): Definition;
}

/** Reads and keeps all definitions; throws if one of them cannot run. `now` is desk ms. */
export const createMachines = (
  machines: ReadonlyMap<string, Machine>,
  store: Store,
  now: number,
): Machines => {
  const loaded = new Map<string, Definition>();
  const known = new Map<string, KnownMachine>();
  for (const machine of machines.values()) {
    const definition = loadDefinition(machine.name, machine.definition);
    const body =
      typeof machine.definition === 'string' ? machine.definition : JSON.stringify(machine.definition);
    const hash = createHash('sha256').update(body).digest('hex');
    store.keepDefinition(hash, body, now);
    loaded.set(hash, definition);
    known.set(machine.arn, {
      arn: machine.arn,
      name: machine.name,
      roleArn:
        machine.roleArn ??
        machine.arn.replace(/^arn:aws:states:[^:]*:(\d+):.*$/, 'arn:aws:iam::$1:role/states'),
      definition: body,
      hash,
      createdAt: store.definition(hash)?.createdAt ?? now,
    });
  }
  return {
    get: (arn) => known.get(arn),
    all: () => [...known.values()],
    definition(hash) {
      const here = loaded.get(hash);
      if (here !== undefined) return here;
      const kept = store.definition(hash);
      if (kept === undefined) throw new Error(`The definition ${hash} is not in the store`);
      const definition = loadDefinition(hash, kept.body);
      loaded.set(hash, definition);
      return definition;
    },
  };
};
