import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  CreateReceiptRuleCommand,
  DescribeActiveReceiptRuleSetCommand,
  DescribeReceiptRuleSetCommand,
  SESClient,
  SetActiveReceiptRuleSetCommand,
  UpdateReceiptRuleCommand,
} from '@aws-sdk/client-ses';
import { beforeEach, describe, expect, it } from 'vitest';
import { type ActivateOrder, activateMail } from '../../../bin/desk/mail/activate.ts';
import { mockClient } from '../../support/mock-client.ts';

const cloudFormation = mockClient(CloudFormationClient);
const ses = mockClient(SESClient);

const OURS = { Name: 'threeline-local', Recipients: ['help.example.com'], Enabled: true };
const THEIRS = { Name: 'everything', Enabled: false };
const OUTPUTS = [
  'ApiEndpoint',
  'TableName',
  'StateMachineArn',
  'MailQueueUrl',
  'UnsentMailsUrl',
  'InboundQueueUrl',
  'UnreadMailsUrl',
  'LostEventsUrl',
  'ContentBucketName',
  'MailBucketName',
  'SetAsideBucketName',
  'SigningKeysArn',
  'OrchestrateFunctionArn',
  'RelayFunctionArn',
  'IndexWordsFunctionArn',
  'TrainModelFunctionArn',
].map((OutputKey) => ({ OutputKey, OutputValue: 'x' }));

beforeEach(() => {
  cloudFormation.reset();
  ses.reset();
  cloudFormation.on(DescribeStacksCommand).resolves({
    Stacks: [
      {
        StackName: 'x',
        CreationTime: new Date(),
        StackStatus: 'CREATE_COMPLETE',
        Outputs: [...OUTPUTS, { OutputKey: 'ReceiptRuleSetName', OutputValue: 'ours' }],
      },
    ],
  });
  ses.on(DescribeActiveReceiptRuleSetCommand).resolves({});
  ses
    .on(DescribeReceiptRuleSetCommand)
    .rejects(Object.assign(new Error('no'), { name: 'RuleSetDoesNotExistException' }));
  ses.on(DescribeReceiptRuleSetCommand, { RuleSetName: 'ours' }).resolves({ Rules: [OURS] });
  ses.on(DescribeReceiptRuleSetCommand, { RuleSetName: 'theirs' }).resolves({ Rules: [THEIRS] });
});

const active = (Name: string, Rules = [THEIRS]) =>
  ses.on(DescribeActiveReceiptRuleSetCommand).resolves({ Metadata: { Name }, Rules });

const run = async (order: Partial<ActivateOrder> = {}) => {
  const said: string[] = [];
  const complained: string[] = [];
  const asked: string[] = [];
  const agrees = async (question: string) => {
    asked.push(question);
    return true;
  };
  const code = await activateMail(
    { where: { stage: 'example' }, into: null, agrees, ...order },
    { say: (text) => said.push(text), complain: (text) => complained.push(text) },
  );
  return { code, said, complained, asked };
};

describe('activating', () => {
  it('asks, and makes ours the active one', async () => {
    const { code, said, asked } = await run();
    expect([code, asked]).toEqual([0, ['activate ours?']]);
    expect(said[0]).toMatch(/^no receipt rule set is active in /);
    expect(said.at(-1)).toBe('ours is active: mail comes in.');
    expect(ses.commandCalls(SetActiveReceiptRuleSetCommand)[0]?.args[0].input).toEqual({
      RuleSetName: 'ours',
    });
  });

  it('shows whose would fall silent, and does nothing without a yes', async () => {
    active('theirs');
    const { code, said } = await run({ agrees: async () => false });
    expect(code).toBe(1);
    expect(said).toEqual([
      expect.stringMatching(/^the active receipt rule set of \S+ is theirs$/),
      '  everything for everybody (disabled)',
    ]);
    expect(ses.commandCalls(SetActiveReceiptRuleSetCommand)).toHaveLength(0);
    expect((await run()).asked).toEqual([
      'activate ours; theirs will receive nothing any more (--into theirs keeps it)?',
    ]);
  });

  it('has nothing to do where ours is active', async () => {
    active('ours', [OURS]);
    const { code, said, asked } = await run();
    expect([code, asked]).toEqual([0, []]);
    expect(said.slice(1)).toEqual(['  threeline-local for help.example.com', 'It is ours: mail comes in.']);
  });
});

describe('adding our rule to another set', () => {
  it('puts it first, as it is', async () => {
    active('theirs');
    const { code, asked } = await run({ into: 'theirs' });
    expect([code, asked]).toEqual([0, ['add to theirs?']]);
    expect(ses.commandCalls(CreateReceiptRuleCommand)[0]?.args[0].input).toEqual({
      RuleSetName: 'theirs',
      Rule: OURS,
    });
  });

  it('brings it up to date where it is', async () => {
    active('theirs', [THEIRS]);
    ses.on(DescribeReceiptRuleSetCommand, { RuleSetName: 'theirs' }).resolves({ Rules: [OURS, THEIRS] });
    const { code, said } = await run({ into: 'theirs' });
    expect([code, said.at(-1)]).toEqual([0, 'threeline-local: brought up to date']);
    expect(ses.commandCalls(UpdateReceiptRuleCommand)).toHaveLength(1);
    expect(ses.commandCalls(CreateReceiptRuleCommand)).toHaveLength(0);
  });

  it('says when that set is not the active one', async () => {
    const { code, complained } = await run({ into: 'theirs' });
    expect([code, complained]).toEqual([1, ['theirs is not active, so no mail comes in by it']]);
  });

  it('adds nothing without a yes', async () => {
    expect((await run({ into: 'theirs', agrees: async () => false })).code).toBe(1);
    expect(ses.commandCalls(CreateReceiptRuleCommand)).toHaveLength(0);
  });
});

describe('what cannot be activated', () => {
  it.each<[Partial<ActivateOrder>, RegExp]>([
    [{ where: { endpoint: 'http://127.0.0.1:4000' } }, /^the desk on this machine takes mail in by itself/],
    [{ into: 'nowhere' }, /^there is no receipt rule set nowhere in this region$/],
    [{ into: 'ours' }, /^ours is ours: leave --into out/],
    [{ where: { stage: 'nowhere' } }, /^There is no stage "nowhere"/],
  ])('is refused with a sentence: %o', async (order, sentence) => {
    expect(await run(order)).toMatchObject({ code: 2, complained: [expect.stringMatching(sentence)] });
  });
});
