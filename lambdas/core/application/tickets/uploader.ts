/** Who an upload belongs to. */
import { DomainError } from '../../domain/errors.ts';
import type { Caller } from '../../domain/people/caller.ts';
import { actorOf } from '../people.ts';

/** Person, agent or key id. */
export const uploaderOf = (caller: Caller): string => {
  const { id } = actorOf(caller, null);
  if (id === null) throw new DomainError('SignInNeeded', 'unauthenticated', 'This needs a sign-in.');
  return id;
};
