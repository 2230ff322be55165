import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { beforeEach, describe, expect, it } from 'vitest';
import { listSecrets, removeSecret, setSecret } from '../../../bin/desk/secret/secrets.ts';
import { sealKeysOf, webhookSecretsOf } from '../../../lambdas/core/adapters/system/secret.ts';
import { mockClient } from '../../support/mock-client.ts';
import { allOutputs } from '../all-outputs.ts';

const cloudFormation = mockClient(CloudFormationClient);
const manager = mockClient(SecretsManagerClient);
const k1 = 'x'.repeat(64);
let stored = '';
let said: string[] = [];
let complained: string[] = [];
const voice = {
  say: (text: string) => void said.push(text),
  complain: (text: string) => void complained.push(text),
};
const where = { stage: 'example' };
const set = (name: string, value: string | null) =>
  setSecret({ where, name, value: value === null ? null : async () => value }, voice);

beforeEach(() => {
  stored = JSON.stringify({ current: 'k1', k1 });
  said = [];
  complained = [];
  cloudFormation.reset();
  manager.reset();
  cloudFormation.on(DescribeStacksCommand).resolves({ Stacks: [allOutputs({ SigningKeysArn: 'arn:keys' })] });
  manager
    .on(GetSecretValueCommand, { SecretId: 'arn:keys' })
    .callsFake(async () => ({ SecretString: stored }));
  manager.on(PutSecretValueCommand, { SecretId: 'arn:keys' }).callsFake(async ({ SecretString }) => {
    stored = SecretString;
  });
});

describe('desk secret', () => {
  it('keeps what webhooks sign in with beside the keys, which stay as they are', async () => {
    expect(await set('jira', 'bWU6dG9rZW4=\n')).toBe(0);
    expect(await set('github', 'ghp_1')).toBe(0);
    expect(webhookSecretsOf(stored)).toEqual(
      new Map([
        ['jira', 'bWU6dG9rZW4='],
        ['github', 'ghp_1'],
      ]),
    );
    expect([...sealKeysOf(stored).keys]).toEqual([['k1', k1]]);
    expect(said.join('\n')).not.toContain('ghp_1');
    // What an older version of the desk checks: a text as long as a key.
    expect((JSON.parse(stored) as Record<string, string>).webhooks?.length).toBeGreaterThanOrEqual(32);
  });

  it('replaces one, names all and forgets one, down to none', async () => {
    await set('a', '1');
    await set('a', '2');
    expect(said.at(-1)).toContain('a is replaced');
    expect(webhookSecretsOf(stored).get('a')).toBe('2');
    expect(await listSecrets(where, voice)).toBe(0);
    expect(said.at(-1)).toBe('a');
    expect(await removeSecret({ where, name: 'a' }, voice)).toBe(0);
    expect(stored).toBe(JSON.stringify({ current: 'k1', k1 }));
    await listSecrets(where, voice);
    expect(said.at(-1)).toBe('There are no secrets of webhooks.');
    expect(await removeSecret({ where, name: 'a' }, voice)).toBe(2);
    expect(complained.at(-1)).toContain('there is no secret a');
  });

  it('makes one to sign with, in the form of Standard Webhooks, and shows it once', async () => {
    await set('signing', null);
    const made = webhookSecretsOf(stored).get('signing') ?? '';
    expect(made).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(said.join('\n')).toContain(made);
  });

  it('takes no name that settings could not have, and no value that no header can hold', async () => {
    for (const [name, value] of [
      ['No Name', 'x'],
      ['', 'x'],
      ['a', ''],
      ['a', 'two\nlines'],
      ['a', 'ключ'],
      ['a', 'x'.repeat(4001)],
    ] as const)
      expect(await set(name, value)).toBe(2);
    expect(manager.commandCalls(PutSecretValueCommand)).toHaveLength(0);
  });
});
