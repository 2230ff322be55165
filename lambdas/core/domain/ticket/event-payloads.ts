/** What each type of event carries (events.ts). */
import type { Warning } from '../people/support-hours.ts';
import type { Given } from '../triage/givable.ts';
import type { Escalation, Promises } from './ticket.ts';
import type { IssueState, Line, Locale, Metric, Priority, Rating, Status } from './words.ts';

/** A field before and after a change. Texts over 200 characters are cut; bodies never travel in events. */
export interface FieldChange {
  readonly before: unknown;
  readonly after: unknown;
}

/** A promised time before and after a change; ISO 8601 UTC, null: none was. */
export interface PromiseChange {
  readonly before: string | null;
  readonly after: string;
}

export type PromiseChanges = Readonly<Partial<Record<keyof Promises, PromiseChange>>>;

/** The same where either may be none. */
export interface PromiseMove {
  readonly before: string | null;
  readonly after: string | null;
}

/** What each type of event carries. Scalars and ids only, at most 16 KB together. */
export interface EventPayloads {
  'ticket.opened': {
    readonly number: number;
    readonly commentId: string;
    readonly line: Line;
    readonly groupId: string;
    readonly category: string;
    readonly priority: Priority;
    readonly channel: string;
    readonly requesterId: string;
    /** In which it is acknowledged, whatever analysis finds meanwhile. Absent from events of earlier versions. */
    readonly language?: Locale;
    readonly followUpOf: string | null;
    /** True: no acknowledgement goes out (product.md section 4.8). */
    readonly quiet?: boolean;
    /** True: it was over before it came here; no workflow begins. */
    readonly history?: boolean;
    /** What whoever opened it said themselves, so that no machine changes it. */
    readonly given?: readonly Given[];
  };
  'ticket.commented': {
    readonly commentId: string;
    readonly public: boolean;
    readonly authorKind: string;
    /** Lower-cased; null for the system and machine keys. */
    readonly authorEmail: string | null;
    /** Status after the comment, so that one mail can say both. */
    readonly status: Status;
    /** The same change solved the ticket: the reply's mail says so and `ticket.solved` sends none. */
    readonly solves: boolean;
    /** A mere "thanks" on a solved ticket. */
    readonly thanks: boolean;
    readonly mentions: readonly string[];
    /** True: nobody is told, because it was said long ago to another desk. */
    readonly quiet?: boolean;
    /** True: it only promises the details that were asked for, or the like; the ticket waits on, and nobody is told. */
    readonly nothingYet?: boolean;
    /** Times that the same change promises anew: the reply's mail says so and `sla.promised` sends none. */
    readonly promised?: PromiseChanges;
  };
  'ticket.analysed': {
    readonly missing: readonly string[];
    readonly category: string;
    readonly line: Line;
    readonly priority: Priority;
    readonly round: number;
    /** Of the category, 0 to 1. */
    readonly confidence?: number;
  };
  'ticket.details-requested': {
    readonly commentId: string;
    readonly missing: readonly string[];
    readonly round: number;
  };
  /** Time or rounds ran out: it goes on with what is known. */
  'ticket.details-waived': { readonly missing: readonly string[]; readonly reason: 'time' | 'rounds' };
  'ticket.assigned': {
    readonly assigneeId: string | null;
    readonly before: string | null;
    readonly groupId: string;
    readonly line: Line;
    readonly reason: string;
    /** True: a higher line has returned it to whom it had before; its mail says so, with the reason. */
    readonly returned?: boolean;
    /** How it came to this line; absent: not by an escalation. Until `told` its group's lead is to hear of it as well. */
    readonly escalated?: Escalation;
  };
  'ticket.escalated': {
    readonly from: Line;
    readonly to: Line;
    readonly groupId: string;
    readonly reason: string;
    /** Details that its category demands before line 3 and that somebody went without. */
    readonly overrode?: readonly string[];
  };
  'ticket.returned': {
    readonly from: Line;
    readonly to: Line;
    readonly groupId: string;
    readonly reason: string;
    /** Who has it again; null: somebody is looked for. Absent from events of earlier versions. */
    readonly assigneeId?: string | null;
  };
  /** Stands before what the macro did: the changes and the comment have their own events, in the same transaction. */
  'ticket.macro-applied': {
    readonly macro: string;
    /** The ticket's when the macro was chosen. */
    readonly category: string;
    readonly commentId: string | null;
  };
  'ticket.changed': { readonly changes: Readonly<Record<string, FieldChange>> };
  'ticket.status-changed': { readonly before: Status; readonly after: Status };
  'ticket.solved': {
    readonly before: Status;
    readonly auto: boolean;
    readonly withComment: boolean;
    readonly agentId: string | null;
  };
  'ticket.reopened': { readonly before: Status; readonly after: Status };
  'ticket.closed': { readonly solvedAt: string | null };
  /** Its own end; it is closed from then on. `before` is the status that unmerging gives back. */
  'ticket.merged': { readonly into: string; readonly before: Status };
  /** The other side of it: `source` was merged into this ticket, and these addresses became participants by that. */
  'ticket.merged-in': {
    readonly source: string;
    readonly number: number;
    readonly joined: readonly string[];
    /** True: its question opens this ticket again, and nobody has answered it yet. */
    readonly asks?: boolean;
  };
  'ticket.unmerged': { readonly from: string; readonly after: Status };
  'ticket.merged-out': {
    readonly source: string;
    readonly number: number;
    readonly left: readonly string[];
  };
  /**
   * A problem was solved, and this public comment answers and solves its incidents too (ADR 19). null: the desk has said
   * nothing that they could be told.
   */
  'ticket.problem-solved': { readonly commentId: string | null };
  /** Tickets like this one come faster than usual; they are told to the lead, by number. `usual`: a hour, as a rule. */
  'ticket.outbreak-noticed': {
    readonly outbreakId: string;
    readonly category: string;
    readonly product: string | null;
    readonly count: number;
    readonly usual: number;
    readonly numbers: readonly number[];
  };
  'ticket.nudged': { readonly pendingSince: string };
  /** An agent's work on it, in minutes; below zero takes back what was booked wrongly. */
  'ticket.time-booked': {
    readonly minutes: number;
    readonly note: string;
    /** Id of the requester's organization, and the period of its hours; null: there is none. */
    readonly organization: string | null;
    readonly period: string | null;
    /** All that is booked for the organization in the period. */
    readonly bookedMinutes: number | null;
    /** What it has bought for the period; null: no hours. */
    readonly supportHours: number | null;
    /** Percent of them that this booking has reached first; null: none. */
    readonly warning: Warning | null;
  };
  /** An issue is wanted in the developers' tracker (ADR 20); `target` is the webhook that it goes to. */
  'ticket.issue-asked': { readonly issueId: string; readonly target: string; readonly reason: string };
  'ticket.issue-opened': {
    readonly issueId: string;
    readonly target: string;
    readonly reference: string | null;
    readonly url: string | null;
    readonly commentId: string;
  };
  /** The tracker could not be told, or would not take it. */
  'ticket.issue-failed': {
    readonly issueId: string;
    readonly target: string;
    readonly reason: string;
    readonly commentId: string;
  };
  'ticket.issue-changed': {
    readonly issueId: string;
    readonly target: string;
    readonly before: IssueState;
    readonly after: IssueState;
    /** Whether the developers said something that only the note has: words, or a date for a ticket that is over. */
    readonly commented: boolean;
    readonly commentId: string;
  };
  'sla.reminded': {
    readonly metric: Metric;
    readonly threshold: number;
    readonly dueAt: string;
    readonly key: string;
  };
  'sla.breached': { readonly metric: Metric; readonly dueAt: string; readonly key: string };
  'sla.attention': { readonly metric: Metric; readonly dueAt: string; readonly key: string };
  /** The time for a word to the requester has come, and none was said: they are told where their ticket stands. */
  'sla.updated': { readonly metric: Metric; readonly dueAt: string; readonly key: string };
  /** The requester is promised another time than the one that they know: a later one, or of a fix any other. */
  'sla.promised': {
    readonly changes: PromiseChanges;
    /** A reply of the same change tells of it. */
    readonly withComment?: boolean;
  };
  /** The settings were changed, and with them these promised times, what they count by, or when it is looked at next. */
  'sla.recomputed': { readonly changes: Readonly<Partial<Record<keyof Promises, PromiseMove>>> };
  'sla.met': { readonly metric: Metric; readonly dueAt: string; readonly at: string };
  'satisfaction.offered': {
    readonly solvedAt: string;
    readonly offeredAt: string;
    readonly agentId: string | null;
    readonly groupId: string;
  };
  'satisfaction.withdrawn': {
    readonly offeredAt: string;
    readonly agentId: string | null;
    readonly groupId: string;
  };
  'satisfaction.rated': {
    readonly rating: Rating;
    readonly before: Rating | null;
    readonly hasComment: boolean;
    readonly agentId: string | null;
    readonly offeredAt: string;
    readonly groupId: string;
  };
  /** An answer that does not count (yet): too fast to be a person, or without a fresh nonce. */
  'satisfaction.attempted': { readonly rating: Rating; readonly why: 'too-fast' | 'nonce' };
}
