import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  RotateSecretCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { generateSecret } from '../../../local/services/secretsmanager/random-password.ts';
import {
  createSecrets,
  type SecretDescription,
  type Secrets,
} from '../../../local/services/secretsmanager.ts';
import { aWorkbench, clientOf, removeFolder, type Workbench } from './workbench.ts';

const ARN = 'arn:aws:secretsmanager:eu-west-1:000000000000:secret:desk-AbCdEf';
const SECRET: SecretDescription = {
  name: 'desk',
  arn: ARN,
  generate: {
    SecretStringTemplate: '{"kid":"1"}',
    GenerateStringKey: 'key',
    PasswordLength: 40,
    ExcludePunctuation: true,
  },
};

let bench: Workbench;
let secrets: Secrets;
let client: SecretsManagerClient;

const open = (secret = SECRET): void => {
  secrets = createSecrets({ ...bench, secrets: [secret] });
  bench.wire.services.splice(0, 1, secrets.service);
};
const get = (more: object = {}) => client.send(new GetSecretValueCommand({ SecretId: 'desk', ...more }));

beforeEach(async () => {
  bench = await aWorkbench();
  open();
  client = new SecretsManagerClient({ ...clientOf(bench.wire), maxAttempts: 1 });
});
afterEach(async () => {
  vi.restoreAllMocks();
  client.destroy();
  secrets.close();
  await bench.close();
  removeFolder(bench.dataFolder);
});

it('a secret is generated once, and found by name and ARN', async () => {
  const { SecretString, ARN: arn, VersionStages } = await get();
  expect(JSON.parse(SecretString ?? '')).toEqual({
    kid: '1',
    key: expect.stringMatching(/^[A-Za-z0-9]{40}$/),
  });
  expect([arn, VersionStages]).toEqual([ARN, ['AWSCURRENT']]);
  for (const SecretId of [ARN, ARN.slice(0, -7)])
    expect((await get({ SecretId })).SecretString).toBe(SecretString);
  secrets.close();
  open();
  expect(secrets.value('desk')).toBe(SecretString);
});

it('a new value becomes current, the old one previous', async () => {
  const before = secrets.value(ARN);
  const put = { SecretId: 'desk', SecretString: 'second', ClientRequestToken: 'a'.repeat(32) };
  const { VersionId } = await client.send(new PutSecretValueCommand(put));
  await client.send(new PutSecretValueCommand(put));
  expect((await get()).SecretString).toBe('second');
  expect((await get({ VersionStage: 'AWSPREVIOUS' })).SecretString).toBe(before);
  expect((await get({ VersionId })).SecretString).toBe('second');
  const { VersionIdsToStages } = await client.send(new DescribeSecretCommand({ SecretId: 'desk' }));
  expect(
    Object.values(VersionIdsToStages ?? {})
      .flat()
      .toSorted(),
  ).toEqual(['AWSCURRENT', 'AWSPREVIOUS']);
  const other = client.send(new PutSecretValueCommand({ ...put, SecretString: 'third' }));
  await expect(other).rejects.toMatchObject({ name: 'ResourceExistsException' });
});

it('a text in the template is the value until the template gives another, and a value put later stays', async () => {
  const given = (secretString: string): SecretDescription => ({ name: 'desk', arn: ARN, secretString });
  const reopen = (secret: SecretDescription): string => {
    secrets.close();
    open(secret);
    return secrets.value('desk');
  };
  expect(reopen(given('one'))).toBe('one');
  await client.send(new PutSecretValueCommand({ SecretId: 'desk', SecretString: 'rotated' }));
  expect(reopen(given('one'))).toBe('rotated');
  expect(reopen(given('two'))).toBe('two');
});

it('what it does not know, it says', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  await expect(get({ SecretId: 'nope' })).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  await expect(get({ VersionStage: 'AWSPENDING' })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
  await expect(client.send(new RotateSecretCommand({ SecretId: 'desk' }))).rejects.toMatchObject({
    name: 'UnknownOperationException',
  });
});

it('generated secrets hold every kind of character that is allowed, and no other', () => {
  for (let round = 0; round < 50; round += 1) {
    expect(generateSecret({ PasswordLength: 4 })).toMatch(
      /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)(?=.*[^A-Za-z0-9]).{4}$/,
    );
    expect(generateSecret({ ExcludeCharacters: '"@/\\', ExcludeNumbers: true })).toMatch(/^[^"@/\\\d]{32}$/);
  }
  expect(() => generateSecret({ PasswordLength: 2 })).toThrow(/No secret of 2 characters/);
});
