/** What the use cases need from outside. Every method says what is atomic and what it throws. */
import type { HoursAccount } from '../domain/people/support-hours.ts';
import type { View } from '../domain/people/view.ts';
import type { EventType, TicketEvent } from '../domain/ticket/events.ts';
import type { Comment, Ticket } from '../domain/ticket/ticket.ts';
import type { Triage } from '../domain/triage/triage.ts';
import type { KeyStore, OnceStore, People, RateCounter, Seals, SettingsStore } from './desk-ports.ts';
import type { FileLinks, Files, UploadSpace, Uploads } from './file-ports.ts';
import type { IssueClaims, Webhooks } from './issue-ports.ts';
import type {
  MailClaims,
  Mailer,
  MailLedger,
  MailOrders,
  MailParser,
  RawMails,
  ReminderOrders,
  Reminders,
} from './mail-ports.ts';
import type { ExampleStore, ModelStore, TextModels } from './model-ports.ts';
import type { LanguageModel, OpinionStore } from './opinion-ports.ts';
import type { Clusters, Outbreaks } from './problem-ports.ts';
import type {
  ListedTicket,
  Page,
  PageRequest,
  SatisfactionFact,
  TicketChange,
  Wait,
  WaitRecord,
} from './records.ts';
import type { WordIndex } from './search-ports.ts';
import type { TranslationBudget, Translations, Translator } from './translation-ports.ts';
import type { Bus, Waits, Workflows } from './workflow-ports.ts';

/** The time and the names of new things. */
export interface Clock {
  /** ISO 8601 UTC, milliseconds. */
  now(): string;
}

export interface Ids {
  /** `tkt_` + ULID and so on; sorts by time of making. */
  next(prefix: 'tkt' | 'cmt' | 'evt' | 'key' | 'cor' | 'upl' | 'iss' | 'obk'): string;
  /** The id of what a thing with such an id brings about somewhere else: as old as that, and the same every time. */
  derived(prefix: 'cmt', of: string, where: string): string;
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
   * `filing`), OutbreakChanged (conflict, with `outbreak`), InvalidInput (with `uploads`), Throttled (transient) after its own retries of conflicts and throttles. Opening, and raising the generation, leave an unarmed `Wait` of that generation.
   */
  save(change: TicketChange): Promise<void>;
  /** As `save`, several tickets in one transaction: what is refused of one is refused of all. */
  saveTogether(changes: readonly TicketChange[]): Promise<void>;
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
  /** Of one ticket, or of several as one conversation in the order of time. */
  comments(of: string | readonly string[], page: PageRequest): Promise<Page<Comment>>;
  events(ticketId: string, page: PageRequest): Promise<Page<TicketEvent>>;
  /** At most 100 events newer than the version, oldest first: what a stale caller has not seen. */
  eventsAfter(ticketId: string, version: number): Promise<readonly TicketEvent[]>;
  triage(ticketId: string): Promise<Triage | null>;
  /** Eventually consistent. */
  view(view: View, page: PageRequest): Promise<Page<ListedTicket>>;
  /** How many tickets a view holds; it costs what reading their entries costs. Eventually consistent. */
  count(view: View): Promise<number>;
  /** By id, in the order asked for, those that there are. Eventually consistent. */
  listed(ids: readonly string[]): Promise<readonly ListedTicket[]>;
  /** Ids of the incidents of a problem, oldest first. */
  incidents(problemId: string, page: PageRequest): Promise<Page<string>>;
  /** The body of the first comment. */
  description(ticketId: string): Promise<string>;
}

/** Unsolved tickets by agent, as the transactions have counted them. */
export interface Loads {
  of(
    agentIds: readonly string[],
  ): Promise<ReadonlyMap<string, { readonly open: number; readonly idleSince: string | null }>>;
}

/** Time booked for organizations, as the transactions of the bookings have counted it. */
export interface SupportHours {
  /** Strongly consistent; nothing booked when there is no row. */
  of(organizationId: string, period: string): Promise<HoursAccount>;
}

export interface Figures {
  /** Idempotent and independent of order. */
  put(fact: SatisfactionFact): Promise<void>;
  satisfaction(fromPeriod: string, toPeriod: string): Promise<readonly SatisfactionFact[]>;
  /** Idempotent and independent of order. */
  putWait(wait: WaitRecord): Promise<void>;
  /** Those that began on these days, UTC, both included; in no order. */
  waits(fromDate: string, toDate: string): Promise<readonly WaitRecord[]>;
}

/** How often agents used which macro on tickets of which category. */
export interface MacroUses {
  /** Counts by macro id; what was never used is not there. Eventually consistent. */
  of(category: string): Promise<ReadonlyMap<string, number>>;
  /** Once for each event, however often it is told. `at`: when it happened, ISO 8601 UTC. */
  count(use: {
    readonly macro: string;
    readonly category: string;
    readonly eventId: string;
    readonly at: string;
  }): Promise<void>;
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
  readonly supportHours: SupportHours;
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
  readonly macroUses: MacroUses;
  readonly rates: RateCounter;
  readonly people: People;
  readonly ledger: MailLedger;
  readonly rawMails: RawMails;
  readonly parser: MailParser;
  readonly files: Files;
  readonly fileLinks: FileLinks;
  readonly uploads: Uploads;
  readonly uploadSpace: UploadSpace;
  readonly mailOrders: MailOrders;
  readonly reminders: Reminders;
  readonly reminderOrders: ReminderOrders;
  readonly clusters: Clusters;
  readonly outbreaks: Outbreaks;
  readonly words: WordIndex;
  readonly issueClaims: IssueClaims;
  readonly webhooks: Webhooks;
  readonly textModels: TextModels;
  readonly models: ModelStore;
  readonly examples: ExampleStore;
  readonly languageModel: LanguageModel;
  readonly opinions: OpinionStore;
  readonly translator: Translator;
  readonly translations: Translations;
  readonly translationBudget: TranslationBudget;
}
