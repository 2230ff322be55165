/** CloudFormation types about people and permissions: user pools, mail, roles; and those with nothing to run. */
import * as z from 'zod';
import { ACCOUNT, REGION } from '../kernel/contract.ts';
import { accepted, arn, irrelevant, resourceType } from './resource-type.ts';

const policyDocument = z.strictObject({
  Version: z.string().optional(),
  Statement: z.array(z.record(z.string(), z.unknown())),
});

const userPoolId = (logicalId: string) => `${REGION}_${logicalId}`;

export const PEOPLE_TYPES = {
  'AWS::Cognito::UserPool': resourceType({
    nameProperty: 'UserPoolName',
    ref: ({ logicalId }) => userPoolId(logicalId),
    attributes: {
      Arn: ({ logicalId }) => arn('cognito-idp', `userpool/${userPoolId(logicalId)}`),
      UserPoolId: ({ logicalId }) => userPoolId(logicalId),
      ProviderName: ({ logicalId }) => `cognito-idp.${REGION}.amazonaws.com/${userPoolId(logicalId)}`,
      ProviderURL: ({ logicalId }) => `https://cognito-idp.${REGION}.amazonaws.com/${userPoolId(logicalId)}`,
    },
    properties: z.strictObject({
      UserPoolName: z.string().optional(),
      AccountRecoverySetting: irrelevant,
      AdminCreateUserConfig: irrelevant,
      AliasAttributes: irrelevant,
      AutoVerifiedAttributes: irrelevant,
      DeletionProtection: irrelevant,
      DeviceConfiguration: irrelevant,
      EmailConfiguration: irrelevant,
      EmailVerificationMessage: irrelevant,
      EmailVerificationSubject: irrelevant,
      EnabledMfas: irrelevant,
      MfaConfiguration: irrelevant,
      Policies: irrelevant,
      Schema: irrelevant,
      SmsVerificationMessage: irrelevant,
      UserAttributeUpdateSettings: irrelevant,
      UsernameAttributes: irrelevant,
      UsernameConfiguration: irrelevant,
      UserPoolAddOns: irrelevant,
      UserPoolTags: irrelevant,
      UserPoolTier: irrelevant,
      VerificationMessageTemplate: irrelevant,
    }),
  }),
  'AWS::Cognito::UserPoolClient': resourceType({
    // Ids of real clients are 26 lower-case letters and digits.
    ref: ({ logicalId }) => logicalId.toLowerCase(),
    attributes: {
      ClientId: ({ logicalId }) => logicalId.toLowerCase(),
      Name: ({ name }) => name,
    },
    nameProperty: 'ClientName',
    properties: z.looseObject({ UserPoolId: z.string(), ClientName: z.string().optional() }),
  }),
  'AWS::Cognito::UserPoolGroup': resourceType({
    nameProperty: 'GroupName',
    ref: ({ name }) => name,
    properties: z.strictObject({
      UserPoolId: z.string(),
      GroupName: z.string().optional(),
      Description: irrelevant,
      Precedence: irrelevant,
      RoleArn: irrelevant,
    }),
  }),
  'AWS::Cognito::UserPoolDomain': accepted('Domain'),
  'AWS::SES::EmailIdentity': resourceType({
    nameProperty: 'EmailIdentity',
    ref: ({ name }) => name,
    attributes: Object.fromEntries(
      [1, 2, 3].flatMap((n) => [
        [`DkimDNSTokenName${n}`, ({ name }: { name: string }) => `token${n}._domainkey.${name}`],
        [`DkimDNSTokenValue${n}`, () => `token${n}.dkim.amazonses.com`],
      ]),
    ),
    properties: z.strictObject({
      EmailIdentity: z.string(),
      ConfigurationSetAttributes: z.strictObject({ ConfigurationSetName: z.string() }).optional(),
      DkimAttributes: irrelevant,
      DkimSigningAttributes: irrelevant,
      FeedbackAttributes: irrelevant,
      MailFromAttributes: irrelevant,
      Tags: irrelevant,
    }),
  }),
  'AWS::SES::ConfigurationSet': resourceType({
    nameProperty: 'Name',
    ref: ({ name }) => name,
    properties: z.strictObject({
      Name: z.string().optional(),
      DeliveryOptions: irrelevant,
      ReputationOptions: irrelevant,
      SendingOptions: irrelevant,
      SuppressionOptions: irrelevant,
      TrackingOptions: irrelevant,
      VdmOptions: irrelevant,
      Tags: irrelevant,
    }),
  }),
  'AWS::SES::ConfigurationSetEventDestination': resourceType({
    ref: ({ logicalId }) => logicalId,
    properties: z.strictObject({
      ConfigurationSetName: z.string(),
      EventDestination: z.strictObject({
        Name: z.string().optional(),
        Enabled: z.boolean(),
        MatchingEventTypes: z.array(z.string()),
        EventBridgeDestination: z.strictObject({ EventBusArn: z.string() }),
      }),
    }),
  }),
  'AWS::SES::ReceiptRuleSet': resourceType({
    nameProperty: 'RuleSetName',
    ref: ({ name }) => name,
    properties: z.strictObject({ RuleSetName: z.string().optional(), Tags: irrelevant }),
  }),
  'AWS::SES::ReceiptRule': resourceType({
    ref: ({ logicalId }) => logicalId,
    properties: z.strictObject({
      RuleSetName: z.string(),
      After: irrelevant,
      Rule: z.strictObject({
        Name: z.string().optional(),
        Enabled: z.boolean().default(false),
        Recipients: z.array(z.string()).default([]),
        // Verdicts are always there: whoever hands a mail in names them.
        ScanEnabled: irrelevant,
        TlsPolicy: z.enum(['Require', 'Optional']).optional(),
        Actions: z.array(
          z.strictObject({
            S3Action: z.strictObject({
              BucketName: z.string(),
              ObjectKeyPrefix: z.string().optional(),
              TopicArn: z.string().optional(),
              IamRoleArn: irrelevant,
            }),
          }),
        ),
      }),
    }),
  }),
  'AWS::IAM::Role': resourceType({
    nameProperty: 'RoleName',
    ref: ({ name }) => name,
    attributes: {
      Arn: ({ name }) => `arn:aws:iam::${ACCOUNT}:role/${name}`,
      RoleId: ({ logicalId }) => logicalId,
    },
    properties: z.strictObject({
      RoleName: z.string().optional(),
      Policies: z
        .array(z.strictObject({ PolicyName: z.string(), PolicyDocument: policyDocument }))
        .default([]),
      ManagedPolicyArns: z.array(z.string()).default([]),
      AssumeRolePolicyDocument: irrelevant,
      Description: irrelevant,
      MaxSessionDuration: irrelevant,
      Path: irrelevant,
      Tags: irrelevant,
    }),
  }),
  'AWS::IAM::Policy': resourceType({
    nameProperty: 'PolicyName',
    ref: ({ name }) => name,
    properties: z.strictObject({
      PolicyName: z.string(),
      PolicyDocument: policyDocument,
      Roles: z.array(z.string()).default([]),
    }),
  }),
  'AWS::IAM::ManagedPolicy': resourceType({
    nameProperty: 'ManagedPolicyName',
    ref: ({ name }) => `arn:aws:iam::${ACCOUNT}:policy/${name}`,
    properties: z.strictObject({
      ManagedPolicyName: z.string().optional(),
      PolicyDocument: policyDocument,
      Roles: z.array(z.string()).default([]),
      Description: irrelevant,
      Path: irrelevant,
    }),
  }),
  'AWS::S3::BucketPolicy': accepted(),
  'AWS::Logs::LogGroup': accepted('LogGroupName', { Arn: ({ name }) => arn('logs', `log-group:${name}:*`) }),
  'AWS::Logs::MetricFilter': accepted(),
  'AWS::Logs::ResourcePolicy': accepted(),
  'AWS::CloudWatch::Alarm': accepted('AlarmName', { Arn: ({ name }) => arn('cloudwatch', `alarm:${name}`) }),
  'AWS::CloudWatch::Dashboard': accepted('DashboardName'),
  'AWS::CDK::Metadata': accepted(),
};
