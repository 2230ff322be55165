/** Deploys nothing, yet shows that no later version of the desk replaces what must survive. */
import { describe, expect, it } from 'vitest';
import { readJson, type Synthesized, synthesize } from './synthesized.ts';

interface Template {
  readonly Resources: Readonly<
    Record<string, { readonly Type: string; readonly Properties: Readonly<Record<string, unknown>> }>
  >;
  readonly Outputs: Readonly<Record<string, unknown>>;
}

const templateOf = (desk: Synthesized, stack: 'Data' | 'Service') =>
  readJson(desk.templateFile(stack)) as Template;

const prod = synthesize('prod');
const data = templateOf(prod, 'Data');
const service = templateOf(prod, 'Service');

/**
 * Properties that CloudFormation can only change by making the resource anew ("Update requires: Replacement" in the
 * template reference of each type), those that the service refuses to change, and GenerateSecretString, a change of
 * which is a new secret: every link in every mail would be dead.
 */
const FIXED: Readonly<Record<string, readonly string[]>> = {
  'AWS::DynamoDB::GlobalTable': ['TableName', 'KeySchema', 'LocalSecondaryIndexes'],
  'AWS::S3::Bucket': ['BucketName', 'ObjectLockEnabled'],
  'AWS::SecretsManager::Secret': ['Name', 'GenerateSecretString', 'SecretString'],
  'AWS::Cognito::UserPool': ['AliasAttributes', 'UsernameAttributes', 'UsernameConfiguration', 'Schema'],
  'AWS::Cognito::UserPoolClient': ['UserPoolId', 'GenerateSecret'],
  'AWS::Cognito::UserPoolDomain': ['UserPoolId', 'Domain'],
  'AWS::Cognito::UserPoolGroup': ['UserPoolId', 'GroupName'],
  'AWS::SES::EmailIdentity': ['EmailIdentity'],
};

const fixedIn = ({ Resources }: Template) =>
  Object.fromEntries(
    Object.entries(Resources)
      .filter(([, { Type }]) => Type in FIXED)
      .map(([id, { Type, Properties }]) => [
        id,
        Object.fromEntries((FIXED[Type] ?? []).map((name) => [name, Properties[name]])),
      ]),
  );

describe('the data stack', () => {
  it('holds nothing whose replacement nobody has thought about', () => {
    // What stands beside a resource and holds nothing itself.
    const bystanders = new Set(['AWS::S3::BucketPolicy', 'AWS::CDK::Metadata']);
    const types = new Set(Object.values(data.Resources).map(({ Type }) => Type));
    expect([...types].filter((type) => !bystanders.has(type)).sort()).toEqual(Object.keys(FIXED).sort());
  });

  it('keeps for ever what cannot be changed without making a resource anew', () => {
    expect(fixedIn(data)).toMatchInlineSnapshot(`
      {
        "Content": {
          "BucketName": undefined,
          "ObjectLockEnabled": undefined,
        },
        "Mail": {
          "BucketName": undefined,
          "ObjectLockEnabled": undefined,
        },
        "MailDomain": {
          "EmailIdentity": "help.acme.test",
        },
        "PeoplePoolDomainF5067C98": {
          "Domain": {
            "Fn::Join": [
              "",
              [
                "threeline-prod-",
                {
                  "Ref": "AWS::AccountId",
                },
              ],
            ],
          },
          "UserPoolId": {
            "Ref": "UserPool",
          },
        },
        "PeoplePooladminE2F70A80": {
          "GroupName": "admin",
          "UserPoolId": {
            "Ref": "UserPool",
          },
        },
        "PeoplePoolagent5A2E3F02": {
          "GroupName": "agent",
          "UserPoolId": {
            "Ref": "UserPool",
          },
        },
        "PeoplePoolleadBA9C1A7D": {
          "GroupName": "lead",
          "UserPoolId": {
            "Ref": "UserPool",
          },
        },
        "SetAside": {
          "BucketName": undefined,
          "ObjectLockEnabled": undefined,
        },
        "SigningKeys": {
          "GenerateSecretString": {
            "ExcludePunctuation": true,
            "GenerateStringKey": "k1",
            "PasswordLength": 64,
            "SecretStringTemplate": "{"current":"k1"}",
          },
          "Name": undefined,
          "SecretString": undefined,
        },
        "Table": {
          "KeySchema": [
            {
              "AttributeName": "PK",
              "KeyType": "HASH",
            },
            {
              "AttributeName": "SK",
              "KeyType": "RANGE",
            },
          ],
          "LocalSecondaryIndexes": undefined,
          "TableName": undefined,
        },
        "UserPool": {
          "AliasAttributes": undefined,
          "Schema": [
            {
              "Mutable": true,
              "Name": "email",
              "Required": true,
            },
            {
              "Mutable": true,
              "Name": "name",
              "Required": false,
            },
          ],
          "UsernameAttributes": [
            "email",
          ],
          "UsernameConfiguration": {
            "CaseSensitive": false,
          },
        },
        "UserPoolClient": {
          "GenerateSecret": false,
          "UserPoolId": {
            "Ref": "UserPool",
          },
        },
      }
    `);
  });

  it('is not touched when the functions, the alarms or the operators change', () => {
    const later = synthesize('prod', { alarmEmail: 'others@acme.test' }, 'later');
    expect(templateOf(later, 'Data')).toEqual(data);
    expect(templateOf(later, 'Service')).not.toEqual(service);
  });

  it('replaces nothing when the desk gets another address', () => {
    const moved = templateOf(synthesize('prod', { baseUrl: 'https://support.acme.test' }), 'Data');
    expect(moved).not.toEqual(data);
    expect(fixedIn(moved)).toEqual(fixedIn(data));
    expect(Object.keys(moved.Resources)).toEqual(Object.keys(data.Resources));
    expect(moved.Outputs).toEqual(data.Outputs);
  });
});

describe('the service stack', () => {
  /** A new id, or name, would end every workflow, drop waiting mails, or send people to an API that is gone. */
  it.each([
    [
      'TicketWorkflowMachineBA487A1D',
      { StateMachineName: 'threeline-prod-ticket-lifecycle', StateMachineType: 'STANDARD' },
    ],
    ['BusEA82B648', { Name: 'threeline-prod' }],
    ['FrontApi91359512', { Name: 'threeline-prod', ProtocolType: 'HTTP' }],
    ['MailsQueue94113AC9', {}],
    ['MailsDeadLetters192EF268', {}],
    ['LostEvents3D75545E', {}],
  ])('keeps %s, where something is under way', (id, properties) => {
    expect(service.Resources[id]?.Properties).toMatchObject(properties);
  });

  it('gives queues no name, FIFO or key that would make them anew', () => {
    const queues = Object.values(service.Resources).filter(({ Type }) => Type === 'AWS::SQS::Queue');
    for (const { Properties } of queues) {
      expect(Object.keys(Properties)).not.toContain('QueueName');
      expect(Object.keys(Properties)).not.toContain('FifoQueue');
    }
  });

  it('names what the operator looks for', () => {
    const outputs = { ...data.Outputs, ...service.Outputs };
    expect(Object.keys(outputs)).toEqual(
      expect.arrayContaining([
        'ApiEndpoint',
        'TableName',
        'SigningKeysArn',
        'SetAsideBucketName',
        'StateMachineArn',
        'MailQueueUrl',
        'UnsentMailsUrl',
        'LostEventsUrl',
        'OrchestrateFunctionArn',
        'RelayFunctionArn',
        'IndexWordsFunctionArn',
        'TrainModelFunctionArn',
      ]),
    );
  });
});

describe('a restored table', () => {
  const table = 'arn:aws:dynamodb:eu-west-1:123456789012:table/threeline-restored';
  const restoredTableStream = `${table}/stream/2026-11-21T00:00:00.000`;
  const restored = synthesize('prod', { restoredTableStream });
  const restoredData = templateOf(restored, 'Data');
  const restoredService = templateOf(restored, 'Service');

  it('takes the place of the own one, which the stack lets go and AWS keeps', () => {
    const { Table, ...others } = data.Resources;
    expect(Table).toMatchObject({ DeletionPolicy: 'Retain' });
    expect(restoredData.Resources).toEqual(others);
    expect(restoredData.Outputs.TableName).toEqual({ Value: 'threeline-restored' });
  });

  it('is known to the service by name, so that the service can go over to it before the other is let go', () => {
    const text = JSON.stringify(restoredService);
    expect(text).not.toContain('ExportsOutputRefTable');
    expect(text).not.toContain('ExportsOutputFnGetAttTable');
    restored.serviceTemplate.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: restoredTableStream,
    });
    const functions = restored.serviceTemplate.findResources('AWS::Lambda::Function');
    const tables = Object.values(functions).map(
      ({ Properties }) => Properties.Environment.Variables.TABLE_NAME,
    );
    expect(new Set(tables.filter((name) => name !== undefined))).toEqual(new Set(['threeline-restored']));
    expect(text).toContain(`${table}/index/`);
  });

  it('is refused when it is no stream, or in another region', () => {
    expect(() => synthesize('prod', { restoredTableStream: table })).toThrow(
      '- restoredTableStream is no stream of a table: write what',
    );
    const elsewhere = restoredTableStream.replace('eu-west-1', 'eu-west-2');
    expect(() => synthesize('prod', { restoredTableStream: elsewhere })).toThrow(
      '- restoredTableStream is in another region than the stage: restore the table in eu-west-1',
    );
  });
});
