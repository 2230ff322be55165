/** The one HTTP server that answers for all of AWS. */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  AwsError,
  type Call,
  type Interceptor,
  REGION,
  type Reply,
  type Service,
  type ServiceName,
} from '../kernel/contract.ts';
import { ANONYMOUS, credentialIn, LOCAL_SECRET_ACCESS_KEY, signerOf } from './credentials.ts';
import { errorReply } from './reply.ts';
import { type Protocol, type Route, routeOf } from './route.ts';

/** The running wire. Services and interceptors may be pushed later. */
export interface Wire {
  readonly url: string;
  readonly port: number;
  /** What a process or worker needs so that its AWS SDK talks to us: all but the access key id, which says who it is. */
  readonly environment: Readonly<Record<string, string>>;
  readonly services: Service[];
  readonly interceptors: Interceptor[];
  close(): Promise<void>;
}

export interface WireOptions {
  readonly services: Service[];
  readonly interceptors: Interceptor[];
  /** Told about every operation that we do not know and every error that is none of AWS's; prints it by default. */
  readonly onError?: (error: unknown, call: Pick<Call, 'operation' | 'caller'>) => void;
}

/** A pooled connection that the client thinks alive must not be closed under its next request. */
const KEEP_ALIVE_MS = 600_000;

const headersOf = (request: IncomingMessage): Record<string, string> => {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return headers;
};

/** By its events: most bodies are one chunk, and an iterator costs more than that. */
const bodyOf = (request: IncomingMessage): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('error', reject);
    request.on('end', () => {
      resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks));
    });
  });

const parseInput = (body: Buffer, protocol: Protocol): Record<string, unknown> => {
  if (protocol === 'rest') return {};
  if (protocol === 'query') return Object.fromEntries(new URLSearchParams(body.toString('utf8')));
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString('utf8')) as Record<string, unknown>;
  } catch (cause) {
    throw Object.assign(new AwsError('SerializationException', 'The body is no JSON.'), { cause });
  }
};

type Written = Omit<Call, 'input' | 'service'> & { readonly service: string; readonly protocol: Protocol };

/** Parses the body only for who asks: the database's calls, the most frequent, pass through as they are. */
const callFrom = (written: Written): Call => {
  let input: Record<string, unknown> | undefined;
  return {
    ...written,
    // A service that is not one of ours is refused before anyone reads this name.
    service: written.service as ServiceName,
    get input() {
      input ??= parseInput(written.body, written.protocol);
      return input;
    },
  };
};

const send = (response: ServerResponse, method: string, reply: Reply): void => {
  const body = typeof reply.body === 'string' ? Buffer.from(reply.body) : reply.body;
  response.writeHead(reply.status, {
    'x-amzn-requestid': randomUUID(),
    // HEAD names the length of what GET would bring.
    'content-length': body.length,
    ...reply.headers,
  });
  response.end(method === 'HEAD' ? undefined : body);
};

/** Listens on a free port of 127.0.0.1. */
export const createWire = async (options: WireOptions): Promise<Wire> => {
  const { services, interceptors } = options;
  const onError =
    options.onError ??
    ((error, call) => {
      console.error(`wire: ${call.operation} by ${call.caller}:`, error);
    });

  const answer = async (call: Call, route: Route): Promise<Reply> => {
    const service = services.find((candidate) => candidate.name === call.service);
    if (service === undefined) {
      throw new AwsError(
        'UnknownOperationException',
        `The desk on one machine has no ${route.service} (asked for ${route.operation}).`,
      );
    }
    for (const interceptor of interceptors) {
      const looked = interceptor.before?.(call);
      if (looked !== undefined) await looked;
    }
    let reply: Reply;
    try {
      reply = await service.handle(call);
    } catch (error) {
      reply = refuse(error, call, route);
    }
    for (const interceptor of interceptors) {
      const looked = interceptor.after?.(call, reply);
      if (looked !== undefined) await looked;
    }
    return reply;
  };

  const refuse = (error: unknown, call: Call, route: Route): Reply => {
    const known = error instanceof AwsError;
    if (!known || error.code === 'UnknownOperationException') onError(error, call);
    const refusal = known
      ? error
      : new AwsError('InternalFailure', error instanceof Error ? error.message : String(error), 500);
    return errorReply(refusal, route.service, route.protocol, call.path);
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(request);
    const method = request.method ?? 'GET';
    const target = request.url ?? '/';
    const mark = target.indexOf('?');
    const path = mark === -1 ? target : target.slice(0, mark);
    const query = new URLSearchParams(mark === -1 ? '' : target.slice(mark + 1));
    const headers = headersOf(request);
    const signer = signerOf(credentialIn(headers, query, body));
    const route = routeOf(method, path, query, headers, body, signer?.service);
    const caller = signer?.accessKeyId ?? ANONYMOUS;
    const call = callFrom({ ...route, method, path, query, headers, body, caller });
    let reply: Reply;
    try {
      reply = await answer(call, route);
    } catch (error) {
      reply = refuse(error, call, route);
    }
    send(response, method, reply);
  };

  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: 0 }, (request, response) => {
    handle(request, response).catch((error: unknown) => {
      // Only a connection that broke while it was read or answered comes here.
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;

  return {
    url,
    port,
    services,
    interceptors,
    environment: {
      AWS_ENDPOINT_URL: url,
      AWS_REGION: REGION,
      AWS_SECRET_ACCESS_KEY: LOCAL_SECRET_ACCESS_KEY,
      // No SDK of ours may look for a machine's own identity.
      AWS_EC2_METADATA_DISABLED: 'true',
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
