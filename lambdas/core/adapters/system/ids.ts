/** Names of new things: ULIDs, which sort by the time of making, also within one millisecond. */
import { createHash, randomInt } from 'node:crypto';
import { monotonicFactory } from 'ulid';
import type { Ids } from '../../application/ports.ts';
import { base32 } from './base32.ts';

/** `per_` and 130 bits of the SHA-256 of the lower-cased address: the same person on every instance. */
export const personId = (email: string): string =>
  `per_${base32(createHash('sha256').update(email.trim().toLowerCase()).digest(), 26)}`;

/**
 * At least 0 and below 1, unpredictable. By itself ulid asks the system for each of an id's sixteen random characters,
 * which is half of the time that deciding on a change takes; Node asks for a thousand at once.
 */
export const chance = (): number => randomInt(2 ** 32) / 2 ** 32;

/** The time of the one, and 80 bits of both: a ULID as good as any. */
export const derivedId = (prefix: string, of: string, where: string): string => {
  const [, time = ''] = /_([0-9A-HJKMNP-TV-Z]{10})/.exec(of) ?? [];
  return `${prefix}_${time.padEnd(10, '0')}${base32(createHash('sha256').update(`${of} ${where}`).digest(), 16)}`;
};

/** One per instance; ids made by one instance are strictly increasing. */
export const ulidIds = (): Ids => {
  const ulid = monotonicFactory(chance);
  return { next: (prefix) => `${prefix}_${ulid()}`, person: personId, derived: derivedId };
};
