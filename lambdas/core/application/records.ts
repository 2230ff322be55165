/** What travels through the ports: rows, pages and mails, as use cases and adapters both know them. */
import type { WaitFact } from '../domain/figures/same-day.ts';
import type { Disposition, InboundMessage, MailKind, MailPart } from '../domain/mail/inbound/message.ts';
import type { LedgerRow } from '../domain/mail/ledger.ts';
import type { Silence } from '../domain/mail/silence.ts';
import type { SettingsKind } from '../domain/settings/kinds.ts';
import type { SettingsDocument } from '../domain/settings/schemas.ts';
import type { HoursChange } from '../domain/ticket/book-time.ts';
import type { TicketEvent } from '../domain/ticket/events.ts';
import type { Comment, Ticket } from '../domain/ticket/ticket.ts';
import type { Locale, Rating, Scope } from '../domain/ticket/words.ts';
import type { Outbreak } from '../domain/triage/outbreak.ts';
import type { Triage } from '../domain/triage/triage.ts';
/** A page of something, oldest or most urgent first; `next` goes on where this one ended. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Opaque to everybody but the store; null at the end. */
  readonly next: string | null;
}

export interface PageRequest {
  readonly size: number;
  readonly after: string | null;
}

/** The answer that a repeated request gets again. */
export interface OnceRow {
  /** Caller and route and key, so that nobody reads another's answers. */
  readonly scope: string;
  /** SHA-256 of the body, hex. */
  readonly bodyHash: string;
  readonly answer: { readonly status: number; readonly version: number | null; readonly body: unknown };
}

/** How an agent's count of unsolved tickets changes with a ticket's change. */
export interface LoadChange {
  readonly agentId: string;
  readonly by: 1 | -1;
  /** Only while the count is below this; null: a person decided, the limit does not bind them. */
  readonly below: number | null;
}

/** Everything that becomes true together: one transaction. */
export interface TicketChange {
  /** The state before, whose version the transaction is conditional on; null opens the ticket. */
  readonly before: Ticket | null;
  readonly after: Ticket;
  readonly events: readonly TicketEvent[];
  readonly comments?: readonly Comment[];
  readonly loads?: readonly LoadChange[];
  readonly once?: OnceRow;
  readonly triage?: Triage;
  /** Set by workflow steps: the write also needs `generation` to be this one. */
  readonly generation?: number;
  /** The workflow is over: its waiting row goes. */
  readonly endsWorkflow?: boolean;
  /** The survey counts against the person's "at most one in N days": refused (SurveyTooSoon) when one is newer than this. */
  readonly surveyNotSince?: string;
  /** The inbound message that caused it is disposed of in the same transaction. */
  readonly filing?: Filing;
  /** Time that counts against bought hours: refused as stale when the account stands elsewhere by now. */
  readonly hours?: HoursChange;
  /** An outbreak begins, or gets its problem: refused (OutbreakChanged) unless the last of its cluster is of `before`. */
  readonly outbreak?: {
    /** The id and revision of the last one; null: there is none. */
    readonly before: Pick<Outbreak, 'id' | 'revision'> | null;
    readonly after: Outbreak;
  };
  /** Used up by a comment, in the caller's order: refused (InvalidInput, naming its place) when another has one. */
  readonly uploads?: readonly { readonly id: string; readonly commentId: string }[];
}

/** An inbound message finds its end: the row of the ledger and what keeps it from being filed twice. */
export interface Filing {
  /** Revision 1 needs the row to be absent, a later one needs its predecessor; else MailDisposed. */
  readonly row: LedgerRow;
  /** Message-ID and content: held by the first message that is filed under it. Null: whatever it is, it is filed. */
  readonly duplicateKey: string | null;
  /** Message-IDs by which answers will find the ticket of the row. */
  readonly messageIds: readonly string[];
}

/** What the ledger is asked for; what is absent does not matter. */
export interface LedgerFilter {
  readonly disposition?: Disposition | undefined;
  readonly kind?: MailKind | undefined;
  readonly ticketId?: string | undefined;
}

/** A Message-ID that belongs to a ticket. */
export interface KnownMessage {
  /** As it was asked for. */
  readonly messageId: string;
  readonly ticketId: string;
  /** Of a mail that we sent: the claim that it was sent under; null for a mail that came in. */
  readonly claim: { readonly eventId: string; readonly recipient: string } | null;
}

/** An object of the mail bucket. */
export interface RawMail {
  readonly objectKey: string;
  readonly storedAt: string;
}

/** What is asked of the function that receives mail beside what SES tells it. */
export interface MailOrder {
  readonly sesId: string;
  readonly objectKey: string;
  /** `ingest`: nobody told us of it. `replay`: judge it again. `release`: a person vouches for it. */
  readonly order: 'ingest' | 'replay' | 'release';
  /** Agent who asks; null for the sweep. */
  readonly by: string | null;
  /** Of a release: the ticket that it belongs to; null: a new one, or the one it names itself. */
  readonly ticketId: string | null;
}

/** A ticket as lists carry it: without what only its own changes need. */
export type ListedTicket = Omit<Ticket, 'mailbox' | 'marks' | 'progress' | 'generation'>;

export interface StoredDocument<K extends SettingsKind> {
  readonly document: SettingsDocument<K>;
  /** 0: the built-in default, never stored. */
  readonly version: number;
}

export interface MachineKey {
  readonly id: string;
  readonly name: string;
  /** SHA-256 of the secret, hex. */
  readonly secretHash: string;
  readonly scopes: readonly Scope[];
  readonly products: readonly string[];
  readonly rateLimit: number | null;
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly lastUsedAt: string | null;
}

/** What the waiting workflow of a ticket stored when it armed; design.md section 4. */
export interface Wait {
  readonly ticketId: string;
  readonly generation: number;
  /** null: an execution owns the ticket but does not wait just now. */
  readonly token: string | null;
  /** The workflow's place for which it waits (ticket/place.ts). */
  readonly place: string | null;
  /** When it will wake by itself; for an unarmed row: since when it is unarmed. */
  readonly wakeAt: string;
  /** Failed executions in a row within the hour, and when the last one failed; kept by rebirth, untouched by arming. */
  readonly failures: number;
  readonly failedAt: string | null;
}

/** MAC-sealed texts. Purposes are not interchangeable; at least 80 bits; a key id allows rotation. */
export type SealPurpose = 'reply' | 'page' | 'rating' | 'nonce' | 'loop' | 'cursor' | 'issue';

/** How a browser sends a file: a multipart POST to `url` of these fields and then `file`, until `expiresAt`. */
export interface UploadForm {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly expiresAt: string;
}

/** A file that goes out with a mail. */
export interface OutgoingFile {
  readonly fileName: string;
  readonly contentType: string;
  readonly content: Uint8Array;
}

/** One mail ready to go out. */
export interface OutgoingMail {
  readonly from: { readonly name: string; readonly address: string };
  readonly to: { readonly name: string | null; readonly address: string };
  readonly replyTo: string | null;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly files?: readonly OutgoingFile[];
  /** Message-IDs with angle brackets, oldest first; the last is replied to. */
  readonly references: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  /** SES message tags: event and recipient, so that a Send event finds the claim. */
  readonly tags: Readonly<Record<string, string>>;
}

export type DeliveryStatus = 'sent' | 'delivered' | 'bounced' | 'complained';

/** One mail of one event to one recipient: claimed before it is sent, completed after. */
export interface MailClaim {
  readonly ticketId: string;
  readonly eventId: string;
  /** Lower-cased address. */
  readonly recipient: string;
  readonly notice: string;
  readonly commentId: string | null;
  readonly claimedAt: string;
  /** null while nobody knows whether SES took it. */
  readonly messageId: string | null;
  readonly status: DeliveryStatus | 'claimed' | 'rejected';
  readonly reason: string | null;
  readonly at: string;
}

/** One resolution's survey, as figures count it. */
export interface SatisfactionFact {
  readonly ticketId: string;
  /** Month of the offer, `2026-11`, UTC. */
  readonly period: string;
  readonly offeredAt: string;
  readonly rating: Rating | null;
  readonly withdrawn: boolean;
  readonly agentId: string | null;
  readonly groupId: string | null;
  /** Version of the event it comes from; an older one changes nothing. */
  readonly version: number;
}

/** One wait of a requester for an answer, as figures count it; named by ticket and beginning. */
export interface WaitRecord extends WaitFact {
  readonly ticketId: string;
  /** Version of the event it comes from; an older one changes nothing. */
  readonly version: number;
}

/** What is known of an address beside any one ticket. */
export interface Person {
  readonly id: string;
  readonly email: string;
  readonly name: string | null;
  readonly locale: Locale | null;
  readonly verified: boolean;
  /** An agent marked a ticket of theirs as spam, and nobody took it back. */
  readonly barred: boolean;
  /** Automatic mail spares the address; null: it goes there. */
  readonly silence: Silence | null;
}

/** How a message reached us, as SES tells it. */
export type Arrival = Pick<InboundMessage, 'sesId' | 'receivedAt' | 'envelope' | 'verdicts'>;

/** A message that could be read. */
export interface ReadableMail {
  readonly kind: 'read';
  readonly message: InboundMessage;
  /** The contents of `message.parts` in their order, each decoded when it is asked for. */
  attachments(): Iterable<{ readonly part: MailPart; readonly content: Uint8Array }>;
}

/** One that could not, with as much of its head as there is. */
export interface UnreadableMail
  extends Pick<InboundMessage, 'headers' | 'from' | 'subject' | 'messageId' | 'size'> {
  readonly kind: 'unparseable';
  /** A sentence. */
  readonly reason: string;
}
