/** Names of new things: ULIDs, which sort by the time of making, also within one millisecond. */
import { createHash } from 'node:crypto';
import { monotonicFactory } from 'ulid';
import type { Ids } from '../../application/ports.ts';
import { base32 } from './base32.ts';

/** `per_` and 130 bits of the SHA-256 of the lower-cased address: the same person on every instance. */
export const personId = (email: string): string =>
  `per_${base32(createHash('sha256').update(email.trim().toLowerCase()).digest(), 26)}`;

/** One per instance; ids made by one instance are strictly increasing. */
export const ulidIds = (): Ids => {
  const ulid = monotonicFactory();
  return { next: (prefix) => `${prefix}_${ulid()}`, person: personId };
};
