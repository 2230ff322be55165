/** Keeps a function's calls to AWS on this machine, also those that take no endpoint from the environment. */
import type { IncomingMessage } from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';

const http = process.getBuiltinModule('node:http');

/**
 * Whoever imports `node:http` reads everything that it exports, these too, and each of them loads the whole of undici:
 * 30 ms of processor time and some megabytes for every instance. On AWS the SDK speaks HTTPS and imports it never.
 */
for (const name of ['WebSocket', 'CloseEvent', 'MessageEvent'])
  Object.defineProperty(http, name, { enumerable: false });

const isAws = (host: string): boolean => /(^|\.)amazonaws\.com$/i.test(host);

/**
 * Answers `https://*.amazonaws.com` from the wire: the keys of a user pool, for one, are fetched from
 * https://cognito-idp.<region>.amazonaws.com/<pool>/.well-known/jwks.json, and verifiers refuse any `http:` address.
 */
export function stayAtHome(wireUrl: string): void {
  const wire = new URL(wireUrl);
  const realRequest = https.request;
  const request: typeof https.request = (...given: unknown[]) => {
    const [first, second, third] = given;
    const hasUrl = typeof first === 'string' || first instanceof URL;
    const options = (hasUrl ? (typeof second === 'object' ? second : {}) : first) as https.RequestOptions;
    const url = hasUrl ? new URL(first) : undefined;
    const host = String(options.hostname ?? url?.hostname ?? options.host ?? '').replace(/:\d+$/, '');
    if (!isAws(host)) return Reflect.apply(realRequest, https, given);
    const { agent: _, ...plain } = options;
    const callback = [second, third].find((one) => typeof one === 'function');
    return http.request(
      {
        ...plain,
        protocol: 'http:',
        host: wire.hostname,
        hostname: wire.hostname,
        port: wire.port,
        path: options.path ?? `${url?.pathname ?? '/'}${url?.search ?? ''}`,
        headers: { ...plain.headers, host },
      },
      callback as ((response: IncomingMessage) => void) | undefined,
    );
  };
  https.request = request;
  https.get = (...given: unknown[]) => Reflect.apply(request, https, given).end();
  syncBuiltinESMExports();

  const realFetch = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    const url = new URL(input instanceof Request ? input.url : String(input));
    if (!isAws(url.hostname)) return realFetch(input, init);
    const local = new URL(url.pathname + url.search, wire);
    return realFetch(input instanceof Request ? new Request(local, input) : local, init);
  };
}
