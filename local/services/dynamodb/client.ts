/** Talks to the database without an SDK in between. */
import { AwsError, type Reply } from '../../kernel/contract.ts';
import { createConnections } from './connections.ts';

export interface DatabaseClient {
  /** Sends a request on as it came, but for who signed it, and answers what the database answered. */
  forward(headers: Readonly<Record<string, string>>, body: Buffer): Promise<Reply>;
  /** One operation for the desk itself, `PutItem` or `DynamoDBStreams.GetRecords`; throws AwsError under its name. */
  call(operation: string, input: unknown): Promise<Record<string, unknown>>;
  close(): void;
}

/**
 * The database asks for a signature but does not check it. It is the same for every caller, because DynamoDB Local
 * keeps a database of its own for each access key.
 */
const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=local/20260101/eu-west-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0';

/** What the database reads, and no more: every header costs. */
const PASSED = ['content-type', 'x-amz-date', 'x-amz-target'];

export const createDatabaseClient = (endpoint: string): DatabaseClient => {
  const { protocol, hostname, port, host } = new URL(endpoint);
  if (protocol !== 'http:')
    throw new Error(`The database's endpoint must begin with http://, not ${protocol}//.`);
  const connections = createConnections(hostname, Number(port || 80));
  const beginning = `POST / HTTP/1.1\r\nhost: ${host}\r\nauthorization: ${AUTHORIZATION}\r\n`;

  const send = async (
    headers: Readonly<Record<string, string | undefined>>,
    body: Buffer,
  ): Promise<Reply> => {
    let head = `${beginning}content-length: ${body.length}\r\n`;
    for (const name of PASSED) {
      const value = headers[name];
      if (value !== undefined) head += `${name}: ${value}\r\n`;
    }
    try {
      const answer = await connections.request(head, body);
      const crc = answer.headers.get('x-amz-crc32');
      return {
        status: answer.status,
        headers: {
          'content-type': answer.headers.get('content-type') ?? 'application/x-amz-json-1.0',
          ...(crc === undefined ? {} : { 'x-amz-crc32': crc }),
        },
        body: answer.body,
      };
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      const error = new AwsError('InternalServerError', `The database does not answer: ${reason}`, 500);
      throw Object.assign(error, { cause });
    }
  };

  return {
    forward: send,
    call: async (operation, input) => {
      const target = operation.includes('.')
        ? operation.replace('.', '_20120810.')
        : `DynamoDB_20120810.${operation}`;
      const reply = await send(
        {
          'content-type': 'application/x-amz-json-1.0',
          'x-amz-date': '20260101T000000Z',
          'x-amz-target': target,
        },
        Buffer.from(JSON.stringify(input)),
      );
      const answer = JSON.parse(reply.body.toString()) as Record<string, unknown>;
      if (reply.status === 200) return answer;
      const code = String(answer.__type ?? 'InternalServerError');
      throw new AwsError(
        code.slice(code.indexOf('#') + 1),
        String(answer.message ?? answer.Message),
        reply.status,
      );
    },
    close: () => connections.close(),
  };
};
