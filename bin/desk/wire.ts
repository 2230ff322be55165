/** The settings routes of a desk's API, seen from outside. */
import type { SettingsKind } from '../../lambdas/core/domain/settings/kinds.ts';
import { apiAt } from './http.ts';

/** Reads and replaces documents; both throw Refused. */
export interface DeskApi {
  read(kind: SettingsKind): Promise<{ readonly document: unknown; readonly etag: string }>;
  /** Answers the new ETag. */
  replace(kind: SettingsKind, document: unknown, etag: string): Promise<string>;
}

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
  };
};
