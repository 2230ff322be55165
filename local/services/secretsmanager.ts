/** Secrets Manager: secrets generated once and kept in the data folder. */
import { randomUUID } from 'node:crypto';
import { AwsError, type Call, type Clock, type Service } from '../kernel/contract.ts';
import { jsonReply, unknownOperation } from '../wire/reply.ts';
import type { GenerateSecretString } from './secretsmanager/random-password.ts';
import { generateSecret } from './secretsmanager/random-password.ts';
import { openSecretStore, type SecretVersion } from './secretsmanager/store.ts';

export interface SecretDescription {
  readonly name: string;
  readonly arn: string;
  /** At most one of the two; without either a password is generated. */
  readonly secretString?: string;
  readonly generate?: GenerateSecretString;
}

export interface Secrets {
  readonly service: Service;
  /** The current value, by name or ARN; throws AwsError `ResourceNotFoundException`. */
  value(nameOrArn: string): string;
  close(): void;
}

export interface SecretsOptions {
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly secrets: readonly SecretDescription[];
}

const notFound = (what: string): AwsError =>
  new AwsError('ResourceNotFoundException', `Secrets Manager can't find the specified ${what}.`);

const required = (input: Record<string, unknown>, name: string): string => {
  const value = input[name];
  if (typeof value === 'string') return value;
  throw new AwsError('InvalidParameterException', `You must provide a value for the ${name} parameter.`);
};

/** Opens the secrets of a template; a value once made stays, until the template gives another. */
export const createSecrets = ({ dataFolder, clock, secrets }: SecretsOptions): Secrets => {
  const store = openSecretStore(dataFolder);

  for (const { arn, secretString, generate } of secrets) {
    const exists = store.staged(arn, 'AWSCURRENT') !== undefined;
    if (exists && (secretString === undefined || store.given(arn) === secretString)) continue;
    const version = {
      versionId: randomUUID(),
      secretString: secretString ?? generateSecret(generate ?? {}),
      createdAt: Math.floor(clock.now()),
    };
    store.put(arn, version, ['AWSCURRENT'], secretString);
  }

  /** AWS appends a dash and six characters to the name in an ARN, and takes the ARN without them too. */
  const find = (id: string): SecretDescription => {
    const found = secrets.find(
      ({ name, arn }) => id === name || id === arn || arn.replace(/-[A-Za-z0-9]{6}$/, '') === id,
    );
    if (found === undefined) throw notFound('secret');
    return found;
  };

  const seconds = (milliseconds: number): number => milliseconds / 1000;

  const get = (input: Record<string, unknown>): unknown => {
    const { arn, name } = find(required(input, 'SecretId'));
    const { VersionId, VersionStage } = input;
    const stage = VersionStage === undefined ? 'AWSCURRENT' : String(VersionStage);
    const version: SecretVersion | undefined =
      VersionId === undefined ? store.staged(arn, stage) : store.version(arn, String(VersionId));
    const stages = store.stages(arn)[version?.versionId ?? ''] ?? [];
    if (version === undefined || (VersionStage !== undefined && !stages.includes(stage))) {
      throw notFound(
        `secret value for ${VersionId === undefined ? `staging label: ${stage}` : `VersionId: ${VersionId}`}`,
      );
    }
    return {
      ARN: arn,
      Name: name,
      VersionId: version.versionId,
      SecretString: version.secretString,
      VersionStages: stages,
      CreatedDate: seconds(version.createdAt),
    };
  };

  const put = (input: Record<string, unknown>): unknown => {
    const { arn, name } = find(required(input, 'SecretId'));
    const secretString = required(input, 'SecretString');
    const versionId = typeof input.ClientRequestToken === 'string' ? input.ClientRequestToken : randomUUID();
    const stages = Array.isArray(input.VersionStages) ? input.VersionStages.map(String) : ['AWSCURRENT'];
    const before = store.version(arn, versionId);
    if (before !== undefined && before.secretString !== secretString) {
      throw new AwsError('ResourceExistsException', 'This version already exists with another value.');
    }
    // A repeated request with its own token has been carried out already.
    if (before === undefined) {
      store.put(arn, { versionId, secretString, createdAt: Math.floor(clock.now()) }, stages);
    }
    return { ARN: arn, Name: name, VersionId: versionId, VersionStages: stages };
  };

  const describe = (input: Record<string, unknown>): unknown => {
    const { arn, name } = find(required(input, 'SecretId'));
    const current = store.staged(arn, 'AWSCURRENT');
    return {
      ARN: arn,
      Name: name,
      RotationEnabled: false,
      VersionIdsToStages: store.stages(arn),
      ...(current === undefined ? {} : { LastChangedDate: seconds(current.createdAt) }),
    };
  };

  const operations: Readonly<Record<string, (input: Record<string, unknown>) => unknown>> = {
    GetSecretValue: get,
    PutSecretValue: put,
    DescribeSecret: describe,
  };

  return {
    service: {
      name: 'secretsmanager',
      handle: async (call: Call) => {
        const operation = operations[call.operation];
        if (operation === undefined) throw unknownOperation(call);
        return jsonReply(operation(call.input));
      },
    },
    value: (nameOrArn) => {
      const version = store.staged(find(nameOrArn).arn, 'AWSCURRENT');
      if (version === undefined) throw notFound('secret value');
      return version.secretString;
    },
    close: () => store.close(),
  };
};
