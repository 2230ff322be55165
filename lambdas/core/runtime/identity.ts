/** Who is calling, from the Authorization header: a sign-in token, a machine key or the token of a link. */

import { DomainError } from '../domain/errors.ts';
import type { Caller, LinkCaller } from '../domain/people/caller.ts';
import { callerOfClaims, type KnownAgent, refused } from './claims.ts';
import { type KeyRecord, machineKeys } from './machine-key.ts';

/** What the frame needs to tell callers apart. */
export interface IdentityNeeds {
  /** The claims of a token that is ours and has not expired; throws. A DomainError `transient` means: ask again. */
  readonly verifyJwt: (token: string) => Promise<unknown>;
  readonly findKey: (id: string) => Promise<KeyRecord | null>;
  /** The holder of a ticket page token; null when it is not ours, has ended, or its person was removed. */
  readonly openLink: (token: string) => Promise<LinkCaller | null>;
  readonly settings: { readonly current: () => Promise<{ readonly agents: readonly KnownAgent[] }> };
  readonly ids: { readonly person: (email: string) => string };
  /** ISO 8601 UTC. */
  readonly now: () => string;
}

/** No credential of ours is longer. */
const MOST_LENGTH = 8192;

const isJwt = (token: string): boolean => /^eyJ[\w-]*\.[\w-]+\.[\w-]+$/.test(token);

/** Answers the caller. Throws DomainError `unauthenticated` with a reason that a person can act on. */
export const identify = (needs: IdentityNeeds): ((authorization: string | undefined) => Promise<Caller>) => {
  const machineOf = machineKeys(needs.findKey, needs.now);

  const personOf = async (token: string): Promise<Caller> => {
    let claims: unknown;
    try {
      claims = await needs.verifyJwt(token);
    } catch (cause) {
      if (cause instanceof DomainError) throw cause;
      throw refused('InvalidToken', 'The token is not ours, damaged or expired. Sign in again.', cause);
    }
    const { agents } = await needs.settings.current();
    return callerOfClaims(claims, agents, needs.ids.person);
  };

  return async (authorization) => {
    if (authorization === undefined || authorization.trim() === '')
      throw refused('SignInNeeded', 'Send an Authorization header with a bearer token.');
    const token = /^\s*bearer\s+(\S+)\s*$/i.exec(authorization.slice(0, MOST_LENGTH + 1))?.[1];
    if (token === undefined || authorization.length > MOST_LENGTH)
      throw refused('InvalidToken', 'The Authorization header must be "Bearer" and one token.');
    if (token.startsWith('tlk_')) return machineOf(token);
    if (isJwt(token)) return personOf(token);
    const holder = await needs.openLink(token);
    if (holder === null)
      throw refused('InvalidToken', 'The token is not ours, or it has ended. Ask for a new link by mail.');
    return holder;
  };
};
