/** The mail routes of a desk. */
import type { MailRow } from '../../../bin/desk/mail/ledger-api.ts';
import { anApi } from '../an-api.ts';

export const aRow = (id: string, over: Partial<MailRow> = {}): MailRow => ({
  id: `mail_${id}`,
  receivedAt: '2026-11-02T09:00:00.000Z',
  envelopeFrom: 'maria@example.com',
  from: 'maria@example.com',
  to: ['support@help.example.com'],
  subject: 'The export stops',
  kind: 'human',
  disposition: 'quarantine',
  reason: 'Nothing proves it.',
  ticketId: null,
  verdicts: { spf: 'pass', dmarc: 'fail' },
  threadedBy: null,
  size: 1200,
  attachments: [],
  acknowledgement: null,
  disposedAt: '2026-11-02T09:00:01.000Z',
  actedBy: null,
  revision: 1,
  ...over,
});

/** What is ordered is done at the second look. */
export const aLedger = async (rows: readonly MailRow[], page = 2) => {
  const state = new Map(rows.map((row) => [row.id, row]));
  const coming = new Map<string, MailRow>();
  const outcome: Record<string, Partial<MailRow>> = {
    replay: { disposition: 'discarded', reason: 'It is a list.' },
    release: { disposition: 'ticket', ticketId: 'tkt_7', reason: 'Released.' },
    discard: { disposition: 'discarded', reason: 'Discarded by agt_1.' },
  };

  const decide = (row: MailRow, action: string): MailRow => {
    const decided = { ...row, ...outcome[action], revision: row.revision + 1 };
    if (action === 'discard') state.set(row.id, decided);
    else coming.set(row.id, decided);
    return action === 'discard' ? decided : row;
  };

  const listed = (query: URLSearchParams) => {
    const from = Number(query.get('page[after]') ?? 0);
    const size = Math.min(page, Number(query.get('page[size]')));
    const wanted = [...state.values()].filter(
      (row) => (query.get('disposition') ?? row.disposition) === row.disposition,
    );
    const next = from + size < wanted.length ? `/v1/mail?page[after]=${from + size}` : null;
    return { data: wanted.slice(from, from + size), links: next === null ? {} : { next } };
  };

  const answer = (method: string, url: URL): readonly [number, unknown] => {
    const [, , kind, id = '', action] = url.pathname.split('/');
    if (kind === 'tickets') return [200, { number: 1007 }];
    if (id === '') return [200, listed(url.searchParams)];
    const row = state.get(id.startsWith('mail_') ? id : `mail_${id}`);
    if (row === undefined) return [404, { title: 'MailNotFound', detail: 'There is no such mail.' }];
    if (method === 'POST' && action !== undefined) {
      if (row.disposition === 'comment') return [409, { detail: 'It stands in a ticket already.' }];
      return [202, decide(row, action)];
    }
    const decided = coming.get(row.id);
    if (decided !== undefined) state.set(row.id, decided);
    return [200, row];
  };

  const { asked, requests } = await anApi((method, url) => answer(method, url));
  return { asked, requests, state };
};
