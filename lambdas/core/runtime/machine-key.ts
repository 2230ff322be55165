/** Machine keys `tlk_<id>_<secret>`: only the hash of the secret is stored, and a revocation is noticed within 60 s. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { MachineCaller } from '../domain/people/caller.ts';
import type { Scope } from '../domain/ticket/words.ts';
import { refused } from './claims.ts';

/** What is stored of a key. */
export interface KeyRecord {
  readonly id: string;
  readonly name: string;
  /** SHA-256 of the secret, hex. */
  readonly secretHash: string;
  readonly scopes: readonly Scope[];
  readonly products: readonly string[];
  readonly rateLimit: number | null;
  readonly expiresAt: string | null;
}

const KEEP_MILLISECONDS = 60_000;
/** Bounds what a caller who tries ids can make us remember. */
const MOST_KEPT = 1000;
const NO_HASH = '0'.repeat(64);

const badKey = () => refused('InvalidKey', 'The machine key is unknown, revoked or expired.');

const isSame = (secret: string, hash: string): boolean => {
  const expected = Buffer.from(hash, 'hex');
  const given = createHash('sha256').update(secret).digest();
  return expected.byteLength === given.byteLength && timingSafeEqual(given, expected);
};

/** Finds the caller of a key. Throws InvalidKey. `now` is ISO 8601 UTC. */
export const machineKeys = (
  findKey: (id: string) => Promise<KeyRecord | null>,
  now: () => string,
): ((token: string) => Promise<MachineCaller>) => {
  const kept = new Map<string, { readonly record: KeyRecord | null; readonly readAt: number }>();

  const recordOf = async (id: string): Promise<KeyRecord | null> => {
    const time = Date.parse(now());
    const held = kept.get(id);
    if (held !== undefined && time - held.readAt < KEEP_MILLISECONDS) return held.record;
    const record = await findKey(id);
    kept.delete(id);
    const oldest = kept.keys().next();
    if (kept.size >= MOST_KEPT && oldest.done !== true) kept.delete(oldest.value);
    kept.set(id, { record, readAt: time });
    return record;
  };

  return async (token) => {
    const [, id, secret] = /^tlk_(?:key_)?([0-9A-Za-z]{1,40})_([\w-]{16,200})$/.exec(token) ?? [];
    if (id === undefined || secret === undefined) throw badKey();
    const record = await recordOf(`key_${id}`);
    // Compared also when there is none, so that the time taken does not tell which ids exist.
    const isRight = isSame(secret, record?.secretHash ?? NO_HASH);
    if (record === null || !isRight || (record.expiresAt !== null && record.expiresAt <= now()))
      throw badKey();
    const { name, scopes, products, rateLimit } = record;
    return { kind: 'machine', id: record.id, name, scopes, products, rateLimit };
  };
};
