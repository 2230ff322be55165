/** A desk's API as the commands reach it: who asks, and what is said when it refuses. */

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

/** One request with the operator's token. */
export interface ApiRequest {
  /** What is tried, for the sentence: "cannot read plans". */
  readonly what: string;
  readonly method?: string;
  /** Below `/v1/`, with its query. */
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers what the desk said yes to; throws Refused. */
export type Api = (request: ApiRequest) => Promise<Response>;

const TIMEOUT_MILLIS = 30_000;

const ask = async (url: URL, init: RequestInit): Promise<Response> => {
  try {
    return await fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MILLIS) });
  } catch (cause) {
    throw new Refused(`cannot reach ${url.origin}; is the desk running (npm start)?`, [], cause);
  }
};

const NO_TOKEN = 'the token is missing, wrong or has ended: give --token or THREELINE_TOKEN';

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
const refusal = async (
  what: string,
  response: Response,
  hints: Readonly<Record<number, string>>,
): Promise<Refused> => {
  const { title, detail, errors } = await problemOf(response);
  const hint = response.status === 401 ? NO_TOKEN : hints[response.status];
  const reason = hint ?? detail ?? title ?? response.statusText;
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

/**
 * Without a token, an endpoint on this machine is asked for its admin's; any other is refused. `hints` say in the
 * command's own words what a status means.
 */
export const apiAt = async (
  endpoint: string,
  token: string | null,
  hints: Readonly<Record<number, string>>,
): Promise<Api> => {
  const base = baseOf(endpoint);
  if (token === null && !LOOPBACK.has(base.hostname)) {
    throw new Refused(`${base.origin} needs a token: give --token or THREELINE_TOKEN`);
  }
  const authorization = `Bearer ${token ?? (await localToken(base))}`;
  return async ({ what, method = 'GET', path, body, headers = {} }) => {
    const response = await ask(new URL(`v1/${path}`, base), {
      method,
      headers: {
        authorization,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw await refusal(what, response, hints);
    return response;
  };
};
