/** Sends the mails that an event calls for, each recorded exactly once per event and recipient. */
import { mayMailAutomatically } from '../../domain/mail/inbound/loops.ts';
import { type Notice, noticesOf } from '../../domain/mail/notices.ts';
import { localeFor, renderMail } from '../../domain/mail/render.ts';
import { silencedBecause } from '../../domain/mail/silence.ts';
import type { Settings } from '../../domain/settings/schemas.ts';
import type { TicketEvent } from '../../domain/ticket/events.ts';
import type { Comment, Ticket } from '../../domain/ticket/ticket.ts';
import type { Reminder } from '../mail-ports.ts';
import type { Ports } from '../ports.ts';
import type { MailClaim, OutgoingMail } from '../records.ts';
import { type AttachedPorts, attachedTo } from './attached.ts';
import { type SendPorts, sendOnce } from './send-once.ts';
import { deskSender } from './sender.ts';
import { type WordsPorts, wordsOf } from './words-of.ts';

export type NotifyPorts = Pick<Ports, 'tickets' | 'settings' | 'people'> &
  SendPorts &
  AttachedPorts &
  WordsPorts & {
    /** Reply addresses are made in it, and every From is. */
    readonly mailDomain: string;
  };

/** Long enough for any mail program to thread by, short enough for a header. */
const REFERENCES = 20;

/** What a notice is about; `earlier` are the mails of the ticket that were claimed before. */
export interface Occasion {
  readonly event: TicketEvent;
  readonly ticket: Ticket;
  readonly settings: Settings;
  readonly earlier: readonly MailClaim[];
}

const senderOf = (
  ports: NotifyPorts,
  comment: Comment | null,
  notice: Notice,
  { settings, ticket }: Occasion,
) => {
  const desk = deskSender(settings, ports.mailDomain, ticket.mailbox);
  const author = notice.id === 'reply' ? comment?.author.name : null;
  return {
    name: author == null ? desk.name : `${author} (${desk.name})`,
    address: desk.address,
  };
};

/** The mail of a notice, with the headers by which it stays with its ticket's others. */
export const compose = async (
  ports: NotifyPorts,
  notice: Notice,
  occasion: Occasion,
): Promise<OutgoingMail> => {
  const { event, ticket, settings, earlier } = occasion;
  const comment = notice.commentId === null ? null : await ports.tickets.comment(ticket.id, notice.commentId);
  const locale = localeFor(notice.to.locale, notice.id, settings.templates);
  const words = await wordsOf(ports, notice, { event, ticket, comment, settings, locale });
  const attached = await attachedTo(ports, notice, { ticket, comment, locale });
  const rendered = renderMail(notice.id, locale, { ...words, ...attached.words }, settings.templates);
  const mac = await ports.seals.mac('reply', `${ticket.id} ${notice.to.email}`);
  const references = earlier
    .filter((one) => one.recipient === notice.to.email && one.messageId !== null)
    .slice(-REFERENCES)
    .map((one) => ports.mailer.headerId(one.messageId ?? ''));
  return {
    from: senderOf(ports, comment, notice, occasion),
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
    files: attached.files,
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

/** From so many mails on the claims are read again, so that two at the same moment are not both the tenth. */
const MANY = 3;

const sentBefore = (event: TicketEvent, claims: readonly MailClaim[], recipient: string): readonly string[] =>
  claims
    .filter((one) => one.recipient === recipient && one.eventId !== event.id && one.status !== 'rejected')
    .map(({ claimedAt }) => claimedAt);

/** What an agent writes or does goes out in any case: a loop has no person in it. */
const isTooMuch = async (
  ports: NotifyPorts,
  { event, ticket, earlier }: Occasion,
  recipient: string,
): Promise<boolean> => {
  if (event.actor.kind === 'agent') return false;
  const before = sentBefore(event, earlier, recipient);
  const sentAt =
    before.length < MANY ? before : sentBefore(event, await ports.claims.ofTicket(ticket.id), recipient);
  return !mayMailAutomatically(sentAt, ports.clock.now()).allowed;
};

/** What fails before the mail is claimed has sent nothing, and the next attempt need not wait. */
const send = async (ports: NotifyPorts, notice: Notice, occasion: Occasion): Promise<void> => {
  const { event, ticket } = occasion;
  const recipient = notice.to.email;
  const isAutomatic = event.actor.kind !== 'agent';
  const [mail, silence] = await Promise.all([
    compose(ports, notice, occasion),
    isAutomatic ? ports.people.silenceOf(recipient) : null,
  ]);
  await sendOnce(ports, {
    claim: {
      ticketId: ticket.id,
      eventId: event.id,
      recipient,
      notice: notice.id,
      commentId: notice.commentId,
    },
    mail,
    unsentBecause: async () =>
      (await isTooMuch(ports, occasion, recipient))
        ? 'more than 10 mails in 10 minutes'
        : silencedBecause(silence, ports.clock.now()),
  });
};

/** So many mails are made at a time: with their files, and all that is made of them, they are thirty megabytes each. */
const AT_ONCE = 4;

/** In this order, so that nobody is reminded of what was not gathered. */
const gather = async (
  ports: Pick<Ports, 'reminders' | 'reminderOrders'>,
  recipient: string,
  event: Reminder['event'],
): Promise<void> => {
  await ports.reminders.add({ recipient, event });
  await ports.reminderOrders.send({ recipient, eventId: event.id, remindedAt: event.occurredAt });
};

/**
 * Every notice is tried before the first failure is thrown, so that one bad address holds back nobody else. Reminders
 * are gathered, and go out in two minutes (send-reminders.ts).
 */
export const notify =
  (ports: NotifyPorts & Pick<Ports, 'reminders' | 'reminderOrders'>) =>
  async (event: TicketEvent): Promise<void> => {
    const [ticket, settings] = await Promise.all([
      ports.tickets.find(event.ticketId),
      ports.settings.current(),
    ]);
    if (ticket === null) return;
    const notices = noticesOf(event, ticket, settings);
    if (notices.length === 0) return;
    if (event.type === 'sla.reminded') {
      for (const { to } of notices) await gather(ports, to.email, event);
      return;
    }
    const earlier = await ports.claims.ofTicket(ticket.id);
    const results: PromiseSettledResult<void>[] = [];
    for (let at = 0; at < notices.length; at += AT_ONCE) {
      const some = notices.slice(at, at + AT_ONCE);
      const sent = some.map((notice) => send(ports, notice, { event, ticket, settings, earlier }));
      results.push(...(await Promise.allSettled(sent)));
    }
    const failed = results.find((one) => one.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  };
