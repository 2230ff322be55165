/** Builders of inbound messages that let a test say only what matters to it. */
import type { KindContext } from '../../../../../lambdas/core/domain/mail/inbound/kinds/context.ts';
import type { InboundMessage, Verdicts } from '../../../../../lambdas/core/domain/mail/inbound/message.ts';
import type { Mailbox } from '../../../../../lambdas/core/domain/settings/schemas.ts';

export type MessageParts = Partial<Omit<InboundMessage, 'verdicts' | 'headers' | 'from'>> & {
  readonly verdicts?: Partial<Verdicts>;
  /** As a record; a list of values gives the header several times. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** An address; null for a mail without sender. */
  readonly from?: string | null;
  readonly fromName?: string | null;
};

/** A mail of Maria's to support@, everything passed. */
export const aMessage = ({
  verdicts,
  headers,
  from = 'maria@example.com',
  fromName = null,
  ...over
}: MessageParts = {}): InboundMessage => ({
  sesId: 'ses1',
  receivedAt: '2026-11-20T14:30:00.000Z',
  envelope: { from: 'maria@example.com', to: ['support@help.example.com'] },
  verdicts: { spf: 'pass', dkim: 'pass', dmarc: 'pass', spam: 'pass', virus: 'pass', ...verdicts },
  headers: Object.entries(headers ?? {}).flatMap(([name, values]) =>
    [values].flat().map((value) => ({ name, value })),
  ),
  from: from === null ? null : { email: from, name: fromName },
  replyTo: [],
  to: [{ email: 'support@help.example.com', name: null }],
  cc: [],
  subject: 'The export stops',
  messageId: '<a1@example.com>',
  inReplyTo: null,
  references: [],
  text: 'It stops at 50 %.',
  html: null,
  parts: [],
  report: null,
  fingerprint: 'f1',
  size: 1_000,
  ...over,
});

export const aMailbox = (over: Partial<Mailbox> = {}): Mailbox => ({
  address: 'support@help.example.com',
  senderName: 'Acme Support',
  trustedSenders: [],
  ...over,
});

export const BILLING = aMailbox({
  address: 'Billing@help.example.com',
  senderName: 'Acme Billing',
  trustedSenders: ['Disputes@payments.example'],
});

export const OURS = { mailboxes: [aMailbox(), BILLING], mailDomain: 'help.example.com' } as const;

export const aContext = (over: Partial<KindContext> = {}): KindContext => ({
  ...OURS,
  isOwn: false,
  cameTo: OURS.mailboxes,
  ...over,
});
