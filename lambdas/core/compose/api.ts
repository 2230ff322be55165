/** What the three doors of the HTTP API share: who asks, whether they may, and what is kept from doing twice. */
import { dynamoKeyStore } from '../adapters/dynamodb/key-store.ts';
import { dynamoOnceStore } from '../adapters/dynamodb/once-store.ts';
import { dynamoRateCounter } from '../adapters/dynamodb/rate-counter.ts';
import { verifyOidc } from '../adapters/system/jwt.ts';
import { hmacSeals } from '../adapters/system/seals.ts';
import { secretKeys } from '../adapters/system/secret.ts';
import { limitRate } from '../application/desk/limit-rate.ts';
import { openPageToken } from '../application/pages/links.ts';
import { clock, desk, tableOf } from '../compose.ts';
import type { Environment } from '../contracts/environment.ts';
import { later } from '../contracts/later.ts';
import { doorOf } from '../contracts/route.ts';
import { ROUTES, type RouteId } from '../contracts/routes.ts';
import { permission } from '../domain/people/access.ts';
import type { ApiDoor } from '../runtime/door.ts';
import { identify } from '../runtime/identity.ts';

export const routesOf = (door: ReturnType<typeof doorOf>): readonly RouteId[] =>
  (Object.keys(ROUTES) as RouteId[]).filter((id) => doorOf(ROUTES[id]) === door);

/** The parts that the three API doors share; every door adds its own operations. */
export const apiParts = (environment: Environment<'requester'>) => {
  const table = tableOf(environment.TABLE_NAME);
  const { texts, ...parts } = desk(table, environment.CONTENT_BUCKET);
  const ports = {
    ...parts,
    seals: hmacSeals(secretKeys(environment.SECRET_ARN)),
    keys: dynamoKeyStore(table),
    once: dynamoOnceStore(table, texts, clock),
    baseUrl: environment.BASE_URL,
  };
  const door = {
    identify: identify({
      verifyJwt: verifyOidc({ issuer: environment.OIDC_ISSUER, audience: environment.OIDC_AUDIENCE }),
      findKey: (id) => ports.keys.find(id),
      openLink: openPageToken(ports),
      settings: ports.settings,
      ids: ports.ids,
      now: clock.now,
    }),
    allow: permission,
    limit: limitRate({ ...ports, rates: dynamoRateCounter(table) }),
    replay: (scope) => ports.once.find(scope),
    seals: ports.seals,
    baseUrl: ports.baseUrl,
  } satisfies Partial<ApiDoor>;
  /** Loaded by the first search: most requests are none. */
  const words = later(async () => (await import('./search.ts')).search(table, ports));
  return { table, ports, door, words };
};
