/** Says why a finding of the security checks is accepted, next to what it was found on. */
import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** `findings` are rules of cdk-nag's AwsSolutions pack without the prefix, in its spelling: `IAM5[Resource::*]`. */
export const acknowledge = (on: IConstruct, reason: string, ...findings: readonly string[]): void => {
  Validations.of(on).acknowledge(...findings.map((finding) => ({ id: `AwsSolutions-${finding}`, reason })));
};
