/** The headers that make a request conditional: If-Match (RFC 9110 section 13.1.1) and Idempotency-Key. */
import { createHash } from 'node:crypto';
import { DomainError } from '../domain/errors.ts';
import type { Caller } from '../domain/people/caller.ts';

/** The version that If-Match names, null for none or `*`. A weak tag is taken: versions compare exactly. Throws BadIfMatch. */
export const versionOf = (ifMatch: string | undefined): number | null => {
  if (ifMatch === undefined || ifMatch.trim() === '*') return null;
  const digits = /^\s*(?:W\/)?(?:"(\d{1,15})"|(\d{1,15}))\s*$/.exec(ifMatch);
  if (digits === null)
    throw new DomainError(
      'BadIfMatch',
      'malformed',
      'If-Match must be one version as in the ETag, for instance "7".',
    );
  return Number(digits[1] ?? digits[2]);
};

/** A caller as one word: what counts and cursors and idempotency keys belong to. */
export const callerKey = (caller: Caller): string => {
  switch (caller.kind) {
    case 'requester':
      return `requester:${caller.personId}`;
    case 'agent':
      return `agent:${caller.id}`;
    case 'machine':
      return `machine:${caller.id}`;
    case 'link':
      return `link:${caller.personId}:${caller.ticketId}`;
    case 'public':
      return 'public';
  }
};

const sha256 = (...parts: readonly (string | Buffer)[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
};

/** What an Idempotency-Key stands for: this caller, this route, this body on this path. Throws BadIdempotencyKey. */
export const onceOf = (
  key: string | undefined,
  asked: {
    readonly caller: Caller;
    readonly routeId: string;
    readonly method: string;
    readonly path: string;
    readonly body: Buffer;
  },
): { readonly scope: string; readonly bodyHash: string } | null => {
  if (key === undefined) return null;
  if (!/^[\x21-\x7e]{1,255}$/.test(key))
    throw new DomainError(
      'BadIdempotencyKey',
      'malformed',
      'Idempotency-Key must be 1 to 255 visible ASCII characters.',
    );
  return {
    scope: `${callerKey(asked.caller)}|${asked.routeId}|${key}`,
    bodyHash: sha256(asked.method, asked.path, asked.body),
  };
};
