import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type Connections, createConnections } from '../../../../local/services/dynamodb/connections.ts';

const open: { server: Server; connections: Connections; sockets: Set<Socket> }[] = [];
afterEach(() => {
  for (const { server, connections, sockets } of open.splice(0)) {
    connections.close();
    for (const socket of sockets) socket.destroy();
    server.close();
  }
});

/** A server that does with each request what `answer` says; `answer` gets its number. */
const aServer = async (answer: (socket: Socket, request: number, text: string) => void) => {
  const sockets = new Set<Socket>();
  let requests = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      requests += 1;
      answer(socket, requests, chunk.toString());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const connections = createConnections('127.0.0.1', (server.address() as AddressInfo).port);
  open.push({ server, connections, sockets });
  const ask = async (body = 'q') => {
    const {
      status,
      headers,
      body: got,
    } = await connections.request(
      `POST / HTTP/1.1\r\nhost: x\r\ncontent-length: ${body.length}\r\n`,
      Buffer.from(body),
    );
    return { status, type: headers.get('content-type'), body: got.toString() };
  };
  return { ask, sockets };
};

const ok = (body: string, more = '') =>
  `HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n${more}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

describe('a connection to the database', () => {
  it('is kept for the next request, and taken by one at a time', async () => {
    const { ask, sockets } = await aServer((socket, n, text) =>
      setImmediate(() => socket.write(ok(`${n}${text.at(-1)}`))),
    );
    expect(await ask('a')).toEqual({ status: 200, type: 'text/plain', body: '1a' });
    expect((await ask('b')).body).toBe('2b');
    expect(sockets.size).toBe(1);
    expect((await Promise.all([ask('c'), ask('d')])).map(({ body }) => body.at(-1))).toEqual(['c', 'd']);
    expect(sockets.size).toBe(2);
  });

  it('puts an answer together that comes in pieces', async () => {
    const { ask } = await aServer((socket) => {
      const text = ok('one, two');
      for (const [index, character] of [...text].entries())
        setTimeout(() => socket.write(character), index / 8);
    });
    expect(await ask()).toEqual({ status: 200, type: 'text/plain', body: 'one, two' });
  });

  it('reads an answer in chunks', async () => {
    const { ask } = await aServer((socket) => {
      socket.write('HTTP/1.1 400 Bad\r\ntransfer-encoding: chunked\r\n\r\n5\r\none, \r\n');
      setImmediate(() => socket.write('3;x=y\r\ntwo\r\n0\r\n\r\n'));
    });
    expect(await ask()).toEqual({ status: 400, type: undefined, body: 'one, two' });
  });

  it('is made anew when the database closed it meanwhile', async () => {
    const { ask, sockets } = await aServer((socket, n) => {
      if (n === 2) socket.destroy();
      else socket.write(ok(String(n)));
    });
    expect((await ask()).body).toBe('1');
    expect((await ask()).body).toBe('3');
    expect(sockets.size).toBe(2);
  });

  it('is not used again when the database says so', async () => {
    const { ask, sockets } = await aServer((socket, n) => socket.end(ok(String(n), 'connection: close\r\n')));
    expect([(await ask()).body, (await ask()).body]).toEqual(['1', '2']);
    expect(sockets.size).toBe(2);
  });

  it.each([
    ['nothing at all', (socket: Socket) => socket.destroy(), /closed|ECONNRESET/],
    ['half an answer', (socket: Socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-le'), /closed/],
    ['an answer without a length', (socket: Socket) => socket.write('HTTP/1.1 200 OK\r\n\r\n'), /no length/],
  ])('that brings %s is an error', async (_what, answer, message) => {
    const { ask } = await aServer(answer);
    await expect(ask()).rejects.toThrow(message);
  });
});
