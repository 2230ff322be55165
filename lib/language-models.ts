/** What of Amazon Bedrock the desk may ask: the ids of a stage as ARNs, and no other model. */
import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/**
 * Where a profile's regions are, as the beginning of its id; the rest is the id of its model.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html
 */
const PROFILE = /^(us|us-gov|eu|apac|jp|au|ca|global)\.(?<model>.+)$/;

export interface LanguageModelTargets {
  /** Models that are asked in the desk's own region, and profiles. */
  readonly askedArns: readonly string[];
  /** The models of the profiles, wherever those ask them. */
  readonly behindArns: readonly string[];
  readonly profileArns: readonly string[];
}

export const languageModelTargets = (
  scope: Construct,
  { languageModels }: { readonly languageModels: readonly string[] },
): LanguageModelTargets => {
  const stack = Stack.of(scope);
  const model = (resourceName: string, place: { readonly region?: string } = {}) =>
    stack.formatArn({
      service: 'bedrock',
      account: '',
      resource: 'foundation-model',
      resourceName,
      ...place,
    });
  const profiles = languageModels.filter((id) => PROFILE.test(id));
  const models = languageModels.filter((id) => !PROFILE.test(id));
  const profileArns = profiles.map((resourceName) =>
    stack.formatArn({ service: 'bedrock', resource: 'inference-profile', resourceName }),
  );
  return {
    askedArns: [...models.map((id) => model(id)), ...profileArns],
    behindArns: profiles.map((id) => model(PROFILE.exec(id)?.groups?.model ?? id, { region: '*' })),
    profileArns,
  };
};
