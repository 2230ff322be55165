/** The mail ledger of a desk over its API. */
import * as z from 'zod';
import { apiAt } from '../http.ts';

const row = z.looseObject({
  id: z.string(),
  receivedAt: z.string(),
  envelopeFrom: z.string(),
  from: z.string().nullable(),
  to: z.array(z.string()),
  subject: z.string(),
  kind: z.string(),
  disposition: z.string(),
  reason: z.string(),
  ticketId: z.string().nullable(),
  verdicts: z.record(z.string(), z.string()),
  threadedBy: z.string().nullable(),
  size: z.number(),
  attachments: z.array(z.object({ fileName: z.string(), contentType: z.string(), size: z.number() })),
  acknowledgement: z.string().nullable(),
  disposedAt: z.string(),
  actedBy: z.string().nullable(),
  revision: z.number(),
});

/** As api.md has it; a newer desk may say more, which `--json` shows. */
export type MailRow = z.infer<typeof row>;

export interface MailFilter {
  readonly disposition?: string | undefined;
  readonly kind?: string | undefined;
  readonly ticket?: string | undefined;
}

export type MailAction = 'replay' | 'release' | 'discard';

/** Every method throws Refused. Ids with or without `mail_`. */
export interface LedgerApi {
  /** Newest first, at most so many; `more`: there are others behind them. */
  list(
    filter: MailFilter,
    most: number,
  ): Promise<{ readonly rows: readonly MailRow[]; readonly more: boolean }>;
  find(id: string): Promise<MailRow>;
  /** The row as it was: replay and release are done by and by. */
  act(id: string, action: MailAction, body?: { readonly ticket?: string | undefined }): Promise<MailRow>;
  numberOf(ticketId: string): Promise<number>;
}

const HINTS: Readonly<Record<number, string>> = { 403: 'only agents, leads and admins see the mail ledger' };

const page = z.object({
  data: z.array(row),
  links: z.object({ next: z.string().nullable().optional() }).optional(),
});
const ticket = z.object({ number: z.number() });

const MOST_A_PAGE = 100;

/** Without a token, a desk on this machine is asked for one. */
export const ledgerApi = async (endpoint: string, token: string | null): Promise<LedgerApi> => {
  const api = await apiAt(endpoint, token, HINTS);
  const at = (id: string): string => `mail/${encodeURIComponent(id)}`;
  return {
    list: async (filter, most) => {
      const rows: MailRow[] = [];
      const given = Object.entries(filter).filter((pair): pair is [string, string] => pair[1] !== undefined);
      let after: string | null = null;
      do {
        const query = new URLSearchParams(given);
        query.set('page[size]', String(Math.min(MOST_A_PAGE, most - rows.length)));
        if (after !== null) query.set('page[after]', after);
        const answer = await api({ what: 'cannot list mail', path: `mail?${query}` });
        const { data, links } = page.parse(await answer.json());
        rows.push(...data);
        const next = links?.next ?? null;
        after = next === null ? null : new URL(next, endpoint).searchParams.get('page[after]');
      } while (after !== null && rows.length < most);
      return { rows, more: after !== null };
    },
    find: async (id) => row.parse(await (await api({ what: `cannot read ${id}`, path: at(id) })).json()),
    act: async (id, action, body) => {
      const request = { what: `cannot ${action} ${id}`, method: 'POST', path: `${at(id)}/${action}` };
      return row.parse(await (await api(body === undefined ? request : { ...request, body })).json());
    },
    numberOf: async (id) => {
      const answer = await api({ what: `cannot read ticket ${id}`, path: `tickets/${id}` });
      return ticket.parse(await answer.json()).number;
    },
  };
};
