/** The desk's one secret: the keys that seal tokens. */
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod/mini';

/** Key ids and keys; `current` names the one that new seals are made with, the others still open old ones. */
export interface SealKeys {
  readonly current: string;
  readonly keys: ReadonlyMap<string, string>;
}

/** `{ "current": "k1", "k1": "…" }`; ids are short because every token carries one. */
const secretText = z.record(z.string().check(z.regex(/^[a-z0-9]{1,12}$/)), z.string()).check(
  z.refine(
    ({ current, ...keys }) => current !== undefined && Object.hasOwn(keys, current),
    'current must name a key',
  ),
  z.refine(
    ({ current: _current, ...keys }) => Object.values(keys).every((one) => one.length >= 32),
    'a key must have at least 32 characters',
  ),
);

export const sealKeysOf = (text: string): SealKeys => {
  const { current = '', ...keys } = z.parse(secretText, JSON.parse(text));
  return { current, keys: new Map(Object.entries(keys)) };
};

const CACHED_MILLISECONDS = 5 * 60_000;

/** Read at most once in five minutes by each instance: a rotated key is in use everywhere after that. */
export const secretKeys = (
  secretArn: string,
  client = new SecretsManagerClient({}),
  now: () => number = Date.now,
): (() => Promise<SealKeys>) => {
  let held: { readonly keys: Promise<SealKeys>; readonly until: number } | null = null;
  const read = async (): Promise<SealKeys> => {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretArn }));
    return sealKeysOf(SecretString ?? '{}');
  };
  return () => {
    if (held === null || held.until <= now()) {
      const keys = read();
      held = { keys, until: now() + CACHED_MILLISECONDS };
      keys.catch(() => {
        held = null;
      });
    }
    return held.keys;
  };
};
