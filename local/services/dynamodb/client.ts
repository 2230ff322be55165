/** Talks to the database over kept-alive connections, without an SDK in between. */
import { Agent, request } from 'node:http';
import { AwsError, type Reply } from '../../kernel/contract.ts';

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
  const { protocol, hostname, port } = new URL(endpoint);
  if (protocol !== 'http:')
    throw new Error(`The database's endpoint must begin with http://, not ${protocol}//.`);
  const agent = new Agent({ keepAlive: true, maxSockets: 64, scheduling: 'lifo' });

  const once = (headers: Record<string, string | number>, body: Buffer): Promise<Reply> =>
    new Promise((resolve, reject) => {
      const asked = request({ hostname, port, method: 'POST', path: '/', agent, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const first = chunks[0];
          const crc = response.headers['x-amz-crc32'];
          resolve({
            status: response.statusCode ?? 500,
            headers: {
              'content-type': response.headers['content-type'] ?? 'application/x-amz-json-1.0',
              ...(typeof crc === 'string' ? { 'x-amz-crc32': crc } : {}),
            },
            body: chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks),
          });
        });
      });
      asked.on('error', (error: NodeJS.ErrnoException) => {
        // The database closed an idle connection while we took it: it has read nothing.
        if (asked.reusedSocket && error.code === 'ECONNRESET') once(headers, body).then(resolve, reject);
        else reject(error);
      });
      asked.end(body);
    });

  const send = async (headers: Record<string, string | number>, body: Buffer): Promise<Reply> => {
    try {
      return await once(headers, body);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      const error = new AwsError('InternalServerError', `The database does not answer: ${reason}`, 500);
      throw Object.assign(error, { cause });
    }
  };

  return {
    forward: (given, body) => {
      const headers: Record<string, string | number> = {
        'content-length': body.length,
        authorization: AUTHORIZATION,
      };
      for (const name of PASSED) {
        const value = given[name];
        if (value !== undefined) headers[name] = value;
      }
      return send(headers, body);
    },
    call: async (operation, input) => {
      const target = operation.includes('.')
        ? operation.replace('.', '_20120810.')
        : `DynamoDB_20120810.${operation}`;
      const body = Buffer.from(JSON.stringify(input));
      const reply = await send(
        {
          'content-length': body.length,
          'content-type': 'application/x-amz-json-1.0',
          'x-amz-date': '20260101T000000Z',
          'x-amz-target': target,
          authorization: AUTHORIZATION,
        },
        body,
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
    close: () => agent.destroy(),
  };
};
