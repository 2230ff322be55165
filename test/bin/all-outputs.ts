/** A stack that has every output that the commands look for. */

const NAMES = [
  'ApiEndpoint',
  'TableName',
  'StateMachineArn',
  'MailQueueUrl',
  'UnsentMailsUrl',
  'InboundQueueUrl',
  'UnreadMailsUrl',
  'ContentBucketName',
  'MailBucketName',
  'ReceiptRuleSetName',
  'LostEventsUrl',
  'SetAsideBucketName',
  'SigningKeysArn',
  'OrchestrateFunctionArn',
  'RelayFunctionArn',
  'IndexWordsFunctionArn',
  'TrainModelFunctionArn',
];

export const allOutputs = (over: Readonly<Record<string, string>> = {}) => ({
  StackName: 'x',
  CreationTime: new Date(0),
  StackStatus: 'CREATE_COMPLETE' as const,
  Outputs: NAMES.map((OutputKey) => ({ OutputKey, OutputValue: over[OutputKey] ?? 'x' })),
});
