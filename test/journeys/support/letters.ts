/** Letters that people and machines send to the desk, and what the mail ledger says became of them. */
import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { Answer, Client, Mail, TicketBody } from './a-desk.ts';
import { type Listed, looked } from './tickets.ts';

export const SUPPORT = 'support@help.example.com';
export const BILLING = 'billing@help.example.com';

export interface Letter {
  /** As its From has it. */
  readonly from: string;
  readonly to?: string;
  readonly cc?: string;
  readonly subject?: string;
  readonly text?: string;
  /** Without angle brackets. */
  readonly id?: string;
  /** Plain text unless said. */
  readonly contentType?: string;
  /** Lines such as `In-Reply-To: <…>`. */
  readonly headers?: readonly string[];
}

/** How it comes in, and what SES found out about its sender: by default, that the From is proven. */
export interface Coming {
  /** Of the envelope, where the header says another; empty for the reports of mail servers. */
  readonly from?: string;
  readonly to?: readonly string[];
  readonly dmarc?: 'pass' | 'fail' | 'none';
  readonly spf?: 'pass' | 'fail' | 'none';
  readonly dkim?: 'pass' | 'fail' | 'none';
  readonly spam?: 'pass' | 'fail' | 'gray';
}

export interface LedgerRow {
  readonly id: string;
  readonly from: string | null;
  readonly subject: string;
  readonly headerMessageId: string | null;
  readonly kind: string;
  readonly disposition: 'ticket' | 'comment' | 'note' | 'quarantine' | 'discarded';
  readonly reason: string;
  readonly ticketId: string | null;
  readonly commentId: string | null;
  readonly threadedBy: string | null;
  readonly acknowledgement: string | null;
  readonly receivedAt: string;
  readonly disposedAt: string;
}

export interface CommentBody {
  readonly id: string;
  readonly public: boolean;
  readonly author: { readonly kind: string; readonly email: string | null };
  readonly bodyText: string;
  readonly visibleText: string;
  readonly mailId: string | null;
}

const addressOf = (from: string): string => /<([^<>]*)>$/.exec(from)?.[1] ?? from;

export const rawOf = ({
  from,
  to = SUPPORT,
  cc,
  subject = 'Lamp',
  text = 'It is dark.',
  id = `${randomUUID()}@people.example`,
  contentType = 'text/plain; charset=utf-8',
  headers = [],
}: Letter): string =>
  [
    `From: ${from}`,
    `To: ${to}`,
    ...(cc === undefined ? [] : [`Cc: ${cc}`]),
    `Subject: ${subject}`,
    `Message-ID: <${id}>`,
    'Date: Mon, 2 Nov 2026 09:00:00 +0000',
    ...headers,
    'MIME-Version: 1.0',
    `Content-Type: ${contentType}`,
    '',
    text.replaceAll('\n', '\r\n'),
    '',
  ].join('\r\n');

/** Hands it to SES's place and answers SES's id; throws when it was not taken. */
export const post = async (desk: Client, letter: Letter, coming: Coming = {}): Promise<string> => {
  const query = new URLSearchParams({
    from: coming.from ?? addressOf(letter.from),
    dmarc: coming.dmarc ?? 'pass',
    spf: coming.spf ?? 'none',
    dkim: coming.dkim ?? 'none',
    spam: coming.spam ?? 'pass',
  });
  for (const to of coming.to ?? [addressOf(letter.to ?? SUPPORT)]) query.append('to', to);
  const answer = await fetch(`${desk.url}/_local/mail?${query}`, {
    method: 'POST',
    headers: { 'content-type': 'message/rfc822' },
    body: rawOf(letter),
  });
  if (!answer.ok) throw new Error(`A letter was answered ${answer.status}: ${await answer.text()}`);
  return ((await answer.json()) as { messageId: string }).messageId;
};

export const rowOf = async (desk: Client, sesId: string): Promise<LedgerRow> => {
  const answer = await desk.call<LedgerRow>('lead', 'GET', `/v1/mail/${sesId}`);
  expect(answer.status, `${sesId} is in the ledger`).toBe(200);
  return answer.body;
};

/** Hands it in, waits until all is quiet, and answers where it ended. */
export const sent = async (desk: Client, letter: Letter, coming: Coming = {}): Promise<LedgerRow> => {
  const sesId = await post(desk, letter, coming);
  await desk.settle();
  return rowOf(desk, sesId);
};

export const ticketOf = async (desk: Client, { ticketId, reason }: LedgerRow): Promise<TicketBody> => {
  if (ticketId === null) throw new Error(`There is no ticket: ${reason}`);
  return (await desk.call('lead', 'GET', `/v1/tickets/${ticketId}`)).body;
};

/** Opens one by mail and answers it once all is quiet, with the mails that its requester has got about it. */
export const openedBy = async (
  desk: Client,
  letter: Letter,
  coming: Coming = {},
): Promise<{ readonly ticket: TicketBody; readonly row: LedgerRow; readonly mails: readonly Mail[] }> => {
  const row = await sent(desk, letter, coming);
  expect(row).toMatchObject({ disposition: 'ticket' });
  const ticket = await ticketOf(desk, row);
  return { ticket, row, mails: await mailsAbout(desk, addressOf(letter.from), ticket.number) };
};

/** What an address has got about one ticket, oldest first. */
export const mailsAbout = async (desk: Client, address: string, number: number): Promise<readonly Mail[]> =>
  (await desk.mailsTo(address)).filter(({ subject }) => subject.includes(`[#${number}]`));

/** All of a ticket, oldest first. */
export const commentsOn = async (desk: Client, ticket: string | number): Promise<readonly CommentBody[]> => {
  const path = `/v1/tickets/${ticket}/comments?page[size]=100`;
  return (await desk.call<Listed<CommentBody>>('lead', 'GET', path)).body.data;
};

/** The newest word on the ticket. */
export const lastOn = async (desk: Client, number: number): Promise<CommentBody | undefined> =>
  (await commentsOn(desk, number)).at(-1);

export const statusOf = async (desk: Client, number: number): Promise<string> =>
  (await looked(desk, number)).status;

/** Every row of the ledger, newest first. */
export const ledgerOf = async (desk: Client): Promise<readonly LedgerRow[]> => {
  const rows: LedgerRow[] = [];
  let path: string | null = '/v1/mail?page[size]=100';
  while (path !== null) {
    const answer: Answer<Listed<LedgerRow>> = await desk.call('lead', 'GET', path);
    rows.push(...answer.body.data);
    const { next } = answer.body.links;
    path = next === null ? null : next.slice(new URL(next, desk.url).origin.length);
  }
  return rows;
};

/** Message-ID without brackets, as SES gave it to a mail of ours. */
export const idOf = (mail: Mail | undefined): string =>
  (mail?.headers['message-id'] ?? '').replace(/[<>]/g, '');

/** A mail of ours as mail programs quote it below an answer. */
export const quoted = (mail: Mail | undefined): string =>
  [
    'On Mon, 2 Nov 2026 at 10:00, Acme Support <support@help.example.com> wrote:',
    ...(mail?.text ?? '').split('\n'),
  ]
    .map((line, at) => (at === 0 ? line : `> ${line}`))
    .join('\n');
