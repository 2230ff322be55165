import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { afterEach, describe, expect, it } from 'vitest';
import { sentenceOf } from '../../bin/desk/aws/errors.ts';
import { findDesk } from '../../bin/desk/aws/place.ts';
import { mockClient } from '../support/mock-client.ts';

const cloudFormation = mockClient(CloudFormationClient);
afterEach(() => cloudFormation.reset());

const stages = {
  prod: { region: 'eu-west-1', baseUrl: 'https://desk.acme.test', mailDomain: 'help.acme.test' },
};

const OUTPUTS = {
  data: {
    TableName: 'table',
    ContentBucketName: 'content-bucket',
    MailBucketName: 'mail',
    SetAsideBucketName: 'aside',
    SigningKeysArn: 'arn:keys',
    DkimRecord1: 'x CNAME y',
  },
  service: {
    ApiEndpoint: 'https://abc.execute-api.eu-west-1.amazonaws.com',
    StateMachineArn: 'arn:machine',
    MailQueueUrl: 'https://sqs/mails',
    UnsentMailsUrl: 'https://sqs/unsent',
    InboundQueueUrl: 'https://sqs/inbound',
    UnreadMailsUrl: 'https://sqs/unread',
    ReceiptRuleSetName: 'threeline-prod',
    LostEventsUrl: 'https://sqs/lost',
    OrchestrateFunctionArn: 'arn:orchestrate',
    RelayFunctionArn: 'arn:relay',
    IndexWordsFunctionArn: 'arn:index',
    TrainModelFunctionArn: 'arn:train-model',
  },
};

const stack = (StackName: string, outputs: Readonly<Record<string, string>>) =>
  cloudFormation.on(DescribeStacksCommand, { StackName }).resolves({
    Stacks: [
      {
        StackName,
        CreationTime: new Date(),
        StackStatus: 'CREATE_COMPLETE',
        Outputs: Object.entries(outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })),
      },
    ],
  });

describe('a deployed desk', () => {
  it('is found by the outputs of its two stacks', async () => {
    stack('ThreelineData-prod', OUTPUTS.data);
    stack('ThreelineService-prod', OUTPUTS.service);
    const place = await findDesk({ stage: 'prod' }, stages);
    expect(place).toMatchObject({
      url: 'https://desk.acme.test',
      access: { region: 'eu-west-1' },
      outputs: { TableName: 'table', RelayFunctionArn: 'arn:relay' },
      options: ' --stage prod',
    });
  });

  it('that has not been deployed is said to be so', async () => {
    const error = new Error('Stack with id ThreelineData-prod does not exist');
    cloudFormation.on(DescribeStacksCommand).rejects(error);
    await expect(findDesk({ stage: 'prod' }, stages)).rejects.toThrow(
      'there is no stack ThreelineData-prod in this account and region: deploy it first (npx cdk deploy --all -c stage=prod)',
    );
  });

  it('of an older version, without what the commands need, is said to be so', async () => {
    stack('ThreelineData-prod', OUTPUTS.data);
    const { LostEventsUrl: _, ...older } = OUTPUTS.service;
    stack('ThreelineService-prod', older);
    await expect(findDesk({ stage: 'prod' }, stages)).rejects.toThrow(
      'stage prod has no output LostEventsUrl: deploy this version of the desk first',
    );
  });
});

describe('errors', () => {
  const named = (name: string, more: object = {}) =>
    Object.assign(new Error('Why.', { cause: undefined }), { name }, more);

  it.each([
    [named('CredentialsProviderError'), /^AWS does not know who asks: sign in first/],
    [named('AccessDenied', { $metadata: {} }), /^AWS refused: AccessDenied: Why\.$/],
    [named('Error', { code: 'ENOTFOUND' }), /^AWS cannot be reached: Why\.$/],
    [named('Error', { code: 'ECONNREFUSED', $metadata: { attempts: 3 } }), /^AWS cannot be reached: Why\.$/],
  ])('of AWS are one sentence: %s', (error, sentence) => {
    expect(sentenceOf(error)).toMatch(sentence);
  });

  it('of ours are not hidden', () => {
    expect(sentenceOf(new TypeError('x is not a function'))).toBeNull();
    expect(sentenceOf('what')).toBeNull();
  });
});
