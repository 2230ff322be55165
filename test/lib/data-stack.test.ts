import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { INDEXES, PROJECTED } from '../../lambdas/core/contracts/indexes.ts';
import { synthesize } from './synthesized.ts';

const prod = synthesize('prod');
const quiet = synthesize('quiet');
const { dataTemplate: template } = prod;

/** A changed id is a new, empty resource; the old one would stay behind with everything in it. */
const KEPT = {
  Table: 'AWS::DynamoDB::GlobalTable',
  Content: 'AWS::S3::Bucket',
  Mail: 'AWS::S3::Bucket',
  SetAside: 'AWS::S3::Bucket',
  SigningKeys: 'AWS::SecretsManager::Secret',
  UserPool: 'AWS::Cognito::UserPool',
  UserPoolClient: 'AWS::Cognito::UserPoolClient',
  MailDomain: 'AWS::SES::EmailIdentity',
};

describe('what must survive', () => {
  it.each(Object.entries(KEPT))('%s keeps its logical id', (id, type) => {
    expect(Object.keys(template.findResources(type))).toContain(id);
  });

  it('is nowhere but in this stack', () => {
    for (const type of new Set(Object.values(KEPT))) prod.serviceTemplate.resourceCountIs(type, 0);
  });

  it.each(['Table', 'Content', 'Mail', 'SetAside', 'SigningKeys', 'UserPool'])(
    '%s outlives the stack',
    (id) => {
      const resources = template.toJSON().Resources as Record<string, object>;
      expect(resources[id]).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    },
  );

  it('cannot be deleted by a slip', () => {
    expect(prod.data.terminationProtection).toBe(true);
    template.hasResourceProperties('AWS::Cognito::UserPool', { DeletionProtection: 'ACTIVE' });
  });

  it('is exported whether or not the service asks for it, so that both stacks stay deployable', () => {
    const exported = JSON.stringify(template.toJSON().Outputs);
    for (const value of [
      '{"Fn::GetAtt":["Table","Arn"]}',
      '{"Ref":"Table"}',
      '{"Fn::GetAtt":["Table","StreamArn"]}',
      '{"Fn::GetAtt":["Content","Arn"]}',
      '{"Ref":"Content"}',
      '{"Fn::GetAtt":["Mail","Arn"]}',
      '{"Ref":"Mail"}',
      '{"Fn::GetAtt":["SetAside","Arn"]}',
      '{"Ref":"SigningKeys"}',
      '{"Ref":"UserPoolClient"}',
    ])
      expect(exported).toContain(`"Value":${value},"Export"`);
  });
});

describe('the table', () => {
  it('is billed by request, recoverable to the second and protected', () => {
    template.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      KeySchema: [
        { AttributeName: 'PK', KeyType: 'HASH' },
        { AttributeName: 'SK', KeyType: 'RANGE' },
      ],
      Replicas: [
        {
          Region: 'eu-west-1',
          DeletionProtectionEnabled: true,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        },
      ],
    });
  });

  it.each(Object.values(INDEXES))('has the index $name, which projects list fields only', (index) => {
    template.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      GlobalSecondaryIndexes: Match.arrayWith([
        {
          IndexName: index.name,
          KeySchema: [
            { AttributeName: index.partition, KeyType: 'HASH' },
            { AttributeName: index.sort, KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: [...PROJECTED] },
        },
      ]),
    });
  });

  it('has no further index', () => {
    const [table] = Object.values(template.findResources('AWS::DynamoDB::GlobalTable'));
    expect(table?.Properties.GlobalSecondaryIndexes).toHaveLength(Object.keys(INDEXES).length);
  });
});

describe('buckets', () => {
  it('are private, encrypted by S3, and answer over TLS only', () => {
    template.allResourcesProperties('AWS::S3::Bucket', {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    });
    template.allResourcesProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        ]),
      },
    });
  });

  it('of texts gives back what was deleted within a month', () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      VersioningConfiguration: { Status: 'Enabled' },
      LifecycleConfiguration: {
        Rules: Match.arrayWith([Match.objectLike({ NoncurrentVersionExpiration: { NoncurrentDays: 30 } })]),
      },
    });
  });
});

describe('uploads', () => {
  it('that no comment took are deleted after a day, for good', () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: {
        Rules: Match.arrayWith([
          Match.objectLike({
            Prefix: 'uploads/',
            Status: 'Enabled',
            ExpirationInDays: 1,
            NoncurrentVersionExpiration: { NoncurrentDays: 1 },
          }),
        ]),
      },
    });
  });

  it('come from pages of the desk alone, by form', () => {
    const corsOf = (desk: typeof prod) =>
      Object.values(desk.dataTemplate.findResources('AWS::S3::Bucket')).flatMap(
        ({ Properties }) => Properties.CorsConfiguration?.CorsRules ?? [],
      );
    const rule = { AllowedMethods: ['POST'], MaxAge: 3600 };
    expect(corsOf(prod)).toEqual([{ ...rule, AllowedOrigins: ['https://desk.acme.test'] }]);
    expect(corsOf(synthesize('local'))).toEqual([{ ...rule, AllowedOrigins: ['http://127.0.0.1:*'] }]);
  });
});

describe('raw mail', () => {
  const policyOf = (id: string) =>
    Object.values(template.findResources('AWS::S3::BucketPolicy')).find(
      ({ Properties }) => Properties.Bucket.Ref === id,
    )?.Properties.PolicyDocument.Statement as readonly Record<string, unknown>[];

  it('is kept for as long as the stage says', () => {
    const expiring = (days: number) => ({
      LifecycleConfiguration: {
        Rules: Match.arrayWith([Match.objectLike({ ExpirationInDays: days, Status: 'Enabled' })]),
      },
    });
    template.hasResource('AWS::S3::Bucket', { Properties: expiring(400), DeletionPolicy: 'Retain' });
    const brief = synthesize('prod', { keepMailDays: 60 });
    brief.dataTemplate.hasResourceProperties('AWS::S3::Bucket', expiring(60));
  });

  it('is written by SES alone, for the rule of this stage in this account', () => {
    const allowed = policyOf('Mail').filter(({ Effect }) => Effect === 'Allow');
    expect(allowed).toEqual([
      {
        Sid: 'ReceivedBySes',
        Effect: 'Allow',
        Principal: { Service: 'ses.amazonaws.com' },
        Action: 's3:PutObject',
        Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Mail', 'Arn'] }, '/inbound/*']] },
        Condition: {
          StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
          ArnLike: { 'aws:SourceArn': expect.anything() },
        },
      },
    ]);
    const [{ Condition } = { Condition: {} }] = allowed;
    expect(JSON.stringify(Condition)).toContain(':receipt-rule-set/*:receipt-rule/threeline-prod');
  });
});

describe('people', () => {
  it('sign in by a verified address, with passwords worth the name', () => {
    template.hasResourceProperties('AWS::Cognito::UserPool', {
      UsernameAttributes: ['email'],
      AutoVerifiedAttributes: ['email'],
      MfaConfiguration: 'OPTIONAL',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      Policies: { PasswordPolicy: Match.objectLike({ MinimumLength: 12, RequireSymbols: true }) },
    });
  });

  it.each(['agent', 'lead', 'admin'])('may be in the group "%s"', (GroupName) => {
    template.hasResourceProperties('AWS::Cognito::UserPoolGroup', { GroupName });
  });

  it('get tokens by the code grant, without a secret that a browser could not keep', () => {
    template.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      GenerateSecret: false,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid', 'email', 'profile'],
      PreventUserExistenceErrors: 'ENABLED',
      ExplicitAuthFlows: Match.arrayWith(['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH']),
    });
  });

  it('are kept elsewhere, and hear no alarms, when the stage says so', () => {
    quiet.dataTemplate.resourceCountIs('AWS::Cognito::UserPool', 0);
    quiet.serviceTemplate.resourcePropertiesCountIs('AWS::SNS::Subscription', { Protocol: 'email' }, 0);
    quiet.serviceTemplate.hasResourceProperties('AWS::Lambda::Function', {
      Environment: {
        Variables: Match.objectLike({ OIDC_ISSUER: 'https://login.acme.test', OIDC_AUDIENCE: 'desk' }),
      },
    });
  });
});

describe('the one secret', () => {
  it('begins with one key of 64 letters and digits, named by its id', () => {
    template.resourceCountIs('AWS::SecretsManager::Secret', 1);
    template.hasResourceProperties('AWS::SecretsManager::Secret', {
      GenerateSecretString: {
        SecretStringTemplate: '{"current":"k1"}',
        GenerateStringKey: 'k1',
        PasswordLength: 64,
        ExcludePunctuation: true,
      },
    });
  });
});

describe('the mail domain', () => {
  it('tells which records to publish', () => {
    template.hasResourceProperties('AWS::SES::EmailIdentity', { EmailIdentity: 'help.acme.test' });
    expect(Object.keys(template.findOutputs('*'))).toEqual(
      expect.arrayContaining(['DkimRecord1', 'DkimRecord2', 'DkimRecord3', 'TableName', 'UserPoolId']),
    );
  });
});
