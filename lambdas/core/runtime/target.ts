/** Which row of the route table a request is for; the gateway's `$default` and HEAD arrive here too. */
import { type Route, routeKeyOf } from '../contracts/route.ts';
import { ROUTE_LIST, type RouteId } from '../contracts/routes.ts';
import { DomainError } from '../domain/errors.ts';

/** The part of the gateway's event that routing reads. */
export interface Addressed {
  readonly routeKey: string;
  readonly rawPath: string;
  readonly pathParameters?: Readonly<Record<string, string | undefined>>;
  readonly requestContext: { readonly http: { readonly method: string } };
}

export interface Target {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** The path of a target as it stands in a URL, the same however it was sent. */
export const pathOf = ({ route, params }: Target): string =>
  route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent((params[name] ?? '').toWellFormed()),
  );

/** The path exists, but not with this method (RFC 9110 section 15.5.6). */
export interface OtherMethod {
  readonly allow: readonly string[];
}

/** The gateway hands paths over decoded; what still looks encoded is read as it stands when it is not. */
const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** `/v1/tickets/{ticket}` against `/v1/tickets/1001`; null when it is another path. */
const paramsOf = (pattern: string, path: string): Record<string, string> | null => {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const here = given[index] ?? '';
    if (!part.startsWith('{')) {
      if (part !== here) return null;
    } else {
      if (here === '') return null;
      params[part.slice(1, -1)] = decoded(here);
    }
  }
  return params;
};

const isFixed = (pattern: string): boolean => !pattern.includes('{');

/** Rows whose path this is; a path without parameters goes before one with, as at the gateway. */
const rowsAt = (path: string): readonly Target[] => {
  const rows = ROUTE_LIST.flatMap((route) => {
    const params = paramsOf(route.path, path);
    return params === null ? [] : [{ route, params }];
  });
  return rows.some(({ route }) => isFixed(route.path))
    ? rows.filter(({ route }) => isFixed(route.path))
    : rows;
};

const given = (event: Addressed): Record<string, string> =>
  Object.fromEntries(
    Object.entries(event.pathParameters ?? {}).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );

/** Finds targets among the routes of a door. Throws RouteNotFound; a HEAD is the GET of its path (RFC 9110 section 9.3.2). */
export const targetsOf = (routes: readonly RouteId[]): ((event: Addressed) => Target | OtherMethod) => {
  const own = new Set<string>(routes);
  const byKey = new Map(
    ROUTE_LIST.filter((route) => own.has(route.id)).map((route) => [routeKeyOf(route), route]),
  );
  return (event) => {
    const route = byKey.get(event.routeKey.replace(/^HEAD /, 'GET '));
    if (route !== undefined) return { route, params: given(event) };
    const { method } = event.requestContext.http;
    const rows = rowsAt(event.rawPath);
    const wanted = method === 'HEAD' ? 'GET' : method;
    const found = rows.find((row) => row.route.method === wanted && own.has(row.route.id));
    if (found !== undefined) return found;
    if (rows.length === 0)
      throw new DomainError('RouteNotFound', 'missing', 'There is nothing at this path.');
    // What arrives as $default comes here whichever function answers the path, so HEAD works for our own rows alone.
    const methodsOf = ({ route }: Target): readonly string[] =>
      route.method === 'GET' && own.has(route.id) ? ['GET', 'HEAD'] : [route.method];
    return { allow: rows.flatMap(methodsOf) };
  };
};
