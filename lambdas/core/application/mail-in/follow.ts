/** Does to the desk what the rules, or a person who vouches for the message, have decided about it. */

import { DomainError } from '../../domain/errors.ts';
import { roleOf } from '../../domain/mail/inbound/gate.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { Ports } from '../ports.ts';
import type { MailOrder, ReadableMail } from '../records.ts';
import { standing } from '../tickets/standing.ts';
import { type CommentFromMailPorts, commentFromMail, type Saying } from './comment-from-mail.ts';
import type { MailFacts } from './facts.ts';
import { attachmentsOf, duplicateReason, type End, filingOf, type Passage } from './filing.ts';
import { markBounces } from './mark-bounces.ts';
import { type OpenFromMailPorts, openFromMail } from './open-from-mail.ts';

export type FollowPorts = OpenFromMailPorts &
  CommentFromMailPorts &
  Pick<Ports, 'ledger' | 'claims' | 'files' | 'people'>;

/** Before the transaction that names them: an attachment that is there without a comment harms nobody. */
const storeFiles = async (ports: FollowPorts, facts: MailFacts, mail: ReadableMail): Promise<void> => {
  const names = attachmentsOf(facts);
  let index = 0;
  for (const { part, content } of mail.attachments()) {
    const attachment = names[index];
    if (attachment !== undefined) await ports.files.write(attachment.id, content, part.contentType);
    index += 1;
  }
};

/** A row of a comment holds what its attachments are called; more than this are no attachments. */
const MOST_ATTACHMENTS = 200;

const onTicket = async (
  ports: FollowPorts,
  passage: Passage,
  facts: MailFacts,
  ticket: Ticket,
  saying: Saying,
): Promise<void> => {
  try {
    await commentFromMail(ports, passage, facts, ticket.id, saying);
  } catch (error) {
    if (!(error instanceof DomainError && error.name === 'TicketClosed')) throw error;
    // Closed between the look and the write: the words are not refused for that.
    const reason = `${saying.reason} The ticket is closed, so a follow-up was opened.`;
    await openFromMail(ports, passage, facts, {
      reason,
      follows: ticket,
      acknowledge: facts.imported === null,
    });
  }
};

const asDecided = async (ports: FollowPorts, passage: Passage, facts: MailFacts): Promise<void> => {
  const { disposed, ticket, firstId, thread } = facts;
  const { disposition, reason, as, opens, acknowledge } = disposed;
  if (opens !== null) {
    const follows = opens === 'follow-up' ? ticket : null;
    return openFromMail(ports, passage, facts, {
      reason,
      follows,
      acknowledge: acknowledge && facts.imported === null,
    });
  }
  if (ticket !== null && (disposition === 'comment' || disposition === 'note')) {
    const saying = {
      as: disposition === 'comment' ? 'public' : 'note',
      role: as ?? 'stranger',
      reason,
    } as const;
    return onTicket(ports, passage, facts, ticket, saying);
  }
  const isQuarantined = disposition === 'quarantine';
  const end: End = {
    disposition: isQuarantined ? 'quarantine' : 'discarded',
    reason: firstId === null ? reason : duplicateReason(firstId),
    ticketId: isQuarantined ? null : (ticket?.id ?? null),
    threadedBy: thread?.threadedBy ?? null,
    attachments: attachmentsOf(facts),
  };
  await ports.ledger.file(filingOf(passage, facts, end));
};

/** Nobody who is not on the ticket speaks publicly on it, whoever released their mail. */
const asReleased = async (
  ports: FollowPorts,
  passage: Passage,
  facts: MailFacts,
  order: MailOrder,
): Promise<void> => {
  const { message, settings, writer } = facts;
  const reason = `Released from quarantine by ${order.by ?? 'the desk'}.`;
  const asked = order.ticketId === null ? null : await ports.tickets.find(order.ticketId);
  const named = asked === null ? null : await standing(ports, asked);
  const ticket = named ?? facts.ticket;
  const role = roleOf(message.from?.email ?? '', ticket, settings.agents);
  const isOfTicket = role === 'requester' || role === 'participant';
  if (ticket !== null && (named !== null || isOfTicket))
    return onTicket(ports, passage, facts, ticket, {
      as: isOfTicket ? 'public' : 'note',
      role: isOfTicket ? role : 'stranger',
      reason,
    });
  if (writer === null) {
    const needed = `${reason} It has no sender, so it can only be released into a ticket.`;
    return ports.ledger.file(filingOf(passage, facts, { disposition: 'quarantine', reason: needed }));
  }
  await openFromMail(ports, passage, facts, {
    reason,
    follows: null,
    acknowledge: facts.imported === null,
  });
};

/** Throws MailDuplicate and MailDisposed when another delivery was quicker, and what the stores throw. */
export const follow = async (
  ports: FollowPorts,
  passage: Passage,
  facts: MailFacts,
  mail: ReadableMail,
): Promise<void> => {
  const { message, judged, proof, person, disposed, firstId } = facts;
  const isReleased = passage.order?.order === 'release';
  if (message.parts.length > MOST_ATTACHMENTS) {
    const reason = `It has ${message.parts.length} attachments, more than ${MOST_ATTACHMENTS}.`;
    return ports.ledger.file(filingOf(passage, facts, { disposition: 'quarantine', reason }));
  }
  if (proof.dmarc === 'pass' && judged.kind === 'human' && message.from !== null && person?.verified !== true)
    await ports.people.verify(message.from.email);
  // Whoever writes to us wants an answer, and can be reached.
  if (proof.dmarc === 'pass' && person?.silence != null && person.email === message.from?.email)
    await ports.people.endSilence(person.email, message.receivedAt, ['bounced', 'complained']);
  const entersTicket =
    isReleased || (disposed.disposition !== 'quarantine' && disposed.disposition !== 'discarded');
  if (entersTicket) await storeFiles(ports, facts, mail);
  if (judged.kind === 'bounce' && firstId === null && facts.imported === null)
    await markBounces(ports, message);
  if (isReleased && passage.order !== null) return asReleased(ports, passage, facts, passage.order);
  await asDecided(ports, passage, facts);
};
