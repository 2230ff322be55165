/** The state machines of the template, with their substitutions made. */
import { readFileSync } from 'node:fs';
import { assetOf } from './functions.ts';
import type { Resources } from './resources.ts';
import { TemplateError } from './template-error.ts';

export interface MachineDescription {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  /** Amazon States Language, parsed. */
  readonly definition: Record<string, unknown>;
}

export function describeMachines(resources: Resources): readonly MachineDescription[] {
  return resources.of('AWS::StepFunctions::StateMachine').map((resource) => {
    const { logicalId, name, arn, properties } = resource;
    const text =
      properties.DefinitionString ??
      (properties.Definition === undefined ? undefined : JSON.stringify(properties.Definition)) ??
      (properties.DefinitionS3Location === undefined
        ? undefined
        : readFileSync(assetOf(resource, properties.DefinitionS3Location.Key), 'utf8'));
    if (text === undefined) throw new TemplateError(`${logicalId} has no definition.`);
    return {
      logicalId,
      name,
      arn,
      roleArn: properties.RoleArn,
      definition: JSON.parse(withSubstitutions(text, properties.DefinitionSubstitutions, logicalId)),
    };
  });
}

/** Every `${Name}` must be given: CloudFormation would leave it as it stands, and the machine would fail late. */
function withSubstitutions(
  text: string,
  given: Readonly<Record<string, unknown>>,
  logicalId: string,
): string {
  return text.replace(/\$\{([A-Za-z0-9_]+)\}/g, (_, name: string) => {
    if (!Object.hasOwn(given, name))
      throw new TemplateError(`${logicalId}: nothing is given for \${${name}}.`);
    return String(given[name]);
  });
}
