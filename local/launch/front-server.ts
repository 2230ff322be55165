/** The one port that people use: the API as deployed, and `/_local` beside it. */
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Control } from '../control/control.ts';
import type { Gateway } from '../gateway/gateway.ts';
import { portRefusal } from './cannot-start.ts';

export interface FrontServer {
  readonly url: string;
  /** Until it is called, everything is answered with 503. */
  open(control: Control, gateway: Gateway | undefined): void;
  close(): Promise<void>;
}

/** Node's five seconds end under the next request of a client that thought a little; the gateway's is about a minute. */
const KEEP_ALIVE_MS = 60_000;

/** Listens on 127.0.0.1; port 0 takes a free one. Throws CannotStart when the port is taken. */
export async function listen(port: number): Promise<FrontServer> {
  let answer: RequestListener = (_, response) => {
    response.writeHead(503, { 'content-type': 'application/json' }).end('{"ready":false}');
  };
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) =>
    answer(request, response),
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(portRefusal(port, 'PORT', cause)));
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    open(control, gateway) {
      answer = (request, response) => {
        const path = request.url?.split('?')[0] ?? '/';
        if (path === '/_local') {
          response.writeHead(308, { location: '/_local/' }).end();
        } else if (path.startsWith('/_local/')) {
          void control(request, response).catch(() => response.destroy());
        } else if (gateway) {
          void gateway(request, response).catch(() => response.destroy());
        } else {
          response.writeHead(404, { 'content-type': 'application/json' }).end('{"message":"Not Found"}');
        }
      };
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
