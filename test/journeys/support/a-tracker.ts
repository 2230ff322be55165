/** Somebody else's tracker on this machine: takes issues as Jira and GitHub do, and can be down. */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Tracker {
  readonly url: string;
  readonly received: readonly Received[];
  /** While it is down it answers 503. */
  isDown: boolean;
  close(): Promise<void>;
}

export const aTracker = async (): Promise<Tracker> => {
  const received: Received[] = [];
  const state = { isDown: false };
  let count = 0;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const text = Buffer.concat(parts).toString();
      const path = request.url ?? '';
      received.push({ path, headers: request.headers, text, body: JSON.parse(text) });
      if (state.isDown) {
        response.writeHead(503).end('Down for maintenance');
        return;
      }
      count += 1;
      const made = path.startsWith('/rest/api/3/issue')
        ? { id: String(10_000 + count), key: `OPS-${count}`, self: 'https://acme.example/rest/api/3/issue/1' }
        : { number: count, html_url: `https://github.com/acme/app/issues/${count}`, state: 'open' };
      response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify(made));
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    get isDown() {
      return state.isDown;
    },
    set isDown(down) {
      state.isDown = down;
    },
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections();
        server.close(() => closed());
      }),
  };
};
