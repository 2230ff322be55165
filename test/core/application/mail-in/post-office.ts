/** A desk in memory that mail is delivered to, and the messages that tests deliver. */
import { createHash } from 'node:crypto';
import { type ReceivePorts, receiveMail } from '../../../../lambdas/core/application/mail-in/receive-mail.ts';
import { notify } from '../../../../lambdas/core/application/mails/notify.ts';
import type { MailOrder } from '../../../../lambdas/core/application/records.ts';
import type { InboundMessage, Verdicts } from '../../../../lambdas/core/domain/mail/inbound/message.ts';
import type { LedgerRow } from '../../../../lambdas/core/domain/mail/ledger.ts';
import type { Settings } from '../../../../lambdas/core/domain/settings/schemas.ts';
import type { Comment, Ticket } from '../../../../lambdas/core/domain/ticket/ticket.ts';
import { aSettings } from '../../builders.ts';
import { fakePorts } from '../../fakes/ports.ts';

export const MAIL_DOMAIN = 'desk.example';
export const SUPPORT = 'support@desk.example';

export const PASSED: Verdicts = { spf: 'pass', dkim: 'pass', dmarc: 'pass', spam: 'pass', virus: 'pass' };
export const UNPROVEN: Verdicts = { spf: 'none', dkim: 'none', dmarc: 'none', spam: 'pass', virus: 'pass' };
export const FAILED: Verdicts = { spf: 'fail', dkim: 'fail', dmarc: 'fail', spam: 'pass', virus: 'pass' };

/** What a test may say of a message. */
export type MailParts = Partial<Omit<InboundMessage, 'from' | 'headers'>> & {
  readonly from?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly files?: readonly string[];
};

/** From Maria to support, proven, with a Message-ID of its own. */
export const aMail = (
  sesId: string,
  { from = 'maria@example.com', headers = {}, files = [], ...over }: MailParts = {},
) => {
  const subject = over.subject ?? 'The export stops';
  const text = over.text ?? 'It stops at 50 %.';
  const to = over.envelope?.to ?? [SUPPORT];
  const parts = files.map((content, index) => ({
    fileName: `file-${index + 1}.txt`,
    contentType: 'text/plain',
    size: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
    contentId: null,
  }));
  const message: InboundMessage = {
    sesId,
    receivedAt: '2026-11-02T09:00:00.000Z',
    envelope: { from, to },
    verdicts: PASSED,
    from: from === '' ? null : { email: from, name: null },
    replyTo: [],
    to: to.map((email) => ({ email, name: null })),
    cc: [],
    messageId: `<${sesId}@example.com>`,
    inReplyTo: null,
    references: [],
    html: null,
    report: null,
    fingerprint: createHash('sha256').update(`${from} ${subject} ${text}`).digest('hex'),
    size: text.length,
    parts,
    ...over,
    subject,
    text,
    headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
  };
  return { message, files };
};

/** `deliver` gives the row that the message ended in; nothing is thrown unless a test makes it. */
export const postOffice = (settings: Partial<Settings> = {}) => {
  const ports = fakePorts({
    ...aSettings(),
    mailboxes: [{ address: SUPPORT, senderName: 'Support', trustedSenders: [] }],
    ...settings,
  });
  const receivePorts: ReceivePorts = { ...ports, mailDomain: MAIL_DOMAIN };
  const receive = receiveMail(receivePorts);
  const send = notify({ ...ports, baseUrl: 'https://desk.example', mailDomain: MAIL_DOMAIN });

  const store = ({ message, files }: ReturnType<typeof aMail>): void =>
    ports.rawMails.put(
      `inbound/${message.sesId}`,
      Buffer.from(JSON.stringify({ message, files })),
      ports.clock.now(),
    );

  const hand = ({ message }: ReturnType<typeof aMail>, attempt = 1): Promise<void> => {
    const { sesId, receivedAt, envelope, verdicts } = message;
    const arrival = { sesId, receivedAt, envelope, verdicts };
    return receive({ kind: 'mail', arrival, key: `inbound/${sesId}`, attempt });
  };

  const rowOf = (sesId: string): LedgerRow => {
    const row = ports.ledger.all().find(({ id }) => id === sesId);
    if (row === undefined) throw new Error(`${sesId} is not in the ledger.`);
    return row;
  };

  const deliver = async (sesId: string, parts: MailParts = {}): Promise<LedgerRow> => {
    const mail = aMail(sesId, parts);
    store(mail);
    await hand(mail);
    return rowOf(sesId);
  };

  const order = async (sesId: string, what: Partial<MailOrder>): Promise<LedgerRow> => {
    const asked = {
      sesId,
      objectKey: `inbound/${sesId}`,
      order: 'replay',
      by: 'agt_1',
      ticketId: null,
    } as const;
    await receive({ kind: 'order', order: { ...asked, ...what }, attempt: 1 });
    return rowOf(sesId);
  };

  /** Sends what the events of all tickets call for, once. */
  const sendMails = async (): Promise<void> => {
    for (const ticket of ports.tickets.all())
      for (const event of ports.tickets.history(ticket.id)) await send(event);
  };

  const ticketOf = (row: LedgerRow): Ticket => {
    const ticket = ports.tickets.all().find(({ id }) => id === row.ticketId);
    if (ticket === undefined) throw new Error(`${row.id} led to no ticket.`);
    return ticket;
  };

  const lastOn = (ticketId: string): Comment => {
    const comment = ports.tickets.said(ticketId).at(-1);
    if (comment === undefined) throw new Error(`Nothing was said on ${ticketId}.`);
    return comment;
  };

  /** The signed address of a ticket for a person, as its mails carry it. */
  const replyAddress = async (ticket: Ticket, email = ticket.requester.email): Promise<string> =>
    `reply+${ticket.number}.${await ports.seals.mac('reply', `${ticket.id} ${email}`)}@${MAIL_DOMAIN}`;

  return {
    ports,
    receivePorts,
    receive,
    store,
    hand,
    deliver,
    order,
    sendMails,
    ticketOf,
    lastOn,
    rowOf,
    replyAddress,
  };
};

/** With the ticket that its first mail has opened. */
export const setUp = async (over: Parameters<typeof postOffice>[0] = {}) => {
  const office = postOffice(over);
  const first = await office.deliver('ses-1');
  return { ...office, first, ticket: office.ticketOf(first) };
};

/** As an agent would leave it. */
export const become = (
  office: ReturnType<typeof postOffice>,
  ticket: Ticket,
  over: Partial<Ticket>,
): void => {
  office.ports.world.tickets.set(ticket.id, { ...ticket, ...over });
};
