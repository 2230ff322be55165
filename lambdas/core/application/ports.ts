/** What the use cases need from outside. Every method says what is atomic and what it throws. */
import type { LedgerRow } from '../domain/mail/ledger.ts';
import type { View } from '../domain/people/view.ts';
import type { SettingsKind } from '../domain/settings/kinds.ts';
import type { Settings, SettingsDocument } from '../domain/settings/schemas.ts';
import type { EventType, TicketEvent } from '../domain/ticket/events.ts';
import type { Comment, Ticket } from '../domain/ticket/ticket.ts';
import type { Triage } from '../domain/triage/triage.ts';
import type {
  Arrival,
  DeliveryStatus,
  Filing,
  KnownMessage,
  LedgerFilter,
  ListedTicket,
  MachineKey,
  MailClaim,
  MailOrder,
  OnceRow,
  OutgoingMail,
  Page,
  PageRequest,
  Person,
  RawMail,
  ReadableMail,
  SatisfactionFact,
  SealPurpose,
  StoredDocument,
  TicketChange,
  UnreadableMail,
  Wait,
} from './records.ts';

/** The time and the names of new things. */
export interface Clock {
  /** ISO 8601 UTC, milliseconds. */
  now(): string;
}

export interface Ids {
  /** `tkt_` + ULID and so on; sorts by time of making. */
  next(prefix: 'tkt' | 'cmt' | 'evt' | 'key' | 'cor'): string;
  /** The id of a person by their lower-cased address; the same on every instance. */
  person(email: string): string;
}

/** Short numbers from 1001 on, never given twice; gaps are fine. */
export interface TicketNumbers {
  next(): Promise<number>;
}

export type { View };

export interface TicketStore {
  /** Strongly consistent. By `tkt_…` id or by number. */
  find(ref: string | number): Promise<Ticket | null>;
  /**
   * One transaction. Throws VersionConflict (stale) when `before` is not current, Superseded when the generation is
   * not, AgentFull (conflict) when a load's limit binds, OnceTaken (conflict) when the idempotency row exists,
   * SurveyTooSoon (conflict), NumberTaken (conflict, when opening), MailDisposed and MailDuplicate (conflict, with
   * `filing`), Throttled (transient) after its own retries of conflicts and throttles. Opening, and raising the generation, leave an unarmed `Wait` of that generation.
   */
  save(change: TicketChange): Promise<void>;
  /**
   * Rebirth, step one: raises the generation if it is still `from`, and leaves an unarmed waiting row for the new one
   * in the same transaction. The version stays: nothing that people know has changed. False when it is not `from`.
   */
  raiseGeneration(
    ticketId: string,
    from: number,
    wait: Pick<Wait, 'wakeAt' | 'failures' | 'failedAt'>,
  ): Promise<boolean>;
  comment(ticketId: string, commentId: string): Promise<Comment | null>;
  comments(ticketId: string, page: PageRequest): Promise<Page<Comment>>;
  events(ticketId: string, page: PageRequest): Promise<Page<TicketEvent>>;
  /** At most 100 events newer than the version, oldest first: what a stale caller has not seen. */
  eventsAfter(ticketId: string, version: number): Promise<readonly TicketEvent[]>;
  triage(ticketId: string): Promise<Triage | null>;
  /** Eventually consistent. */
  view(view: View, page: PageRequest): Promise<Page<ListedTicket>>;
  /** The body of the first comment. */
  description(ticketId: string): Promise<string>;
}

/** Unsolved tickets by agent, as the transactions have counted them. */
export interface Loads {
  of(
    agentIds: readonly string[],
  ): Promise<ReadonlyMap<string, { readonly open: number; readonly idleSince: string | null }>>;
}

export interface SettingsStore {
  /** The whole, from memory when the stored revision has not moved. */
  current(): Promise<Settings>;
  read<K extends SettingsKind>(kind: K): Promise<StoredDocument<K>>;
  /** Conditional on the version; throws VersionConflict. Answers the new version. */
  replace<K extends SettingsKind>(
    kind: K,
    document: SettingsDocument<K>,
    ifVersion: number | null,
  ): Promise<number>;
}

export interface OnceStore {
  find(scope: string): Promise<OnceRow | null>;
  /** Conditional on "absent or expired"; throws OnceTaken. Kept 24 hours. */
  keep(row: OnceRow): Promise<void>;
}

export interface KeyStore {
  find(id: string): Promise<MachineKey | null>;
  list(): Promise<readonly MachineKey[]>;
  add(key: MachineKey): Promise<void>;
  /** True when there was one. */
  remove(id: string): Promise<boolean>;
}

export interface Waits {
  /** Strongly consistent. */
  find(ticketId: string): Promise<Wait | null>;
  /** Throws Superseded when a later generation has stored one, and when the row is gone: the workflow is over. */
  arm(wait: Omit<Wait, 'failures' | 'failedAt'>): Promise<void>;
  /** Drops the token if it is still this one; the row stays, unarmed. */
  disarm(ticketId: string, token: string, at: string): Promise<void>;
  /** The workflow is over without a change of the ticket: the row goes, if it is not of a later generation. */
  end(ticketId: string, generation: number): Promise<void>;
  /** Rows whose `wakeAt` is before the time. */
  overdue(before: string, page: PageRequest): Promise<Page<Wait>>;
}

/** Step Functions, seen from the desk. */
export interface Workflows {
  /** Name `<ticketId>-<generation>`, input exactly `{ ticketId, generation }`. True also when it had been started. */
  start(ticketId: string, generation: number): Promise<void>;
  stop(ticketId: string, generation: number, reason: string): Promise<void>;
  /** False when it was already awake (TaskTimedOut, TaskDoesNotExist, InvalidToken). */
  wake(token: string, answer: { readonly next: string; readonly wakeAt: string }): Promise<boolean>;
}

/** Puts events on the bus; throws for the first that was not taken, so that the reader stops there. */
export interface Bus {
  publish(event: TicketEvent): Promise<void>;
}

export interface Seals {
  seal(purpose: SealPurpose, text: string): Promise<string>;
  /** The text, or null when it is not ours, for another purpose, or damaged. */
  open(purpose: SealPurpose, sealed: string): Promise<string | null>;
  /** A short MAC (lower-case base32, at least 80 bits) for addresses whose local part ends at 64 characters. */
  mac(purpose: SealPurpose, text: string): Promise<string>;
  /** Whether it is the MAC of the text under any key that we still hold. */
  isMac(purpose: SealPurpose, text: string, mac: string): Promise<boolean>;
}

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

export interface Figures {
  /** Idempotent and independent of order. */
  put(fact: SatisfactionFact): Promise<void>;
  satisfaction(fromPeriod: string, toPeriod: string): Promise<readonly SatisfactionFact[]>;
}

/** A counter per minute; answers how many have been counted with this one. */
export interface RateCounter {
  count(who: string, minute: string): Promise<number>;
}

export interface People {
  find(email: string): Promise<Person | null>;
  /** The address has proven itself; leaves alone what else is known. */
  verify(email: string): Promise<void>;
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

/** Files of comments in the content bucket. */
export interface Files {
  /** The same id again is the same file. Throws Throttled. */
  write(id: string, bytes: Uint8Array, contentType: string): Promise<void>;
}

/** Links that let a browser read a file for five minutes, as a download under its name. */
export interface FileLinks {
  link(id: string, fileName: string): Promise<string>;
}

/** Asks the function that receives mail, by the queue that SES's notifications come through. */
export interface MailOrders {
  send(order: MailOrder): Promise<void>;
}

/** Types that a consumer of the bus may ask for. */
export type BusEventType = EventType;

/** All of them under the names by which use cases pick what they need. */
export interface Ports {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly numbers: TicketNumbers;
  readonly tickets: TicketStore;
  readonly loads: Loads;
  readonly settings: SettingsStore;
  readonly once: OnceStore;
  readonly keys: KeyStore;
  readonly waits: Waits;
  readonly workflows: Workflows;
  readonly bus: Bus;
  readonly seals: Seals;
  readonly mailer: Mailer;
  readonly claims: MailClaims;
  readonly figures: Figures;
  readonly rates: RateCounter;
  readonly people: People;
  readonly ledger: MailLedger;
  readonly rawMails: RawMails;
  readonly parser: MailParser;
  readonly files: Files;
  readonly fileLinks: FileLinks;
  readonly mailOrders: MailOrders;
}
