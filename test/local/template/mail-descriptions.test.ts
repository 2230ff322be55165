import { describe, expect, it } from 'vitest';
import { readBlueprint } from '../../../local/template/blueprint.ts';
import { describeReceiptRules, describeTopics } from '../../../local/template/mail-descriptions.ts';
import { assemblyOnDisk } from './assembly-on-disk.ts';

const ENDPOINTS = { apiUrl: 'http://127.0.0.1:4000', wireUrl: 'http://127.0.0.1:5000' };

const aRule = (rule: Readonly<Record<string, unknown>>, set: unknown = { Ref: 'Set' }) => ({
  Type: 'AWS::SES::ReceiptRule',
  Properties: { RuleSetName: set, Rule: { Enabled: true, Actions: [], ...rule } },
});

const RESOURCES = {
  Set: { Type: 'AWS::SES::ReceiptRuleSet', Properties: { RuleSetName: 'threeline' } },
  Came: { Type: 'AWS::SNS::Topic', Properties: {} },
  Operators: { Type: 'AWS::SNS::Topic', Properties: {} },
  Inbound: { Type: 'AWS::SQS::Queue', Properties: {} },
  Mail: { Type: 'AWS::S3::Bucket', Properties: {} },
  Rule: aRule({
    Name: 'everything',
    Recipients: ['help.example.com'],
    ScanEnabled: true,
    TlsPolicy: 'Require',
    Actions: [
      { S3Action: { BucketName: { Ref: 'Mail' }, ObjectKeyPrefix: 'inbound/', TopicArn: { Ref: 'Came' } } },
    ],
  }),
  Hears: {
    Type: 'AWS::SNS::Subscription',
    Properties: {
      TopicArn: { Ref: 'Came' },
      Protocol: 'sqs',
      Endpoint: { 'Fn::GetAtt': ['Inbound', 'Arn'] },
    },
  },
  Reads: {
    Type: 'AWS::SNS::Subscription',
    Properties: { TopicArn: { Ref: 'Operators' }, Protocol: 'email', Endpoint: 'ops@example.com' },
  },
};

const read = (more: Readonly<Record<string, unknown>> = {}) =>
  readBlueprint(assemblyOnDisk({ resources: { ...RESOURCES, ...more } }), ENDPOINTS).resources;

describe('the way in of mail', () => {
  it('is read from rules, topics and subscriptions', () => {
    const TOPIC = 'arn:aws:sns:eu-west-1:000000000000:Came';
    expect(describeReceiptRules(read())).toEqual([
      {
        name: 'everything',
        recipients: ['help.example.com'],
        bucket: 'mail',
        prefix: 'inbound/',
        topicArn: TOPIC,
      },
    ]);
    expect(describeTopics(read())).toEqual([
      { arn: TOPIC, queues: [{ arn: 'arn:aws:sqs:eu-west-1:000000000000:Inbound', raw: false }] },
      { arn: 'arn:aws:sns:eu-west-1:000000000000:Operators', queues: [] },
    ]);
  });

  it('leaves rules out that are off', () => {
    expect(describeReceiptRules(read({ Rule: aRule({ Enabled: false }) }))).toEqual([]);
  });

  it.each([
    [{ Other: { Type: 'AWS::SES::ReceiptRuleSet', Properties: {} } }, /Only one receipt rule set/],
    [{ Rule: aRule({}, 'elsewhere') }, /elsewhere is not here/],
    [{ Rule: aRule({ Actions: [{ LambdaAction: {} }] }) }, /LambdaAction|S3Action/],
    [{ Rule: aRule({ TlsPolicy: 'Never' }) }, /TlsPolicy/],
    [{ Rule: aRule({ Actions: [{ S3Action: { BucketName: 'x', KmsKeyArn: 'y' } }] }) }, /KmsKeyArn/],
  ])('is an error where it cannot be followed: %#', (more, message) => {
    expect(() => describeReceiptRules(read(more))).toThrow(message);
  });
});
