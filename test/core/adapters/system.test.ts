import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../../lambdas/core/adapters/system/clock.ts';
import { defaultProvider } from '../../../lambdas/core/adapters/system/credentials.ts';
import { derivedId, personId, ulidIds } from '../../../lambdas/core/adapters/system/ids.ts';
import { sealKeysOf, secretKeys, webhookSecretsOf } from '../../../lambdas/core/adapters/system/secret.ts';
import { mockClient } from '../../support/mock-client.ts';

describe('ids', () => {
  it('carry their prefix and are strictly increasing, also within a millisecond', () => {
    const ids = ulidIds();
    const made = Array.from({ length: 500 }, () => ids.next('evt'));
    expect(made[0]).toMatch(/^evt_[0-9A-HJKMNP-TV-Z]{26}$/);
    expect(made.toSorted()).toEqual(made);
    expect(new Set(made).size).toBe(500);
  });

  it('of a person depend on the address alone', () => {
    expect(personId('Maria@Example.com ')).toBe(personId('maria@example.com'));
    expect(personId('maria@example.com')).toMatch(/^per_[0-9A-HJKMNP-TV-Z]{26}$/);
    expect(personId('maria@example.com')).not.toBe(personId('maria@example.org'));
    expect(ulidIds().person('maria@example.com')).toBe(personId('maria@example.com'));
  });

  it('that follow from another are as old as it, and the same every time', () => {
    const event = ulidIds().next('evt');
    const id = derivedId('cmt', event, 'tkt_1');
    expect(id).toMatch(/^cmt_[0-9A-HJKMNP-TV-Z]{26}$/);
    expect(id.slice(4, 14)).toBe(event.slice(4, 14));
    expect(derivedId('cmt', event, 'tkt_1')).toBe(id);
    expect(derivedId('cmt', event, 'tkt_2')).not.toBe(id);
  });
});

describe('the clock', () => {
  it('tells ISO 8601 in UTC with milliseconds', () => {
    expect(systemClock.now()).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });
});

const secrets = mockClient(SecretsManagerClient);
beforeEach(() => secrets.reset());

describe('the secret', () => {
  const k1 = 'x'.repeat(32);

  it.each([
    ['{}', 'current'],
    ['{"current":"k1"}', 'current'],
    ['{"current":"k1","k1":"short"}', '32 characters'],
    [`{"current":"k1","k1":"${k1}","old":"short"}`, '32 characters'],
    [`{"current":"K.1","K.1":"${k1}"}`, ''],
    ['nonsense', ''],
  ])('is refused when it is %s', (text, why) => {
    expect(() => sealKeysOf(text)).toThrow(why);
  });

  it('holds what webhooks sign in with, apart from the keys', () => {
    const webhooks = JSON.stringify({ github: 'ghp_0123456789', jira: 'bWU6dG9rZW4=' });
    const text = JSON.stringify({ current: 'k1', k1, webhooks });
    expect([...sealKeysOf(text).keys]).toEqual([['k1', k1]]);
    expect([...webhookSecretsOf(text)]).toEqual([
      ['github', 'ghp_0123456789'],
      ['jira', 'bWU6dG9rZW4='],
    ]);
    expect(webhookSecretsOf(JSON.stringify({ current: 'k1', k1 })).size).toBe(0);
    expect(() => sealKeysOf(JSON.stringify({ current: 'webhooks', webhooks }))).toThrow('current');
  });

  it('is read once in five minutes', async () => {
    secrets
      .on(GetSecretValueCommand, { SecretId: 'arn' })
      .resolves({ SecretString: JSON.stringify({ current: 'k1', k1 }) });
    let now = 0;
    const keys = secretKeys('arn', new SecretsManagerClient({ region: 'eu-west-1' }), () => now);
    await Promise.all([keys(), keys()]);
    expect((await keys()).keys.get('k1')).toBe(k1);
    expect(secrets.commandCalls(GetSecretValueCommand)).toHaveLength(1);
    now = 5 * 60_000;
    await keys();
    expect(secrets.commandCalls(GetSecretValueCommand)).toHaveLength(2);
  });

  it('is asked for again after it could not be had', async () => {
    secrets
      .on(GetSecretValueCommand)
      .rejectsOnce(new Error('away'))
      .resolves({ SecretString: JSON.stringify({ current: 'k1', k1 }) });
    const keys = secretKeys('arn', new SecretsManagerClient({ region: 'eu-west-1' }));
    await expect(keys()).rejects.toThrow('away');
    expect((await keys()).current).toBe('k1');
  });
});

describe('credentials of a function', () => {
  beforeEach(() => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIA');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
    vi.stubEnv('AWS_SESSION_TOKEN', 'session');
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it('are the three variables', async () => {
    expect(await defaultProvider()()).toEqual({
      accessKeyId: 'AKIA',
      secretAccessKey: 'secret',
      sessionToken: 'session',
    });
    vi.stubEnv('AWS_SESSION_TOKEN', undefined);
    expect(await defaultProvider()()).toEqual({ accessKeyId: 'AKIA', secretAccessKey: 'secret' });
  });

  it('that are missing are named', async () => {
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', '');
    await expect(defaultProvider()()).rejects.toThrow('AWS_SECRET_ACCESS_KEY is not set');
    vi.stubEnv('AWS_ACCESS_KEY_ID', undefined);
    await expect(defaultProvider()()).rejects.toThrow('AWS_ACCESS_KEY_ID is not set');
  });
});
