// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policies write their variables like this
import { runSimulation } from '@cloud-copilot/iam-simulate';
import { describe, expect, it } from 'vitest';
import type { Call, ServiceName } from '../../../local/kernel/contract.ts';
import { createPermissions, type Permissions } from '../../../local/permissions/permissions.ts';
import { compileStatements, type Question } from '../../../local/permissions/statements.ts';
import type { FunctionDescription } from '../../../local/template/functions.ts';

const TABLE = 'arn:aws:dynamodb:eu-west-1:000000000000:table/Table';
const CONTENT = 'arn:aws:s3:::content';
const MACHINE = 'arn:aws:states:eu-west-1:000000000000:stateMachine:lifecycle';
const IDENTITY = 'arn:aws:ses:eu-west-1:000000000000:identity/desk.example.com';
const CONFIGURATION = 'arn:aws:ses:eu-west-1:000000000000:configuration-set/desk';
const QUEUE = 'arn:aws:sqs:eu-west-1:000000000000:Mails';

const STATEMENTS = [
  { Effect: 'Allow', Action: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'], Resource: TABLE },
  { Effect: 'Allow', Action: 'dynamodb:Query', Resource: `${TABLE}/index/*` },
  {
    Effect: 'Allow',
    Action: 'dynamodb:DeleteItem',
    Resource: TABLE,
    Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['MAIL#*'] } },
  },
  { Effect: 'Allow', Action: ['s3:Get*', 's3:PutObject'], Resource: `${CONTENT}/*` },
  { Effect: 'Deny', Action: 's3:*', Resource: `${CONTENT}/secret/*` },
  { Effect: 'Allow', Action: 'states:SendTaskSuccess', Resource: MACHINE },
  {
    Effect: 'Allow',
    Action: 'ses:SendRawEmail',
    Resource: [IDENTITY, CONFIGURATION],
    Condition: { StringLike: { 'ses:FromAddress': '*@desk.example.com' } },
  },
  { Effect: 'Allow', Action: 'SQS:sendmessage', Resource: QUEUE },
];

const DESCRIPTION = { logicalId: 'Fn', name: 'Fn', roleArn: 'arn:aws:iam::000000000000:role/R' };

const permissionsOf = (statements: readonly Record<string, unknown>[] = STATEMENTS): Permissions =>
  createPermissions({
    roles: [
      {
        name: 'R',
        arn: DESCRIPTION.roleArn,
        statements: statements.map((statement) => ({ policy: 'inline', statement })),
      },
    ],
    functions: [DESCRIPTION as FunctionDescription],
    surroundings: {
      partitionKeys: new Map([['Table', new Map([[undefined, 'PK']])]]),
      identities: ['desk.example.com'],
      machineArns: [MACHINE],
      secretArns: new Map(),
    },
    now: () => 0,
  });

const call = (service: ServiceName, operation: string, rest: Partial<Call> = {}): Call => ({
  service,
  operation,
  input: {},
  method: 'POST',
  path: '/',
  query: new URLSearchParams(),
  headers: {},
  body: Buffer.alloc(0),
  caller: 'Fn',
  ...rest,
});

const outcome = (one: Call, permissions = permissionsOf()): string => {
  try {
    permissions.interceptor.before?.(one);
    return 'allowed';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

const dynamoDb = (operation: string, input: Record<string, unknown>) =>
  outcome(call('dynamodb', operation, { input }));

const raw = (from: string) =>
  Buffer.from(`From: Desk <${from}>\r\nSubject: x\r\n\r\nHello`).toString('base64');

describe('calls on the wire', () => {
  it('are refused in the words of AWS', () => {
    expect(dynamoDb('Scan', { TableName: 'Table' })).toBe(
      `User: arn:aws:sts::000000000000:assumed-role/R/Fn is not authorized to perform: dynamodb:Scan on resource: ${TABLE} because no identity-based policy allows the dynamodb:Scan action`,
    );
  });

  it('of the desk itself are allowed, those of strangers are not', () => {
    expect(outcome(call('s3', 'GetObject', { caller: 'local', path: '/any/x' }))).toBe('allowed');
    expect(outcome(call('s3', 'GetObject', { caller: 'Nobody', path: '/content/x' }))).toMatch(
      /s3:GetObject/,
    );
  });

  it('ask for each element of a transaction', () => {
    const put = { Put: { TableName: 'Table', Item: { PK: { S: 'a' } } } };
    const update = { Update: { TableName: 'Table', Key: { PK: { S: 'a' } } } };
    expect(dynamoDb('TransactWriteItems', { TransactItems: [put, put] })).toBe('allowed');
    expect(dynamoDb('TransactWriteItems', { TransactItems: [put, update] })).toMatch(/dynamodb:UpdateItem/);
  });

  it('ask for the index that they query', () => {
    expect(dynamoDb('Query', { TableName: 'Table', IndexName: 'GSI1' })).toBe('allowed');
    expect(dynamoDb('Query', { TableName: 'Other', IndexName: 'GSI1' })).toMatch(/table\/Other\/index\/GSI1/);
  });

  it('know the leading keys of an item', () => {
    const remove = (PK: string) => dynamoDb('DeleteItem', { TableName: 'Table', Key: { PK: { S: PK } } });
    expect(remove('MAIL#1')).toBe('allowed');
    expect(remove('TICKET#1')).toMatch(/DeleteItem/);
  });

  it('ask for the object in a bucket, and a deny outranks an allow', () => {
    const get = (path: string) => outcome(call('s3', 'GetObject', { path }));
    expect(get('/content/texts/a%20b')).toBe('allowed');
    expect(get('/content/secret/a')).toMatch(/explicit deny/);
    expect(outcome(call('s3', 'DeleteObject', { path: '/content/a' }))).toMatch(/s3:DeleteObject/);
  });

  it('by a form ask for the object that its fields name', () => {
    const part = (name: string, value: string) =>
      `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    const post = (body: string) =>
      outcome(call('s3', 'PostObject', { path: '/content', body: Buffer.from(body) }));
    const file = part('file', 'name="key"\r\n\r\nsecret/a\r\n');
    expect(post(`${part('key', 'files/отчёт.pdf')}${part('X-Amz-Date', 'x')}${file}`)).toBe('allowed');
    expect(post(`${part('key', 'secret/a')}${part('X-Amz-Date', 'x')}${file}`)).toMatch(/explicit deny/);
    expect(post('no form')).toMatch(/s3:PutObject on resource: arn:aws:s3:::content /);
  });

  it('ask for the sender of a mail and for its configuration set', () => {
    const send = (from: string, set?: string) =>
      outcome(
        call('ses', 'SendRawEmail', {
          input: {
            'RawMessage.Data': raw(from),
            ...(set === undefined ? {} : { ConfigurationSetName: set }),
          },
        }),
      );
    expect(send('help@desk.example.com', 'desk')).toBe('allowed');
    expect(send('help@desk.example.com', 'other')).toMatch(/configuration-set\/other/);
    expect(send('help@example.com')).toMatch(/ses:SendRawEmail/);
  });

  it('with a task token ask for the state machine', () => {
    expect(outcome(call('states', 'SendTaskSuccess'))).toBe('allowed');
    expect(outcome(call('states', 'SendTaskFailure'))).toMatch(/states:SendTaskFailure/);
  });

  it('take actions in any case', () => {
    const input = { QueueUrl: 'http://127.0.0.1:1/000000000000/Mails' };
    expect(outcome(call('sqs', 'SendMessageBatch', { input }))).toBe('allowed');
  });
});

describe('what is remembered', () => {
  it('lists refusals once, with their number', () => {
    const permissions = permissionsOf();
    const scan = call('dynamodb', 'Scan', { input: { TableName: 'Table' } });
    outcome(scan, permissions);
    outcome(scan, permissions);
    expect(permissions.denied()).toEqual([
      {
        caller: 'Fn',
        action: 'dynamodb:Scan',
        resource: TABLE,
        decision: 'implicitly-denied',
        count: 2,
        at: '1970-01-01T00:00:00.000Z',
      },
    ]);
  });

  it('lists grants that nothing needed', () => {
    const permissions = permissionsOf([
      { Effect: 'Allow', Action: ['dynamodb:GetItem', 'dynamodb:PutItem'], Resource: TABLE },
      { Effect: 'Allow', Action: 'logs:PutLogEvents', Resource: '*' },
    ]);
    outcome(call('dynamodb', 'GetItem', { input: { TableName: 'Table', Key: {} } }), permissions);
    expect(permissions.unusedGrants()).toEqual([
      { function: 'Fn', policy: 'inline', action: 'dynamodb:PutItem', resources: [TABLE] },
    ]);
  });
});

describe('statements that are not known', () => {
  const compile = (statement: Record<string, unknown>) => () =>
    compileStatements('R', [
      { policy: 'p', statement: { Effect: 'Allow', Action: 'a:b', Resource: '*', ...statement } },
    ]);

  it.each([
    ['the condition operator', { Condition: { DateLessThan: { 's3:prefix': 'x' } } }, 'DateLessThan'],
    ['the condition key', { Condition: { StringLike: { 'aws:SourceIp': 'x' } } }, 'aws:SourceIp'],
    ['an element', { NotAction: 'x:y' }, 'NotAction'],
    ['a variable', { Resource: 'arn:aws:s3:::${aws:username}/*' }, 'aws:username'],
  ])('are refused at start, naming %s', (_, statement, named) => {
    expect(compile(statement)).toThrow(named);
  });
});

describe('decisions', () => {
  const questions: readonly Question[] = [
    ...['GetItem', 'PutItem', 'DeleteItem', 'Query', 'UpdateItem'].flatMap((action) =>
      [TABLE, `${TABLE}2`].flatMap((resource) =>
        ['MAIL#1', 'TICKET#1'].map((key) => ({
          action: `dynamodb:${action}`,
          resource,
          context: { 'dynamodb:leadingkeys': [key] },
        })),
      ),
    ),
    { action: 'dynamodb:Query', resource: `${TABLE}/index/GSI1` },
    ...['GetObject', 'PutObject', 'DeleteObject', 'GetObjectTagging'].flatMap((action) =>
      [`${CONTENT}/a/b`, `${CONTENT}/secret/x`, 'arn:aws:s3:::contents/a'].map((resource) => ({
        action: `s3:${action}`,
        resource,
      })),
    ),
    ...['desk.example.com', 'example.com'].flatMap((domain) =>
      [IDENTITY, CONFIGURATION].map((resource) => ({
        action: 'ses:SendRawEmail',
        resource,
        context: { 'ses:fromaddress': [`help@${domain}`] },
      })),
    ),
    { action: 'sqs:SendMessage', resource: QUEUE },
    { action: 'sqs:DeleteMessage', resource: QUEUE },
    { action: 'sqs:SendMessage', resource: `${QUEUE}2` },
  ];

  const NAMES: Readonly<Record<string, string>> = {
    'dynamodb:leadingkeys': 'dynamodb:LeadingKeys',
    'ses:fromaddress': 'ses:FromAddress',
  };

  it.each(questions)('agree with an independent simulation: $action on $resource', async (question) => {
    const contextVariables = Object.fromEntries(
      Object.entries(question.context ?? {}).map(([key, values]) => [
        NAMES[key] ?? key,
        key === 'dynamodb:leadingkeys' ? [...values] : (values[0] ?? ''),
      ]),
    );
    const simulated = await runSimulation(
      {
        request: {
          principal: DESCRIPTION.roleArn,
          action: question.action,
          resource: { resource: question.resource, accountId: '000000000000' },
          contextVariables,
        },
        identityPolicies: [{ name: 'inline', policy: { Version: '2012-10-17', Statement: STATEMENTS } }],
        serviceControlPolicies: [],
        resourceControlPolicies: [],
      },
      {},
    );
    expect(simulated).toHaveProperty('overallResult');
    const ours = compileStatements(
      'R',
      STATEMENTS.map((statement) => ({ policy: 'inline', statement })),
    ).decide(question);
    const words = {
      allowed: 'Allowed',
      'implicitly-denied': 'ImplicitlyDenied',
      'explicitly-denied': 'ExplicitlyDenied',
    };
    expect({ result: words[ours] }).toEqual({
      result: 'overallResult' in simulated && simulated.overallResult,
    });
  });
});
