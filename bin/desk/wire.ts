/** The settings routes of a desk's API, seen from outside. */
import type { SettingsKind } from '../../lambdas/core/domain/settings/kinds.ts';

/** The desk did not do what it was asked, or could not be asked; the message says so to a person. */
export class Refused extends Error {
  /** Fields that the desk named. */
  readonly problems: readonly { readonly path: string; readonly message: string }[];

  constructor(
    message: string,
    problems: readonly { readonly path: string; readonly message: string }[] = [],
    cause?: unknown,
  ) {
    super(message, { cause });
    this.name = 'Refused';
    this.problems = problems;
  }
}

/** Reads and replaces documents; both throw Refused. */
export interface DeskApi {
  read(kind: SettingsKind): Promise<{ readonly document: unknown; readonly etag: string }>;
  /** Answers the new ETag. */
  replace(kind: SettingsKind, document: unknown, etag: string): Promise<string>;
}

const TIMEOUT_MILLIS = 30_000;

const ask = async (url: URL, init: RequestInit): Promise<Response> => {
  try {
    return await fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MILLIS) });
  } catch (cause) {
    throw new Refused(`cannot reach ${url.origin}; is the desk running (npm start)?`, [], cause);
  }
};

const HINTS: Readonly<Record<number, string>> = {
  401: 'the token is missing, wrong or has ended: give --token or THREELINE_TOKEN',
  403: 'only an admin may change settings',
  404: 'there is no desk at this endpoint',
  412: 'somebody changed it meanwhile; run the command again to see what is different now',
};

interface Problem {
  readonly title?: unknown;
  readonly detail?: unknown;
  readonly errors?: unknown;
}

const problemOf = async (response: Response): Promise<Problem> => {
  try {
    const body: unknown = await response.json();
    return typeof body === 'object' && body !== null ? body : {};
  } catch {
    return {};
  }
};

const fieldsOf = (errors: unknown): readonly { path: string; message: string }[] =>
  Array.isArray(errors)
    ? errors.map((one: { path?: unknown; message?: unknown } | null) => ({
        path: String(one?.path ?? ''),
        message: String(one?.message ?? ''),
      }))
    : [];

/** RFC 9457, or whatever a gateway in between says. */
const refusal = async (what: string, response: Response): Promise<Refused> => {
  const { title, detail, errors } = await problemOf(response);
  const reason = HINTS[response.status] ?? detail ?? title ?? response.statusText;
  return new Refused(`${what}: ${response.status} ${reason}`, fieldsOf(errors));
};

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** A desk on one machine gives its tokens away to whoever sits at that machine. */
const localToken = async (base: URL): Promise<string> => {
  const response = await ask(new URL('/_local/tokens', base), {});
  const tokens = (response.ok ? await problemOf(response) : {}) as { readonly admin?: unknown };
  if (typeof tokens.admin === 'string') return tokens.admin;
  throw new Refused(`${base.origin} gave no token: give --token or THREELINE_TOKEN`);
};

const baseOf = (endpoint: string): URL => {
  const url = URL.parse(endpoint.endsWith('/') ? endpoint : `${endpoint}/`);
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new Refused(`${endpoint} is not an http(s) address`);
  return url;
};

/** Without a token, an endpoint on this machine is asked for its admin's; any other is refused. */
export const deskApi = async (endpoint: string, token: string | null): Promise<DeskApi> => {
  const base = baseOf(endpoint);
  if (token === null && !LOOPBACK.has(base.hostname)) {
    throw new Refused(`${base.origin} needs a token: give --token or THREELINE_TOKEN`);
  }
  const authorization = `Bearer ${token ?? (await localToken(base))}`;
  const at = (kind: SettingsKind): URL => new URL(`v1/settings/${kind}`, base);
  return {
    read: async (kind) => {
      const response = await ask(at(kind), { headers: { authorization } });
      if (!response.ok) throw await refusal(`cannot read ${kind}`, response);
      return { document: await response.json(), etag: response.headers.get('etag') ?? '' };
    },
    replace: async (kind, document, etag) => {
      const response = await ask(at(kind), {
        method: 'PUT',
        headers: {
          authorization,
          'content-type': 'application/json',
          ...(etag === '' ? {} : { 'if-match': etag }),
        },
        body: JSON.stringify(document),
      });
      if (!response.ok) throw await refusal(`cannot replace ${kind}`, response);
      return response.headers.get('etag') ?? '';
    },
  };
};
