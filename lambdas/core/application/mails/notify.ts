/** Sends the mails that an event calls for, each recorded exactly once per event and recipient. */
import { DomainError } from '../../domain/errors.ts';
import { mayMailAutomatically } from '../../domain/mail/inbound/loops.ts';
import { type Notice, noticesOf } from '../../domain/mail/notices.ts';
import { localeFor, renderMail } from '../../domain/mail/render.ts';
import type { Settings } from '../../domain/settings/schemas.ts';
import type { TicketEvent } from '../../domain/ticket/events.ts';
import type { Comment, Ticket } from '../../domain/ticket/ticket.ts';
import type { Ports } from '../ports.ts';
import type { MailClaim, OutgoingMail } from '../records.ts';
import { type WordsPorts, wordsOf } from './words-of.ts';

export type NotifyPorts = Pick<Ports, 'tickets' | 'settings' | 'claims' | 'mailer'> &
  WordsPorts & {
    /** Reply addresses are made in it, and every From is. */
    readonly mailDomain: string;
  };

/** Long enough for any mail program to thread by, short enough for a header. */
const REFERENCES = 20;

interface Occasion {
  readonly event: TicketEvent;
  readonly ticket: Ticket;
  readonly settings: Settings;
  readonly earlier: readonly MailClaim[];
}

const senderOf = (ports: NotifyPorts, comment: Comment | null, notice: Notice, settings: Settings) => {
  const mailbox = settings.mailboxes.find((one) => one.address.endsWith(`@${ports.mailDomain}`));
  const desk = mailbox?.senderName ?? settings.desk.name;
  const author = notice.id === 'reply' ? comment?.author.name : null;
  return {
    name: author == null ? desk : `${author} (${desk})`,
    address: mailbox?.address ?? `support@${ports.mailDomain}`,
  };
};

const compose = async (ports: NotifyPorts, notice: Notice, occasion: Occasion): Promise<OutgoingMail> => {
  const { event, ticket, settings, earlier } = occasion;
  const comment = notice.commentId === null ? null : await ports.tickets.comment(ticket.id, notice.commentId);
  const locale = localeFor(notice.to.locale, notice.id, settings.templates);
  const words = await wordsOf(ports, notice, { event, ticket, comment, settings, locale });
  const rendered = renderMail(notice.id, locale, words, settings.templates);
  const mac = await ports.seals.mac('reply', `${ticket.id} ${notice.to.email}`);
  const references = earlier
    .filter((one) => one.recipient === notice.to.email && one.messageId !== null)
    .slice(-REFERENCES)
    .map((one) => ports.mailer.headerId(one.messageId ?? ''));
  return {
    from: senderOf(ports, comment, notice, settings),
    to: {
      name: notice.to.kind === 'requester' && !ticket.requester.verified ? null : notice.to.name,
      address: notice.to.email,
    },
    replyTo: `reply+${ticket.number}.${mac}@${ports.mailDomain}`,
    subject:
      references.length > 0 && rendered.subject.startsWith('[#')
        ? `Re: ${rendered.subject}`
        : rendered.subject,
    text: rendered.text,
    html: rendered.html,
    references,
    headers: {
      'Auto-Submitted': notice.id === 'acknowledgement' ? 'auto-replied' : 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'X-Threeline-Loop': await ports.seals.seal('loop', ticket.id),
      'X-Threeline-Ticket': String(ticket.number),
    },
    tags: { ticket: ticket.id, event: event.id, notice: notice.id },
  };
};

/** What an agent writes or does goes out in any case: a loop has no person in it. */
const isTooMuch = ({ event, earlier }: Occasion, recipient: string, now: string): boolean => {
  if (event.actor.kind === 'agent') return false;
  const others = earlier.filter(
    (one) => one.recipient === recipient && one.eventId !== event.id && one.status !== 'rejected',
  );
  const sentAt = others.map((one) => one.claimedAt);
  return !mayMailAutomatically(sentAt, now).allowed;
};

const send = async (ports: NotifyPorts, notice: Notice, occasion: Occasion): Promise<void> => {
  const recipient = notice.to.email;
  const claim = { ticketId: occasion.ticket.id, eventId: occasion.event.id, recipient };
  const now = ports.clock.now();
  // Before the claim: whatever fails here has sent nothing, and the next attempt need not wait.
  const mail = await compose(ports, notice, occasion);
  const claimed = await ports.claims.claim({ ...claim, notice: notice.id, commentId: notice.commentId }, now);
  if (claimed === 'done') return;
  if (claimed === 'wait')
    throw new DomainError(
      'MailClaimed',
      'transient',
      'Another attempt may have sent this mail; its result is awaited.',
    );
  if (isTooMuch(occasion, recipient, now))
    return ports.claims.reject(claim, 'more than 10 mails in 10 minutes', now);
  let messageId: string;
  try {
    messageId = await ports.mailer.send(mail);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (error.name === 'MailRejected') return ports.claims.reject(claim, error.message, ports.clock.now());
    if (error.name === 'Throttled') await ports.claims.release(claim);
    throw error;
  }
  // Not inside the try: a mail that is out must never be released, however busy the table is.
  await ports.claims.complete(claim, messageId, ports.clock.now());
};

/** Every notice is tried before the first failure is thrown, so that one bad address holds back nobody else. */
export const notify =
  (ports: NotifyPorts) =>
  async (event: TicketEvent): Promise<void> => {
    const [ticket, settings] = await Promise.all([
      ports.tickets.find(event.ticketId),
      ports.settings.current(),
    ]);
    if (ticket === null) return;
    const notices = noticesOf(event, ticket, settings);
    if (notices.length === 0) return;
    const earlier = await ports.claims.ofTicket(ticket.id);
    const results = await Promise.allSettled(
      notices.map((notice) => send(ports, notice, { event, ticket, settings, earlier })),
    );
    const failed = results.find((one) => one.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  };
