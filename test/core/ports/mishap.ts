/** Functions that die, or are left alone by the database, at any call: instances on one table that share nothing else. */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { documentClient } from '../../../lambdas/core/adapters/dynamodb/client.ts';
import { Table } from '../../../lambdas/core/adapters/dynamodb/table.ts';

/** What befalls one call to the database, and for `dies` every call after it. */
export interface Mishap {
  readonly kind: 'busy' | 'away' | 'lost' | 'dies before' | 'dies after';
  /** Which call of the delivery, from 0; beyond its last one nothing happens. */
  readonly call: number;
}

export const someMishap = (latestCall: number): fc.Arbitrary<Mishap | null> =>
  fc.option(
    fc.record({
      kind: fc.constantFrom('busy', 'away', 'lost', 'dies before', 'dies after'),
      call: fc.nat(latestCall),
    }),
    { freq: 4 },
  );

const named = (name: string, more: object = {}): Error => Object.assign(new Error(name), { name, ...more });

/** A function instance that meets the mishap, on tables that it shares with all others. */
export const instance = (database: DynamoDBClient, tableName: string, mishap: Mishap | null): Table => {
  const client = documentClient(database);
  client.middlewareStack = client.middlewareStack.clone();
  let calls = -1;
  client.middlewareStack.add(
    (next) => async (args) => {
      calls += 1;
      const at = mishap === null ? -1 : calls - mishap.call;
      if (at > 0 && mishap?.kind.startsWith('dies')) throw named('Killed');
      if (at !== 0) return next(args);
      if (mishap?.kind === 'busy') throw named('ThrottlingException');
      if (mishap?.kind === 'away') throw named('InternalServerError', { $fault: 'server' });
      if (mishap?.kind === 'dies before') throw named('Killed');
      await next(args);
      throw mishap?.kind === 'lost' ? named('InternalServerError', { $fault: 'server' }) : named('Killed');
    },
    { step: 'initialize', name: 'mishap' },
  );
  return new Table(client, tableName, async () => {});
};
