/** Says why a finding of the security checks is accepted, next to what it was found on. */
import { Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** `findings` are rules of cdk-nag's AwsSolutions pack without the prefix, in its spelling: `IAM5[Resource::*]`. */
export const acknowledge = (on: IConstruct, reason: string, ...findings: readonly string[]): void => {
  Validations.of(on).acknowledge(...findings.map((finding) => ({ id: `AwsSolutions-${finding}`, reason })));
};

/** For resources of policies that hold a wildcard; others of the same policy stay unacknowledged. */
export const acknowledgeWildcards = (on: IConstruct, reason: string, resources: readonly string[]): void => {
  const spelled = resources.map((resource) => spell(Stack.of(on).resolve(resource)));
  acknowledge(
    on,
    reason,
    ...spelled.filter((resource) => resource.includes('*')).map((resource) => `IAM5[Resource::${resource}]`),
  );
};

/** As cdk-nag writes a resource that CloudFormation still has to put together. */
const spell = (resolved: unknown): string => {
  if (typeof resolved === 'string') return resolved;
  const [[intrinsic, argument] = []] = Object.entries(resolved as Record<string, unknown>);
  if (intrinsic === 'Fn::Join' && Array.isArray(argument)) {
    const [separator, parts] = argument as [string, readonly unknown[]];
    return parts.map(spell).join(separator);
  }
  if (intrinsic === 'Fn::ImportValue') return String(argument);
  if (intrinsic === 'Ref') return `<${argument}>`;
  if (intrinsic === 'Fn::GetAtt' && Array.isArray(argument)) return `<${argument.join('.')}>`;
  throw new Error(`A wildcard in ${JSON.stringify(resolved)} cannot be named in an acknowledgement.`);
};
