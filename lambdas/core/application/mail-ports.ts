/** What the use cases need of mail from outside: sending it, who sends which, and all that came in. */
import type { LedgerRow } from '../domain/mail/ledger.ts';
import type { TicketEvent } from '../domain/ticket/events.ts';
import type {
  Arrival,
  DeliveryStatus,
  Filing,
  KnownMessage,
  LedgerFilter,
  MailClaim,
  MailOrder,
  OutgoingMail,
  Page,
  PageRequest,
  RawMail,
  ReadableMail,
  UnreadableMail,
} from './records.ts';

export interface Mailer {
  /**
   * SES's message id, without domain; asked once, because SES forgets nothing that it took. Throws MailRejected
   * (conflict) for what can never go, Throttled (transient) for what certainly did not go, anything else when nobody
   * knows.
   */
  send(mail: OutgoingMail): Promise<string>;
  /** The Message-ID header that SES gave a mail: `<id@eu-west-1.amazonses.com>`. */
  headerId(messageId: string): string;
}

export interface MailClaims {
  /** 'mine': send it. 'done': it was sent. 'wait': another claimed it less than 10 minutes ago. */
  claim(
    claim: Pick<MailClaim, 'ticketId' | 'eventId' | 'recipient' | 'notice' | 'commentId'>,
    now: string,
  ): Promise<'mine' | 'done' | 'wait'>;
  /** Also keeps the message id so that an answer finds the ticket. */
  complete(
    claim: Pick<MailClaim, 'ticketId' | 'eventId' | 'recipient'>,
    messageId: string,
    at: string,
  ): Promise<void>;
  reject(
    claim: Pick<MailClaim, 'ticketId' | 'eventId' | 'recipient'>,
    reason: string,
    at: string,
  ): Promise<void>;
  /** It certainly was not sent: whoever comes next may claim it at once. */
  release(claim: Pick<MailClaim, 'ticketId' | 'eventId' | 'recipient'>): Promise<void>;
  /** From SES's events; never goes back from a later status to an earlier one. */
  mark(
    claim: Pick<MailClaim, 'ticketId' | 'eventId' | 'recipient'>,
    status: DeliveryStatus,
    messageId: string,
    reason: string | null,
    at: string,
  ): Promise<void>;
  /** All of a ticket, oldest first. */
  ofTicket(ticketId: string): Promise<readonly MailClaim[]>;
}

/** Every inbound message by SES's id, and the Message-IDs by which mails find their tickets. */
export interface MailLedger {
  /** Strongly consistent. */
  find(sesId: string): Promise<LedgerRow | null>;
  /** For a message that changes no ticket. Throws MailDisposed, and MailDuplicate with `extra.first`, both conflict. */
  file(filing: Filing): Promise<void>;
  /** SES's id of the message that was filed first under the key; null when none was. */
  firstOf(duplicateKey: string): Promise<string | null>;
  /** Newest first; eventually consistent. Without a ticket it reaches back two years. */
  list(filter: LedgerFilter, page: PageRequest): Promise<Page<LedgerRow>>;
  /** Those of the ids that have a row. */
  known(sesIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** What is known of Message-IDs with their angle brackets, in the order asked. */
  messages(messageIds: readonly string[]): Promise<readonly KnownMessage[]>;
  /** True for one message of an address in ten minutes, and for the same message again (product.md section 4.8). */
  mayAcknowledge(email: string, sesId: string, now: string): Promise<boolean>;
}

/** Raw messages as SES stored them. */
export interface RawMails {
  /** null when there is no such object. */
  read(objectKey: string): Promise<Uint8Array | null>;
  /** A page of all, in no useful order. */
  list(after: string | null): Promise<Page<RawMail>>;
}

/** Bytes into words. */
export interface MailParser {
  /** Never throws, whatever the bytes are. */
  parse(raw: Uint8Array, arrival: Arrival): Promise<ReadableMail | UnreadableMail>;
  /** From the headers that SES put on top, for a message that nobody told us of; null without them. */
  arrivalOf(raw: Uint8Array, sesId: string, storedAt: string): Arrival | null;
}

/** Asks the function that receives mail, by the queue that SES's notifications come through. */
export interface MailOrders {
  send(order: MailOrder): Promise<void>;
}

/** A reminder that an agent will get, alone or with others. */
export interface Reminder {
  /** Lower-cased address. */
  readonly recipient: string;
  readonly event: Extract<TicketEvent, { type: 'sla.reminded' }>;
}

/** Which reminder asks for the gathered ones; `remindedAt` is when it happened. */
export interface ReminderOrder {
  readonly recipient: string;
  readonly eventId: string;
  readonly remindedAt: string;
}

/** Reminders of one agent wait for each other here, so that many at once are one mail (ADR 16). */
export interface Reminders {
  /** The same again changes nothing. */
  add(reminder: Reminder): Promise<void>;
  /**
   * The reminders that go out with this one: it and all of its recipient that no other has taken, at most 100, decided
   * once and for all in one transaction. Empty when another took it. Throws Throttled.
   */
  take(order: ReminderOrder): Promise<readonly Reminder[]>;
}

/** Asks the function that sends mail to take a reminder, two minutes from now. */
export interface ReminderOrders {
  send(order: ReminderOrder): Promise<void>;
}
