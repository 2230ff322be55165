import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { SendTaskSuccessCommand, SFNClient } from '@aws-sdk/client-sfn';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AwsError, type Call, type Service, type ServiceName } from '../../../local/kernel/contract.ts';
import { jsonReply, unknownOperation } from '../../../local/wire/reply.ts';
import { createWire, type Wire } from '../../../local/wire/server.ts';
import { callJson, clientOf } from '../services/workbench.ts';

const NAMES: readonly ServiceName[] = [
  'dynamodb',
  'states',
  's3',
  'ses',
  'events',
  'secretsmanager',
  'lambda',
  'cognito-idp',
];

describe('the wire', () => {
  let wire: Wire;
  let calls: Call[];
  let errors: unknown[];
  let handle: (call: Call) => ReturnType<Service['handle']>;

  beforeEach(async () => {
    calls = [];
    errors = [];
    handle = async () => jsonReply({});
    const service = (name: ServiceName): Service => ({
      name,
      handle: (call) => {
        calls.push(call);
        return handle(call);
      },
    });
    wire = await createWire({
      services: NAMES.map(service),
      interceptors: [],
      onError: (error) => errors.push(error),
    });
  });
  afterEach(() => wire.close());

  const sdk = () => ({ ...clientOf(wire, 'ApiDoor'), maxAttempts: 1 });
  const refuse = (code: string, status = 400) => {
    handle = async () => {
      throw new AwsError(code, 'because', status);
    };
  };

  it('knows the service, operation, input and caller of each SDK', async () => {
    await new DynamoDBClient(sdk()).send(new DescribeTableCommand({ TableName: 'tickets' }));
    await new SFNClient(sdk()).send(new SendTaskSuccessCommand({ taskToken: 't', output: '{}' }));
    await new EventBridgeClient(sdk()).send(new PutEventsCommand({ Entries: [] }));
    await new SecretsManagerClient(sdk()).send(new GetSecretValueCommand({ SecretId: 's' }));
    await new S3Client(sdk()).send(new PutObjectCommand({ Bucket: 'files', Key: 'a/b c', Body: 'x' }));
    expect(calls.map(({ service, operation, caller }) => [service, operation, caller])).toEqual([
      ['dynamodb', 'DescribeTable', 'ApiDoor'],
      ['states', 'SendTaskSuccess', 'ApiDoor'],
      ['events', 'PutEvents', 'ApiDoor'],
      ['secretsmanager', 'GetSecretValue', 'ApiDoor'],
      ['s3', 'PutObject', 'ApiDoor'],
    ]);
    expect(calls[0]?.input).toEqual({ TableName: 'tickets' });
    expect(calls[4]?.path).toBe('/files/a/b%20c');
  });

  it('reads form fields, and errors reach the SES client under their name', async () => {
    refuse('MessageRejected');
    const sent = new SESClient(sdk()).send(
      new SendRawEmailCommand({ RawMessage: { Data: Buffer.from('hé') } }),
    );
    await expect(sent).rejects.toMatchObject({ name: 'MessageRejected', message: 'because' });
    expect(calls[0]).toMatchObject({ service: 'ses', operation: 'SendRawEmail' });
    expect(calls[0]?.input['RawMessage.Data']).toBe(Buffer.from('hé').toString('base64'));
  });

  it('errors reach JSON and S3 clients under their name', async () => {
    refuse('ThrottlingException');
    await expect(
      new SFNClient(sdk()).send(new SendTaskSuccessCommand({ taskToken: 't', output: '{}' })),
    ).rejects.toMatchObject({ name: 'ThrottlingException' });
    refuse('NoSuchKey', 404);
    await expect(
      new S3Client(sdk()).send(new GetObjectCommand({ Bucket: 'files', Key: 'x' })),
    ).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(
      new S3Client(sdk()).send(new HeadObjectCommand({ Bucket: 'files', Key: 'x' })),
    ).rejects.toMatchObject({ name: 'NotFound' });
    expect(errors).toEqual([]);
  });

  it('an unknown service or operation is refused by name, and reported', async () => {
    expect((await callJson(wire, 'AmazonKinesis.PutRecord', {})).body.message).toMatch(
      /has no any .*PutRecord/,
    );
    handle = async (call) => {
      throw unknownOperation(call);
    };
    expect((await callJson(wire, 'AWSEvents.PutRule', {})).body).toMatchObject({
      __type: 'UnknownOperationException',
      message: 'The desk on one machine does not know the operation PutRule of events.',
    });
    const response = await fetch(`${wire.url}/v2/email/outbound-emails`, {
      method: 'POST',
      headers: { authorization: 'AWS4-HMAC-SHA256 Credential=a/20260101/eu-west-1/sns/aws4_request, S' },
    });
    expect(await response.text()).toMatch(/has no sns/);
    expect(errors).toHaveLength(3);
  });

  it('an error that is not of AWS is an InternalFailure, and reported', async () => {
    handle = async () => {
      throw new Error('bug');
    };
    expect(await callJson(wire, 'AWSEvents.PutEvents', {})).toMatchObject({
      status: 500,
      body: { __type: 'InternalFailure', message: 'bug' },
    });
    expect(errors).toMatchObject([{ message: 'bug' }]);
  });

  it('interceptors refuse before, see answers and errors after, and may be pushed later', async () => {
    const seen: [string, number][] = [];
    wire.interceptors.push({
      before: (call) => {
        if (call.operation === 'PutEvents')
          throw new AwsError('AccessDeniedException', `${call.caller} may not`, 400);
      },
      after: (call, reply) => {
        seen.push([call.operation, reply.status]);
      },
    });
    expect((await callJson(wire, 'AWSEvents.PutEvents', {}, 'Relay')).body.message).toBe('Relay may not');
    expect(calls).toEqual([]);
    await callJson(wire, 'AWSEvents.ListRules', {});
    refuse('X');
    await callJson(wire, 'AWSEvents.ListRules', {});
    expect(seen).toEqual([
      ['ListRules', 200],
      ['ListRules', 400],
    ]);
  });

  it('an answer can be lost after the service has done its work', async () => {
    wire.interceptors.push({
      after: () => {
        throw new AwsError('InternalServerError', 'lost', 500);
      },
    });
    expect((await callJson(wire, 'AWSEvents.PutEvents', {})).status).toBe(500);
    expect(calls).toHaveLength(1);
  });

  it('names S3 operations by method, path and query', async () => {
    const auth = { authorization: 'AWS4-HMAC-SHA256 Credential=a/20260101/eu-west-1/s3/aws4_request, S' };
    const ask = async (method: string, path: string, headers: Record<string, string> = {}) => {
      await fetch(wire.url + path, { method, headers: { ...auth, ...headers } });
      return calls.at(-1)?.operation;
    };
    expect(await ask('GET', '/b?list-type=2')).toBe('ListObjectsV2');
    expect(await ask('GET', '/b/')).toBe('ListObjects');
    expect(await ask('POST', '/b?delete')).toBe('DeleteObjects');
    expect(await ask('PUT', '/b/k', { 'x-amz-copy-source': '/b/j' })).toBe('CopyObject');
    expect(await ask('PUT', '/b/k?partNumber=1&uploadId=2')).toBe('PUT ?partNumber');
    expect(await ask('POST', '/b', { 'content-type': 'multipart/form-data; boundary=x' })).toBe('PostObject');
    expect(await ask('OPTIONS', '/b/k')).toBe('Preflight');
    expect(await ask('DELETE', '/b/k')).toBe('DeleteObject');
  });

  it('finds the caller of presigned URLs and of forms, and lets keys be fetched by anyone', async () => {
    await fetch(`${wire.url}/b/k?X-Amz-Credential=Door%2F20260101%2Feu-west-1%2Fs3%2Faws4_request`);
    const form = new FormData();
    form.set('key', 'x');
    form.set('X-Amz-Credential', 'Uploader/20260101/eu-west-1/s3/aws4_request');
    form.set('file', new Blob(['data']));
    await fetch(`${wire.url}/b`, { method: 'POST', body: form });
    await fetch(`${wire.url}/eu-west-1_Pool/.well-known/jwks.json`);
    expect(calls.map(({ service, operation, caller }) => [service, operation, caller])).toEqual([
      ['s3', 'GetObject', 'Door'],
      ['s3', 'PostObject', 'Uploader'],
      ['cognito-idp', 'GetJwks', 'anonymous'],
    ]);
  });

  it('does not parse what nobody asks for, and refuses what is no JSON', async () => {
    const send = () =>
      fetch(wire.url, { method: 'POST', body: '{', headers: { 'x-amz-target': 'AWSEvents.PutEvents' } });
    expect((await send()).status).toBe(200);
    handle = async (call) => jsonReply(call.input);
    expect(await (await send()).json()).toMatchObject({ __type: 'SerializationException' });
  });
});
