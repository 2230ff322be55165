/** Which IAM actions on which resources a call on the wire asks for. */
import type { Call, ServiceName } from '../kernel/contract.ts';
import { ACCOUNT, REGION } from '../kernel/contract.ts';
import { bedrockQuestions } from './questions-bedrock.ts';
import { dynamoDbQuestions } from './questions-dynamodb.ts';
import { s3Questions } from './questions-s3.ts';
import { sesQuestions } from './questions-ses.ts';
import type { Question } from './statements.ts';

/** What calls leave out but permissions need. */
export interface Surroundings {
  /** By table name: its partition key and those of its indexes. */
  readonly partitionKeys: ReadonlyMap<string, ReadonlyMap<string | undefined, string>>;
  /** Verified addresses and domains. */
  readonly identities: readonly string[];
  readonly machineArns: readonly string[];
  /** From secret name to ARN. */
  readonly secretArns: ReadonlyMap<string, string>;
}

/** Every question of one list must be answered yes; one of several lists is enough. */
export type Alternatives = readonly (readonly Question[])[];

const local = (service: string, resource: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const BY_SERVICE: Readonly<
  Partial<Record<ServiceName, (call: Call, surroundings: Surroundings) => Alternatives>>
> = {
  dynamodb: (call, { partitionKeys }) => [dynamoDbQuestions(call, partitionKeys)],
  s3: (call) => [s3Questions(call)],
  bedrock: (call) => [bedrockQuestions(call)],
  ses: (call, { identities }) => [sesQuestions(call, identities)],
  sqs: (call) => {
    const queue = text(call.input.QueueUrl).split('/').at(-1) || text(call.input.QueueName) || '*';
    const action = call.operation.replace(/Batch$/, '');
    return [[{ action: `sqs:${action}`, resource: queue === '*' ? '*' : local('sqs', queue) }]];
  },
  events: ({ operation, input }) => {
    if (operation !== 'PutEvents') return [[{ action: `events:${operation}`, resource: '*' }]];
    const entries = Array.isArray(input.Entries) ? (input.Entries as Record<string, unknown>[]) : [];
    return [
      entries.map((entry) => ({
        action: 'events:PutEvents',
        resource: local('events', `event-bus/${(text(entry.EventBusName) || 'default').split('/').at(-1)}`),
        context: { 'events:source': [text(entry.Source)], 'events:detail-type': [text(entry.DetailType)] },
      })),
    ];
  },
  states: ({ operation, input }, { machineArns }) => {
    const action = `states:${operation}`;
    // A token does not say whose it is, so permission for any of our machines will do.
    if (/^SendTask/.test(operation)) return machineArns.map((resource) => [{ action, resource }]);
    return [[{ action, resource: text(input.stateMachineArn ?? input.executionArn) || '*' }]];
  },
  secretsmanager: ({ operation, input }, { secretArns }) => {
    const id = text(input.SecretId);
    return [[{ action: `secretsmanager:${operation}`, resource: secretArns.get(id) ?? (id || '*') }]];
  },
  'cognito-idp': ({ operation, input }) => {
    // What people themselves call needs no permission; the rest names the pool.
    const pool = text(input.UserPoolId);
    return pool === ''
      ? [[]]
      : [[{ action: `cognito-idp:${operation}`, resource: local('cognito-idp', `userpool/${pool}`) }]];
  },
  lambda: ({ path }) => {
    const name = decodeURIComponent(path.split('/')[3] ?? '*').replace(/^arn:.*:function:/, '');
    return [[{ action: 'lambda:InvokeFunction', resource: local('lambda', `function:${name}`) }]];
  },
};

/** The questions that AWS would ask about this call. */
export function questionsOf(call: Call, surroundings: Surroundings): Alternatives {
  const questions = BY_SERVICE[call.service];
  return questions
    ? questions(call, surroundings)
    : [[{ action: `${call.service}:${call.operation}`, resource: '*' }]];
}
