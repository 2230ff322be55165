/** The settings routes of a desk's API, seen from outside, and what settings mean for its tickets. */
import type { SettingsKind } from '../../lambdas/core/domain/settings/kinds.ts';
import { type Api, apiAt } from './http.ts';

/** Reads and replaces documents; both throw Refused. */
export interface DeskApi {
  read(kind: SettingsKind): Promise<{ readonly document: unknown; readonly etag: string }>;
  /** Answers the new ETag. */
  replace(kind: SettingsKind, document: unknown, etag: string): Promise<string>;
  /** How many unsolved tickets each agent holds; whoever holds none is not in it. Reads all of them, 100 a request. */
  held(): Promise<ReadonlyMap<string, number>>;
}

interface TicketPage {
  readonly data: readonly { readonly assigneeId: string | null }[];
  /** `next` is absolute, by the desk's own name, which need not be the one that it is asked by. */
  readonly links: { readonly next: string | null };
}

const heldByAll = async (api: Api): Promise<ReadonlyMap<string, number>> => {
  const held = new Map<string, number>();
  for (let query: string | null = '?view=all-open&page[size]=100'; query !== null; ) {
    const response = await api({ what: 'cannot read tickets', path: `tickets${query}` });
    const { data, links } = (await response.json()) as TicketPage;
    for (const { assigneeId } of data)
      if (assigneeId !== null) held.set(assigneeId, (held.get(assigneeId) ?? 0) + 1);
    query = links.next === null ? null : new URL(links.next).search;
  }
  return held;
};

const HINTS: Readonly<Record<number, string>> = {
  403: 'only an admin may change settings',
  404: 'there is no desk at this endpoint',
  412: 'somebody changed it meanwhile; run the command again to see what is different now',
};

/** Without a token, an endpoint on this machine is asked for its admin's; any other is refused. */
export const deskApi = async (endpoint: string, token: string | null): Promise<DeskApi> => {
  const api = await apiAt(endpoint, token, HINTS);
  return {
    read: async (kind) => {
      const response = await api({ what: `cannot read ${kind}`, path: `settings/${kind}` });
      return { document: await response.json(), etag: response.headers.get('etag') ?? '' };
    },
    replace: async (kind, document, etag) => {
      const response = await api({
        what: `cannot replace ${kind}`,
        method: 'PUT',
        path: `settings/${kind}`,
        body: document,
        headers: etag === '' ? {} : { 'if-match': etag },
      });
      return response.headers.get('etag') ?? '';
    },
    held: () => heldByAll(api),
  };
};
