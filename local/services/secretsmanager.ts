/** Secrets Manager: secrets generated once and kept in the data folder. */
import type { Clock, Service } from '../kernel/contract.ts';

/** CloudFormation's GenerateSecretString, in its own spelling. */
export interface GenerateSecretString {
  readonly SecretStringTemplate?: string;
  readonly GenerateStringKey?: string;
  readonly PasswordLength?: number;
  readonly ExcludeCharacters?: string;
  readonly ExcludePunctuation?: boolean;
  readonly ExcludeNumbers?: boolean;
  readonly ExcludeLowercase?: boolean;
  readonly ExcludeUppercase?: boolean;
  readonly IncludeSpace?: boolean;
  readonly RequireEachIncludedType?: boolean;
}

export interface SecretDescription {
  readonly name: string;
  readonly arn: string;
  /** Exactly one of the two. */
  readonly secretString?: string;
  readonly generate?: GenerateSecretString;
}

export interface Secrets {
  readonly service: Service;
  /** The current value, by name or ARN. */
  value(nameOrArn: string): string;
  close(): void;
}

export const createSecrets = (_options: {
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly secrets: readonly SecretDescription[];
}): Secrets => {
  throw new Error('stub');
};
