/** A change of a ticket, or of several together, as one transaction. */
import type { Clock } from '../../application/ports.ts';
import type { TicketChange } from '../../application/records.ts';
import { superseded } from '../../domain/errors.ts';
import type { Requester } from '../../domain/ticket/ticket.ts';
import type { Texts } from '../s3/texts.ts';
import { changeSteps } from './change-steps.ts';
import { personKey } from './keys.ts';
import { netLoads } from './load-changes.ts';
import { transactSteps } from './step.ts';
import type { Table } from './table.ts';

/**
 * Before the transaction and outside of it: being known does no harm to a person whose ticket was refused, and rows
 * in a transaction cost twice and let tickets of one person cancel each other. Nobody becomes unverified by this.
 */
const rememberPerson = async (table: Table, requester: Requester): Promise<void> => {
  const { id, email, name, locale, verified } = requester;
  const named = name === null ? '' : ', #name = :name';
  await table.update({
    Key: { ...personKey(id) },
    UpdateExpression: `SET email = :email, #locale = :locale, ${
      verified ? 'verified = :verified' : 'verified = if_not_exists(verified, :verified)'
    }${named}`,
    ExpressionAttributeNames: { '#locale': 'locale', ...(name === null ? {} : { '#name': 'name' }) },
    ExpressionAttributeValues: {
      ':email': email,
      ':locale': locale,
      ':verified': verified,
      ...(name === null ? {} : { ':name': name }),
    },
  });
};

/** Throws what `TicketStore.save` promises. */
export const saveChanges = async (
  table: Table,
  changes: readonly TicketChange[],
  clock: Clock,
  texts: Texts,
): Promise<void> => {
  for (const { before, generation } of changes)
    if (generation !== undefined && before !== null && before.generation !== generation) throw superseded();
  const now = clock.now();
  const loads = netLoads(changes.flatMap((change) => change.loads ?? []));
  const steps = (
    await Promise.all(
      changes.map((change) =>
        changeSteps(
          table.name,
          { ...change, loads: (change.loads ?? []).filter((load) => loads.includes(load)) },
          now,
          texts,
        ),
      ),
    )
  ).flat();
  for (const { before, after } of changes) if (before === null) await rememberPerson(table, after.requester);
  await transactSteps(table, steps);
};
