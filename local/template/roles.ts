/** What each role of the template may do. */
import type { Resources } from './resources.ts';
import { TemplateError } from './template-error.ts';

/** One statement as the policy writes it, with the place where it stands for people who read about it. */
export interface GrantStatement {
  readonly policy: string;
  readonly statement: Readonly<Record<string, unknown>>;
}

export interface RoleDescription {
  readonly name: string;
  readonly arn: string;
  readonly statements: readonly GrantStatement[];
}

/** Managed policies of AWS that only let a function write its logs, which it does not do by calls here. */
const LOG_POLICIES = ['AWSLambdaBasicExecutionRole', 'AmazonAPIGatewayPushToCloudWatchLogs'];

export function describeRoles(resources: Resources): readonly RoleDescription[] {
  const attached = [...resources.of('AWS::IAM::Policy'), ...resources.of('AWS::IAM::ManagedPolicy')];
  const managed = new Set(resources.of('AWS::IAM::ManagedPolicy').map(({ ref }) => ref));
  return resources.of('AWS::IAM::Role').map(({ name, arn, ref, properties }) => {
    for (const policy of properties.ManagedPolicyArns) {
      if (!managed.has(policy) && !LOG_POLICIES.some((known) => policy.endsWith(`/${known}`))) {
        throw new TemplateError(`The managed policy ${policy} of role ${name} is not known here.`);
      }
    }
    const inline = properties.Policies.map((policy) => ({
      name: policy.PolicyName,
      document: policy.PolicyDocument,
    }));
    const others = attached
      .filter(
        (policy) =>
          policy.properties.Roles.includes(name) || properties.ManagedPolicyArns.includes(policy.ref),
      )
      .map((policy) => ({ name: policy.name, document: policy.properties.PolicyDocument }));
    return {
      name: ref,
      arn,
      statements: [...inline, ...others].flatMap((policy) =>
        policy.document.Statement.map((statement) => ({ policy: policy.name, statement })),
      ),
    };
  });
}
