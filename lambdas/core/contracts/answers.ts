/** The shapes that the API answers with (api.md). Unknown is null, never absent. */
import * as z from 'zod/mini';
import {
  AUTHOR_KINDS,
  CHANNELS,
  ISSUE_STATES,
  METRICS,
  PLANS,
  PRIORITIES,
  RATINGS,
  ROLES,
  SATISFACTION_STATUSES,
  STATUSES,
  TYPES,
} from '../domain/ticket/words.ts';
import { lineNumber, time, timeOrNull } from './fields.ts';
import { later } from './later.ts';

const text = z.string();
const textOrNull = z.nullable(z.string());

export const ticketAnswer = later(() =>
  z.object({
    id: text,
    number: z.int(),
    subject: text,
    /** null in lists: read the ticket for it. */
    description: textOrNull,
    status: z.enum(STATUSES),
    priority: z.enum(PRIORITIES),
    type: z.nullable(z.enum(TYPES)),
    category: textOrNull,
    product: textOrNull,
    line: lineNumber(),
    groupId: textOrNull,
    assigneeId: textOrNull,
    requester: z.object({
      id: text,
      email: text,
      name: textOrNull,
      locale: text,
      plan: z.enum(PLANS),
    }),
    channel: z.enum(CHANNELS),
    language: textOrNull,
    details: z.record(text, text),
    missingDetails: z.array(text),
    tags: z.array(text),
    participants: z.array(z.object({ email: text, name: textOrNull, kind: text })),
    promises: z.object({
      firstReplyAt: timeOrNull(),
      nextReplyAt: timeOrNull(),
      resolutionAt: timeOrNull(),
      expectedFixAt: timeOrNull(),
    }),
    urgentAt: timeOrNull(),
    nextMomentAt: timeOrNull(),
    satisfaction: z.object({
      status: z.nullable(z.enum(SATISFACTION_STATUSES)),
      comment: textOrNull,
      ratedAt: timeOrNull(),
    }),
    spam: z.boolean(),
    /** What developers do about it, for the people of the desk. */
    issue: z.nullable(
      z.object({
        target: text,
        state: z.enum(ISSUE_STATES),
        askedAt: time(),
        reference: textOrNull,
        url: textOrNull,
      }),
    ),
    followUpOf: textOrNull,
    mergedInto: textOrNull,
    /** The problem that it is an incident of, for the people of the desk. */
    problemId: textOrNull,
    version: z.int(),
    createdAt: time(),
    updatedAt: time(),
    solvedAt: timeOrNull(),
    closedAt: timeOrNull(),
    links: z.object({ self: text, web: textOrNull }),
  }),
);
export type TicketAnswer = z.infer<ReturnType<typeof ticketAnswer>>;

/** At most five; `likeness` 0 to 1, and the words that both have. */
export const similarAnswer = later(() =>
  z.object({
    data: z.array(z.extend(ticketAnswer(), { likeness: z.number(), sharedWords: z.array(text) })),
  }),
);

export const attachmentAnswer = later(() =>
  z.object({
    id: text,
    fileName: text,
    contentType: text,
    size: z.int(),
    sha256: text,
  }),
);

/** How to send a file: a multipart POST to `url` of these fields, and then the file as `file`. */
export const uploadAnswer = later(() =>
  z.object({ id: text, url: text, fields: z.record(text, text), expiresAt: time() }),
);

export const commentAnswer = later(() =>
  z.object({
    id: text,
    ticketId: text,
    author: z.object({ kind: z.enum(AUTHOR_KINDS), id: textOrNull, email: textOrNull, name: textOrNull }),
    public: z.boolean(),
    channel: z.enum(CHANNELS),
    bodyText: text,
    bodyHtml: textOrNull,
    visibleText: text,
    attachments: z.array(attachmentAnswer()),
    mailId: textOrNull,
    deliveries: z.array(
      z.object({
        email: text,
        status: z.enum(['sent', 'delivered', 'bounced', 'complained', 'unsent']),
        reason: textOrNull,
        at: time(),
      }),
    ),
    createdAt: time(),
  }),
);
export type CommentAnswer = z.infer<ReturnType<typeof commentAnswer>>;

const verdict = later(() => z.enum(['pass', 'fail', 'none', 'gray', 'error']));

export const mailKind = later(() => z.enum(['human', 'auto-reply', 'bounce', 'list', 'own', 'suspect']));
export const mailDisposition = later(() => z.enum(['ticket', 'comment', 'note', 'quarantine', 'discarded']));

export const mailAnswer = later(() =>
  z.object({
    id: text,
    receivedAt: time(),
    envelopeFrom: text,
    from: textOrNull,
    to: z.array(text),
    subject: text,
    headerMessageId: textOrNull,
    kind: mailKind(),
    disposition: mailDisposition(),
    reason: text,
    ticketId: textOrNull,
    commentId: textOrNull,
    verdicts: z.object({
      spf: verdict(),
      dkim: verdict(),
      dmarc: verdict(),
      spam: verdict(),
      virus: verdict(),
    }),
    threadedBy: textOrNull,
    size: z.int(),
    attachments: z.array(attachmentAnswer()),
    /** Whether the requester was told of the ticket; null when none was opened. */
    acknowledgement: z.nullable(z.enum(['given', 'withheld'])),
    disposedAt: time(),
    actedBy: textOrNull,
    /** Counts up with every new decision about the message, from 1. */
    revision: z.int(),
  }),
);

export const eventAnswer = later(() =>
  z.object({
    id: text,
    ticketId: text,
    version: z.int(),
    type: text,
    occurredAt: time(),
    actor: z.object({ kind: text, id: textOrNull }),
    correlationId: text,
    payload: z.record(text, z.unknown()),
  }),
);

export const clockAnswer = later(() =>
  z.object({
    metric: z.enum(METRICS),
    policy: text,
    timeZone: text,
    targetMinutes: z.int(),
    status: z.enum(['running', 'paused', 'met', 'breached']),
    startedAt: time(),
    dueAt: timeOrNull(),
    elapsedMinutes: z.number(),
    trace: z.array(z.object({ from: time(), to: time(), counted: z.boolean(), why: text })),
  }),
);

export const timeAnswer = later(() =>
  z.object({
    minutes: z.int(),
    note: text,
    organization: textOrNull,
    period: textOrNull,
    bookedMinutes: z.nullable(z.int()),
    supportHours: z.nullable(z.int()),
  }),
);

const judged = <T extends z.core.SomeType>(value: T) =>
  z.object({ value, confidence: z.number(), reason: text });
export const triageAnswer = later(() =>
  z.object({
    analysedAt: timeOrNull(),
    round: z.int(),
    details: z.array(
      z.object({
        name: text,
        kind: text,
        required: z.boolean(),
        found: z.boolean(),
        value: textOrNull,
        confidence: z.number(),
        evidence: z.nullable(z.object({ quote: text, position: z.int(), where: text })),
      }),
    ),
    language: z.nullable(judged(text)),
    category: z.nullable(judged(text)),
    priority: z.nullable(judged(z.enum(PRIORITIES))),
    line: z.nullable(judged(lineNumber())),
    product: z.nullable(judged(textOrNull)),
    ranking: z.array(
      z.object({
        agentId: text,
        suitable: z.boolean(),
        reasons: z.array(text),
        spareCapacity: z.number(),
        open: z.int(),
        capacity: z.int(),
      }),
    ),
    assignment: z.nullable(z.object({ assigneeId: textOrNull, reason: text, at: time() })),
  }),
);

/** How the issue of a ticket stands, for whoever told of it. */
export const issueStanding = later(() =>
  z.object({ state: z.enum(ISSUE_STATES), expectedFixAt: timeOrNull(), detail: textOrNull }),
);

const result = later(() =>
  z.object({
    ticket: text,
    status: z.int(),
    version: z.nullable(z.int()),
    error: z.nullable(z.object({ type: text, title: text, detail: text })),
  }),
);

export const bulkAnswer = later(() => z.object({ results: z.array(result()) }));

export const outbreakAnswer = later(() =>
  z.object({
    id: text,
    category: text,
    product: textOrNull,
    startedAt: time(),
    /** When the newest ticket came with which they still were more than usual. */
    lastAt: time(),
    /** Tickets an hour, at this time of the week. */
    usual: z.number(),
    tickets: z.array(z.object({ id: text, number: z.int() })),
    problemId: textOrNull,
  }),
);

export const problemAnswer = later(() => z.object({ problem: ticketAnswer(), results: z.array(result()) }));

export const satisfactionFigures = later(() =>
  z.array(
    z.object({
      period: text,
      good: z.int(),
      ok: z.int(),
      bad: z.int(),
      answers: z.int(),
      offered: z.int(),
      responseRate: z.nullable(z.number()),
      positiveShare: z.nullable(z.number()),
      interval: z.nullable(z.tuple([z.number(), z.number()])),
    }),
  ),
);

export const sameDayFigures = later(() =>
  z.array(
    z.object({
      date: z.iso.date(),
      group: textOrNull,
      answered: z.int(),
      due: z.int(),
      share: z.number(),
    }),
  ),
);

export const meAnswer = later(() =>
  z.object({
    kind: z.enum(['requester', 'agent', 'machine', 'link']),
    id: text,
    role: z.nullable(z.enum(ROLES)),
    email: textOrNull,
    name: textOrNull,
    lines: z.array(lineNumber()),
    groups: z.array(text),
    scopes: z.array(text),
  }),
);

export const keyAnswer = later(() =>
  z.object({
    id: text,
    name: text,
    scopes: z.array(text),
    products: z.array(text),
    rateLimit: z.nullable(z.int()),
    createdAt: time(),
    expiresAt: timeOrNull(),
    lastUsedAt: timeOrNull(),
  }),
);

export const pageOf = <T extends z.core.SomeType>(item: T) =>
  z.object({
    data: z.array(item),
    /** `count`: of how many this is a page, where counting is cheap. */
    meta: z.object({ hasMore: z.boolean(), count: z.optional(z.int()) }),
    links: z.object({ next: textOrNull }),
  });

export const rating = later(() => z.enum(RATINGS));

export const absenceAnswer = later(() =>
  z.object({
    agentId: text,
    awayUntil: timeOrNull(),
    /** Tickets that went back to their groups at once. */
    handedBack: z.int(),
  }),
);

export const pinAnswer = later(() => z.object({ category: text, pinnedTo: textOrNull }));
