/** Tells whether a request comes from this machine, from a program or page that was let in. */
import type { IncomingMessage } from 'node:http';

const NAMES = new Set(['127.0.0.1', 'localhost', '[::1]']);
const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;

/**
 * The Host check keeps out pages whose name was made to point here (DNS rebinding), the Origin check pages that post
 * from elsewhere.
 */
export function isHome(request: IncomingMessage): boolean {
  const { host = '', origin } = request.headers;
  if (!LOOPBACK.test(request.socket.remoteAddress ?? '')) return false;
  return isOurs(`http://${host}`) && (origin === undefined || isOurs(origin));

  function isOurs(address: string): boolean {
    if (!URL.canParse(address)) return false;
    const { hostname, port } = new URL(address);
    return NAMES.has(hostname) && Number(port || 80) === request.socket.localPort;
  }
}
