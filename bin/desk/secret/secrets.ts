/** `desk secret`: what webhooks sign in with elsewhere, kept beside the keys in the desk's one secret (ADR 20). */
import { randomBytes } from 'node:crypto';
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { sealKeysOf, WEBHOOKS, webhookSecretsOf } from '../../../lambdas/core/adapters/system/secret.ts';
import type { ExitCode, Voice } from '../apply.ts';
import { orRefusal } from '../ask.ts';
import { findDesk, type Whereabouts } from '../aws/place.ts';
import { Refused } from '../http.ts';

/** As `${secret:name}` in the settings takes it. */
const NAME = /^[a-z0-9][a-z0-9_-]{0,63}$/;
const LONGEST = 4000;
/** Versions of the desk that know of no webhooks take their text for a key, and no key is shorter. */
const SHORTEST_TEXT = 32;

interface Held {
  readonly all: Readonly<Record<string, string>>;
  readonly webhooks: ReadonlyMap<string, string>;
}

interface Safe {
  read(): Promise<Held>;
  write(webhooks: ReadonlyMap<string, string>, held: Held): Promise<void>;
}

const safeAt = async (where: Whereabouts): Promise<Safe> => {
  const { access, outputs } = await findDesk(where);
  const client = new SecretsManagerClient(access);
  const SecretId = outputs.SigningKeysArn;
  return {
    read: async () => {
      const { SecretString = '{}' } = await client.send(new GetSecretValueCommand({ SecretId }));
      const all = z.record(z.string(), z.string()).parse(JSON.parse(SecretString));
      return { all, webhooks: webhookSecretsOf(SecretString) };
    },
    write: async (webhooks, { all }) => {
      const { [WEBHOOKS]: _before, ...keys } = all;
      const text = JSON.stringify(Object.fromEntries(webhooks)).padEnd(SHORTEST_TEXT);
      const next = JSON.stringify(webhooks.size === 0 ? keys : { ...keys, [WEBHOOKS]: text });
      // What a function could not read would silence the whole desk.
      sealKeysOf(next);
      await client.send(new PutSecretValueCommand({ SecretId, SecretString: next }));
    },
  };
};

const checkedName = (name: string): string => {
  if (NAME.test(name)) return name;
  throw new Refused(`${name} is no name of a secret: write 1 to 64 of a-z, 0-9, "-" and "_"`);
};

const checkedValue = (text: string): string => {
  const value = text.replace(/\r?\n$/, '');
  if (value === '' || value.length > LONGEST || !/^[\x20-\x7e]+$/.test(value))
    throw new Refused(`a secret is one line of ASCII, 1 to ${LONGEST} characters`);
  return value;
};

/** In the form of Standard Webhooks, which asks for 24 to 64 bytes. */
const newSigningSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

export interface SecretOrder {
  readonly where: Whereabouts;
  readonly name: string;
  /** Asked for the value; null: one to sign with is made and shown. */
  readonly value: (() => Promise<string>) | null;
}

export const setSecret = ({ where, name, value }: SecretOrder, voice: Voice): Promise<ExitCode> =>
  orRefusal(voice, async () => {
    checkedName(name);
    const safe = await safeAt(where);
    const secret = checkedValue(value === null ? newSigningSecret() : await value());
    const held = await safe.read();
    await safe.write(new Map([...held.webhooks, [name, secret]]), held);
    if (value === null)
      voice.say(`${secret}\nGive it to whoever receives the webhook; it is not shown again.`);
    voice.say(
      `${name} is ${held.webhooks.has(name) ? 'replaced' : 'set'}: settings name it \${secret:${name}}`,
    );
    return 0;
  });

/** Names alone. */
export const listSecrets = (where: Whereabouts, voice: Voice): Promise<ExitCode> =>
  orRefusal(voice, async () => {
    const { webhooks } = await (await safeAt(where)).read();
    const names = [...webhooks.keys()].toSorted();
    voice.say(names.length === 0 ? 'There are no secrets of webhooks.' : names.join('\n'));
    return 0;
  });

export const removeSecret = (
  { where, name }: Pick<SecretOrder, 'where' | 'name'>,
  voice: Voice,
): Promise<ExitCode> =>
  orRefusal(voice, async () => {
    const safe = await safeAt(where);
    const held = await safe.read();
    if (!held.webhooks.has(name)) throw new Refused(`there is no secret ${name}`);
    await safe.write(new Map([...held.webhooks].filter(([one]) => one !== name)), held);
    voice.say(`${name} is removed`);
    return 0;
  });
