/** What the permissions need to know of the template besides roles. */
import type { Surroundings } from '../permissions/questions.ts';
import type { TableDescription } from '../services/dynamodb/tables.ts';
import type { Blueprint } from '../template/blueprint.ts';

export function surroundingsOf(blueprint: Blueprint, tables: readonly TableDescription[]): Surroundings {
  const { resources } = blueprint;
  return {
    partitionKeys: new Map(
      tables.map(({ name, keys, indexes }) => [
        name,
        new Map<string | undefined, string>([
          [undefined, keys.partition.name],
          ...indexes.map((index) => [index.name, index.keys.partition.name] as const),
        ]),
      ]),
    ),
    identities: resources.of('AWS::SES::EmailIdentity').map(({ name }) => name),
    machineArns: blueprint.machines.map(({ arn }) => arn),
    secretArns: new Map(resources.of('AWS::SecretsManager::Secret').map(({ name, ref }) => [name, ref])),
  };
}
