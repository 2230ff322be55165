/**
 * Kept-alive connections to the database, one request at a time on each. Every call of every function passes here, and
 * Node's own HTTP client takes three times as long for it.
 */
import { connect, type Socket } from 'node:net';

export interface Answer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

export interface Connections {
  /** `head` is the request down to its last header, each line with its end. Rejects when the connection breaks. */
  request(head: string, body: Buffer): Promise<Answer>;
  close(): void;
}

/** The connection broke; `unheard` when the database cannot have read the request. */
class Broken extends Error {
  readonly unheard: boolean;
  constructor(message: string, unheard: boolean) {
    super(message);
    this.name = 'Broken';
    this.unheard = unheard;
  }
}

interface Connection {
  send(head: string, body: Buffer): Promise<Answer>;
  readonly ended: boolean;
  end(): void;
}

const CRLF = '\r\n';
const HEAD_END = '\r\n\r\n';

/** RFC 9112, section 7.1, without trailers; undefined as long as the last chunk is missing. */
const chunked = (bytes: Buffer): { readonly body: Buffer; readonly end: number } | undefined => {
  const chunks: Buffer[] = [];
  for (let at = 0; ; ) {
    const line = bytes.indexOf(CRLF, at);
    if (line === -1) return undefined;
    const size = Number.parseInt(bytes.toString('latin1', at, line), 16);
    const next = line + 2 + size + 2;
    if (next > bytes.length) return undefined;
    if (size === 0) return { body: Buffer.concat(chunks), end: next };
    chunks.push(bytes.subarray(line + 2, line + 2 + size));
    at = next;
  }
};

/** The answer that these bytes are; undefined as long as it is not all there. */
const parse = (bytes: Buffer): { readonly answer: Answer; readonly keep: boolean } | undefined => {
  const end = bytes.indexOf(HEAD_END);
  if (end === -1) return undefined;
  const [first = '', ...lines] = bytes.toString('latin1', 0, end).split(CRLF);
  const headers = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
  }
  const rest = bytes.subarray(end + HEAD_END.length);
  const length = headers.get('content-length');
  let body: Buffer;
  if (length !== undefined) {
    if (rest.length < Number(length)) return undefined;
    body = rest.subarray(0, Number(length));
  } else if (headers.get('transfer-encoding') === 'chunked') {
    const found = chunked(rest);
    if (found === undefined) return undefined;
    body = found.body;
  } else {
    throw new Broken('its answer has no length', false);
  }
  const keep = headers.get('connection')?.toLowerCase() !== 'close';
  return { answer: { status: Number(first.slice(9, 12)), headers, body }, keep };
};

const open = (hostname: string, port: number): Connection => {
  const socket: Socket = connect(port, hostname);
  socket.setNoDelay(true);
  let ended = false;
  let used = false;
  let got: Buffer | undefined;
  let asked:
    | { readonly resolve: (answer: Answer) => void; readonly reject: (error: Error) => void }
    | undefined;

  const fail = (message: string): void => {
    ended = true;
    const unheard = used && got === undefined;
    const waiting = asked;
    asked = undefined;
    socket.destroy();
    waiting?.reject(new Broken(message, unheard));
  };
  socket.on('data', (chunk: Buffer) => {
    got = got === undefined ? chunk : Buffer.concat([got, chunk]);
    try {
      const found = parse(got);
      if (found === undefined) return;
      const waiting = asked;
      asked = undefined;
      got = undefined;
      used = true;
      if (!found.keep) {
        ended = true;
        socket.end();
      }
      waiting?.resolve(found.answer);
    } catch (error) {
      fail(error instanceof Error ? error.message : String(error));
    }
  });
  socket.on('error', (error) => fail(error.message));
  socket.on('close', () => fail('the connection was closed'));

  return {
    get ended() {
      return ended;
    },
    send: (head, body) =>
      new Promise((resolve, reject) => {
        asked = { resolve, reject };
        socket.write(Buffer.concat([Buffer.from(head + CRLF, 'latin1'), body]));
      }),
    end: () => socket.destroy(),
  };
};

export const createConnections = (hostname: string, port: number): Connections => {
  const all = new Set<Connection>();
  const idle: Connection[] = [];

  const take = (): Connection => {
    for (let found = idle.pop(); found !== undefined; found = idle.pop()) {
      if (!found.ended) return found;
      all.delete(found);
    }
    const connection = open(hostname, port);
    all.add(connection);
    return connection;
  };

  const request = async (head: string, body: Buffer): Promise<Answer> => {
    const connection = take();
    try {
      const answer = await connection.send(head, body);
      if (connection.ended) all.delete(connection);
      else idle.push(connection);
      return answer;
    } catch (error) {
      all.delete(connection);
      // The database closed an idle connection while we took it.
      if (error instanceof Broken && error.unheard) return request(head, body);
      throw error;
    }
  };

  return {
    request,
    close: () => {
      for (const connection of all) connection.end();
    },
  };
};
