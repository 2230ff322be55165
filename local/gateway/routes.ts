/** Chooses the route of a request as an HTTP API does: the most specific one, then greedy ones, then `$default`. */
import type { RouteDescription } from '../template/api.ts';

export interface RouteMatch {
  readonly route: RouteDescription;
  /** Decoded, as the function gets them. */
  readonly pathParameters: Readonly<Record<string, string>> | undefined;
}

/** `path` is as it was sent: a `%2F` is part of a segment, not between two. */
export type Router = (method: string, path: string) => RouteMatch | undefined;

type Segment =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'one'; readonly name: string }
  | { readonly kind: 'greedy'; readonly name: string };

interface Compiled {
  readonly route: RouteDescription;
  readonly method: string;
  readonly segments: readonly Segment[];
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html; HEAD is not GET. */
export function createRouter(routes: readonly RouteDescription[]): Router {
  const compiled = routes
    .filter(({ key }) => key !== '$default')
    .map(compile)
    .sort(bySpecificity);
  const fallback = routes.find(({ key }) => key === '$default');
  return (method, path) => {
    const parts = splitPath(path).map(decoded);
    for (const one of compiled) {
      if (one.method !== 'ANY' && one.method !== method) continue;
      const pathParameters = match(one.segments, parts);
      if (!pathParameters) continue;
      return {
        route: one.route,
        pathParameters: Object.keys(pathParameters).length === 0 ? undefined : pathParameters,
      };
    }
    return fallback && { route: fallback, pathParameters: undefined };
  };
}

function compile(route: RouteDescription): Compiled {
  const [method = '', path = ''] = route.key.split(' ');
  const segments = splitPath(path).map((text): Segment => {
    const [, name, plus] = /^\{([^}+]+)(\+?)\}$/.exec(text) ?? [];
    if (name === undefined) return { kind: 'literal', text };
    return { kind: plus ? 'greedy' : 'one', name };
  });
  return { route, method, segments };
}

const RANK = { literal: 0, one: 1, greedy: 2 } as const;

function bySpecificity(a: Compiled, b: Compiled): number {
  for (let i = 0; i < Math.max(a.segments.length, b.segments.length); i += 1) {
    const [left, right] = [a.segments[i], b.segments[i]];
    if (!left || !right) break;
    if (left.kind !== right.kind) return RANK[left.kind] - RANK[right.kind];
  }
  return b.segments.length - a.segments.length || Number(a.method === 'ANY') - Number(b.method === 'ANY');
}

function match(segments: readonly Segment[], parts: readonly string[]): Record<string, string> | undefined {
  const found: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    if (segment.kind === 'greedy') {
      if (parts.length <= index) return undefined;
      found[segment.name] = parts.slice(index).join('/');
      return found;
    }
    const part = parts[index];
    if (part === undefined || part === '') return undefined;
    if (segment.kind === 'literal' && segment.text !== part) return undefined;
    if (segment.kind === 'one') found[segment.name] = part;
  }
  return parts.length === segments.length ? found : undefined;
}

function splitPath(path: string): readonly string[] {
  return path.split('/').slice(1);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
