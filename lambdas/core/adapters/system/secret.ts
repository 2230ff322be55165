/** The desk's one secret: the keys that seal tokens, and what webhooks say to sign in elsewhere. */
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod/mini';

/** Key ids and keys; `current` names the one that new seals are made with, the others still open old ones. */
export interface SealKeys {
  readonly current: string;
  readonly keys: ReadonlyMap<string, string>;
}

/**
 * Where secrets of webhooks stand beside the keys: a text of JSON, at least as long as a key. So a version of the desk
 * that knows nothing of them takes it for one more key that nothing was sealed with, and goes on working (ADR 20).
 */
export const WEBHOOKS = 'webhooks';

/** `{ "current": "k1", "k1": "…" }`; ids are short because every token carries one. */
const secretText = z.record(z.string().check(z.regex(/^[a-z0-9]{1,12}$/)), z.string()).check(
  z.refine(
    ({ current, ...keys }) => current !== undefined && current !== WEBHOOKS && Object.hasOwn(keys, current),
    'current must name a key',
  ),
  z.refine(
    ({ current: _current, ...keys }) => Object.values(keys).every((one) => one.length >= 32),
    'a key must have at least 32 characters',
  ),
);

export const sealKeysOf = (text: string): SealKeys => {
  const { current = '', [WEBHOOKS]: _webhooks, ...keys } = z.parse(secretText, JSON.parse(text));
  return { current, keys: new Map(Object.entries(keys)) };
};

/** Secrets by name. Throws for a text that nobody of ours wrote. */
export const webhookSecretsOf = (text: string): ReadonlyMap<string, string> => {
  const { [WEBHOOKS]: held = '{}' } = z.parse(secretText, JSON.parse(text));
  return new Map(Object.entries(z.parse(z.record(z.string(), z.string()), JSON.parse(held))));
};

const CACHED_MILLISECONDS = 5 * 60_000;

const readText = async (client: SecretsManagerClient, secretArn: string): Promise<string> => {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretArn }));
  return SecretString ?? '{}';
};

/** Read at most once in five minutes by each instance: a rotated key is in use everywhere after that. */
export const secretKeys = (
  secretArn: string,
  client = new SecretsManagerClient({}),
  now: () => number = Date.now,
): (() => Promise<SealKeys>) => {
  let held: { readonly keys: Promise<SealKeys>; readonly until: number } | null = null;
  const read = async (): Promise<SealKeys> => sealKeysOf(await readText(client, secretArn));
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

/** Read anew each time. */
export const webhookSecrets =
  (secretArn: string, client = new SecretsManagerClient({})): (() => Promise<ReadonlyMap<string, string>>) =>
  async () =>
    webhookSecretsOf(await readText(client, secretArn));
