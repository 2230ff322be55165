/** What the desk knows of one ticket between two changes: the state that commands go from and to. */
import type { ClockMarks } from '../sla/marks.ts';
import type {
  AuthorKind,
  Channel,
  IssueState,
  Line,
  Locale,
  Plan,
  Priority,
  SatisfactionStatus,
  Status,
  TicketType,
} from './words.ts';

export interface Requester {
  /** `per_…`, derived from the address, so one person has one id on every desk function. */
  readonly id: string;
  /** Lower-cased. */
  readonly email: string;
  readonly name: string | null;
  readonly locale: Locale;
  readonly plan: Plan;
  /**
   * True when the address has proven itself (verified sign-in, DMARC pass). Mail to an address that only a key or
   * an unverified mail named quotes nothing that the sender wrote.
   */
  readonly verified: boolean;
}

export interface Participant {
  readonly email: string;
  readonly name: string | null;
  /** `cc`: reads and answers publicly, never gets surveys or automatic mail. */
  readonly kind: 'cc';
}

/** Times that the requester has been promised; ISO 8601 UTC, null when nothing is promised. */
export interface Promises {
  readonly firstReplyAt: string | null;
  readonly nextReplyAt: string | null;
  readonly resolutionAt: string | null;
  readonly expectedFixAt: string | null;
}

export interface Satisfaction {
  /** null: nothing offered yet for the present resolution. */
  readonly status: SatisfactionStatus | null;
  readonly comment: string | null;
  readonly offeredAt: string | null;
  readonly ratedAt: string | null;
  /** The agent who wrote the last public comment before `solved`; the rating is credited to them. */
  readonly agentId: string | null;
}

/** The entry in the developers' tracker that a ticket waits for, or the last one that it waited for. */
export interface Issue {
  /** `iss_` + ULID; the callback's token is for this one alone. */
  readonly id: string;
  /** Id of the webhook that it went to. */
  readonly target: string;
  readonly state: IssueState;
  readonly askedAt: string;
  /** What the tracker calls it: `OPS-42`, `17`. */
  readonly reference: string | null;
  /** Where a person reads it. */
  readonly url: string | null;
  /** When a fix was said to be expected after the ticket was over: agents have read it, nobody was promised it. */
  readonly lateFixAt?: string | undefined;
}

export interface Escalation {
  readonly from: Line;
  readonly reason: string;
  /** Id of the agent; null: a machine. */
  readonly by: string | null;
  /** True once the lead of the group, or who stands in for one, was told. */
  readonly told: boolean;
}

/** What the workflow still has to remember; every step reads its place from here (ticket/place.ts). */
export interface Progress {
  /**
   * True from creation, and from words of the requester's side while details are missing (mere promises aside), until
   * analysis has looked.
   */
  readonly needsAnalysis: boolean;
  /** True until a step has tried to find a specialist after the last analysis, escalation or `auto`. */
  readonly needsRouting: boolean;
  /** Nobody could have it: when to look again, and how often that was in vain; null: a person has to. */
  readonly routeAgain: { readonly at: string; readonly tries: number } | null;
  /** A person left it with nobody: no machine looks for somebody until it is assigned, escalated, returned or moved. */
  readonly leftUnassigned: boolean;
  /** Who put it into its group: a person, who is not overruled, or sorting; null: it came there with its category, or opened. */
  readonly placedBy: 'person' | 'sorting' | null;
  /** True when a person changed its category since the last analysis: what nobody gave is judged anew. */
  readonly categoryCorrected: boolean;
  /** A person gave it to somebody who is away: until when; that absence does not take it from them again. */
  readonly givenDespite: string | null;
  /** How often details were asked for; at most two. */
  readonly detailsRounds: number;
  /** While waiting for details: when they were asked for. The status is `pending` meanwhile. */
  readonly detailsAskedAt: string | null;
  /** True when analysis found required details missing and they may be asked for now. */
  readonly shouldAskForDetails: boolean;
  /** True once it went on without what is missing: what comes later is looked at, and nobody is asked any more. */
  readonly detailsWaived: boolean;
  /** The `solvedAt` for which the offer of a survey was decided, whatever the decision. */
  readonly surveyDecidedFor: string | null;
  /** True when time, not a person, solved it: no survey. */
  readonly autoSolved: boolean;
  /** When the ticket last became pending after a public agent comment; starts nudge and auto-solve. */
  readonly pendingSince: string | null;
  /** Keys of the moments that have been acted on: `first-reply@<start>:50`. */
  readonly told: readonly string[];
  /** Lines it was escalated from, last one last, with the group and agent it would return to. */
  readonly cameFrom: readonly {
    readonly line: Line;
    readonly groupId: string;
    readonly assigneeId: string | null;
  }[];
  /** The escalation to the line it is on, which whoever gets it there is told; null: it did not come that way. */
  readonly escalated: Escalation | null;
  /**
   * The newest public comment of an agent since the ticket was opened, or opened again; of a solved one what the desk said
   * with that, null when it said nothing. The incidents of a problem are told this.
   */
  readonly replyId: string | null;
  /** Of an incident: the comment of its problem that it was answered with last, so that nobody is told it twice. */
  readonly answeredBy: string | null;
  /** Of a ticket that was merged into another: what it was until then. */
  readonly beforeMerge: { readonly status: Status } | null;
  /** Tickets that were merged into this one, oldest first. */
  readonly merged: readonly MergedTicket[];
}

/** A ticket that was merged into another, as that one remembers it. */
export interface MergedTicket {
  readonly ticketId: string;
  /** It, and those that had been merged into it before. */
  readonly tickets: readonly string[];
  /** Addresses that became participants by it, and leave with it. */
  readonly joined: readonly string[];
  /** The problem that the ticket is an incident of because this one was; absent: it brought none. */
  readonly problemId?: string | undefined;
}

export interface Ticket {
  /** `tkt_` + ULID. */
  readonly id: string;
  readonly number: number;
  readonly subject: string;
  readonly status: Status;
  readonly priority: Priority;
  readonly type: TicketType | null;
  readonly category: string;
  readonly product: string | null;
  readonly line: Line;
  readonly groupId: string;
  readonly assigneeId: string | null;
  readonly requester: Requester;
  readonly channel: Channel;
  /** The address of ours that its first mail came to, lower-cased; null when it came otherwise. */
  readonly mailbox: string | null;
  readonly language: Locale;
  readonly details: Readonly<Record<string, string>>;
  readonly missingDetails: readonly string[];
  readonly tags: readonly string[];
  readonly participants: readonly Participant[];
  /** Agents whom a note has called by `@`: they may see it on whatever line it is. The newest last. */
  readonly called: readonly string[];
  readonly promises: Promises;
  /** The earliest unmet promise; null when none runs. */
  readonly urgentAt: string | null;
  readonly nextMomentAt: string | null;
  readonly satisfaction: Satisfaction;
  readonly issue: Issue | null;
  readonly followUpOf: string | null;
  readonly mergedInto: string | null;
  /** The ticket of type `problem` whose solution solves this one too. */
  readonly problemId: string | null;
  readonly spam: boolean;
  /** Lock and order: the version of its newest event. */
  readonly version: number;
  /** The workflow execution that may act on it; design.md section 4. */
  readonly generation: number;
  readonly marks: ClockMarks;
  readonly progress: Progress;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly solvedAt: string | null;
  readonly closedAt: string | null;
}

export interface Author {
  readonly kind: AuthorKind;
  /** `per_…`, `agt_…`, key id or null for the system. */
  readonly id: string | null;
  readonly email: string | null;
  readonly name: string | null;
}

export interface Attachment {
  readonly id: string;
  readonly fileName: string;
  readonly contentType: string;
  /** Bytes. */
  readonly size: number;
  readonly sha256: string;
}

/** One thing said on a ticket. The first comment of a ticket is its description. */
export interface Comment {
  /** `cmt_` + ULID. */
  readonly id: string;
  readonly ticketId: string;
  readonly author: Author;
  readonly public: boolean;
  readonly channel: Channel;
  readonly bodyText: string;
  /** Sanitised, or null when it came as text. */
  readonly bodyHtml: string | null;
  readonly visibleText: string;
  readonly attachments: readonly Attachment[];
  readonly mailId: string | null;
  readonly createdAt: string;
}
