/** A small HTTP server that answers as a desk's API would, for commands that ask it. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { ExitCode, Voice } from '../../bin/desk/apply.ts';

/** Answers a request with a status and a body. */
export type Answering = (
  method: string,
  url: URL,
  body: string,
  headers: Readonly<Record<string, unknown>>,
) => readonly [status: number, body: unknown, headers?: Readonly<Record<string, string>>];

/** Gives out its token as a desk of this machine does, and asks for it. */
export const anApi = async (answer: Answering) => {
  const requests: string[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const url = new URL(request.url ?? '', 'http://desk');
    if (url.pathname === '/_local/tokens') {
      response.end(JSON.stringify({ admin: 'token' }));
      return;
    }
    requests.push(`${request.method} ${decodeURIComponent(request.url ?? '')} ${body}`.trim());
    const known = request.headers.authorization === 'Bearer token';
    const [status, content, headers = {}] = known
      ? answer(request.method ?? '', url, body, request.headers)
      : [403, {}];
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(content));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { asked: { where: { endpoint }, token: null }, requests };
};

/** Runs a command and keeps what it said. */
export const hear = async (run: (voice: Voice) => Promise<ExitCode>) => {
  const said: string[] = [];
  const complained: string[] = [];
  const code = await run({ say: (text) => said.push(text), complain: (text) => complained.push(text) });
  return { code, said, complained };
};
