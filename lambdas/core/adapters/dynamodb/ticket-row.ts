/** A ticket as a row: `list` is what views show, `inner` what only a decision about this one ticket needs. */
import * as z from 'zod/mini';
import type { ListedTicket } from '../../application/records.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import {
  CHANNELS,
  ISSUE_STATES,
  LINES,
  PLANS,
  PRIORITIES,
  SATISFACTION_STATUSES,
  STATUSES,
  TYPES,
} from '../../domain/ticket/words.ts';
import { compact } from './compact.ts';
import { ticketIdOf, ticketKey } from './keys.ts';
import type { Row } from './table.ts';
import { viewKeys } from './view-keys.ts';

const text = z.string();
const textOrNull = z._default(z.nullable(z.string()), null);
const yes = z._default(z.boolean(), false);
const count = z._default(z.int(), 0);
const texts = z._default(z.array(text), []);
const line = z.literal(LINES);

const list = z.object({
  number: z.int(),
  subject: text,
  status: z.enum(STATUSES),
  priority: z.enum(PRIORITIES),
  type: z._default(z.nullable(z.enum(TYPES)), null),
  category: text,
  product: textOrNull,
  line,
  groupId: text,
  assigneeId: textOrNull,
  requester: z.object({
    id: text,
    email: text,
    name: textOrNull,
    locale: text,
    plan: z.enum(PLANS),
    verified: yes,
  }),
  channel: z.enum(CHANNELS),
  language: text,
  details: z._default(z.record(text, text), {}),
  missingDetails: texts,
  tags: texts,
  participants: z._default(z.array(z.object({ email: text, name: textOrNull, kind: z.literal('cc') })), []),
  called: texts,
  promises: z.prefault(
    z.object({
      firstReplyAt: textOrNull,
      nextReplyAt: textOrNull,
      resolutionAt: textOrNull,
      expectedFixAt: textOrNull,
    }),
    {},
  ),
  urgentAt: textOrNull,
  nextMomentAt: textOrNull,
  satisfaction: z.prefault(
    z.object({
      status: z._default(z.nullable(z.enum(SATISFACTION_STATUSES)), null),
      comment: textOrNull,
      offeredAt: textOrNull,
      ratedAt: textOrNull,
      agentId: textOrNull,
    }),
    {},
  ),
  issue: z._default(
    z.nullable(
      z.object({
        id: text,
        target: text,
        state: z.enum(ISSUE_STATES),
        askedAt: text,
        reference: textOrNull,
        url: textOrNull,
        lateFixAt: z.optional(text),
      }),
    ),
    null,
  ),
  followUpOf: textOrNull,
  mergedInto: textOrNull,
  problemId: textOrNull,
  spam: yes,
  createdAt: text,
  updatedAt: text,
  solvedAt: textOrNull,
  closedAt: textOrNull,
});

const inner = z.object({
  /** Absent from rows of the first version. */
  mailbox: textOrNull,
  marks: z.object({
    /** Absent: when the ticket was created. */
    createdAt: z.optional(text),
    firstReplyAt: textOrNull,
    lastReplyAt: textOrNull,
    publicReplies: count,
    unansweredSince: textOrNull,
    lastReplyBy: textOrNull,
    pauses: z._default(
      z.array(
        z.object({ from: text, to: textOrNull, why: z.enum(['pending', 'details', 'solved', 'merged']) }),
      ),
      [],
    ),
    solvedAt: textOrNull,
    reopens: count,
    policies: z._default(z.array(z.object({ from: text, policy: textOrNull, schedule: textOrNull })), []),
  }),
  progress: z.prefault(
    z.object({
      needsAnalysis: yes,
      needsRouting: yes,
      routeAgain: z._default(z.nullable(z.object({ at: text, tries: count })), null),
      leftUnassigned: yes,
      placedBy: z._default(z.nullable(z.enum(['person', 'sorting'])), null),
      categoryCorrected: yes,
      givenDespite: textOrNull,
      detailsRounds: count,
      detailsAskedAt: textOrNull,
      detailsWaived: z._default(yes, false),
      shouldAskForDetails: yes,
      surveyDecidedFor: textOrNull,
      autoSolved: yes,
      pendingSince: textOrNull,
      told: texts,
      cameFrom: z._default(z.array(z.object({ line, groupId: text, assigneeId: textOrNull })), []),
      escalated: z._default(
        z.nullable(z.object({ from: line, reason: text, by: textOrNull, told: yes })),
        null,
      ),
      replyId: textOrNull,
      answeredBy: textOrNull,
      beforeMerge: z._default(z.nullable(z.object({ status: z.enum(STATUSES) })), null),
      merged: z._default(
        z.array(z.object({ ticketId: text, tickets: texts, joined: texts, problemId: z.optional(text) })),
        [],
      ),
    }),
    {},
  ),
});

const listedRow = z.object({ PK: text, list, version: z.int() });
const ticketRow = z.extend(listedRow, { inner, generation: z.int() });

/** The attributes that every change of the ticket writes anew, index keys apart. The id is in the row's key. */
export const ticketAttributes = (ticket: Ticket) => {
  const { id: _id, mailbox, marks, progress, generation, version, ...rest } = ticket;
  const { createdAt, ...otherMarks } = marks;
  const marked = createdAt === ticket.createdAt ? otherMarks : marks;
  return {
    list: compact({ ...rest }),
    inner: { marks: {}, ...compact({ mailbox, marks: marked, progress }) },
    version,
    generation,
  };
};

/** The row of a ticket that is being opened. */
export const newTicketRow = (ticket: Ticket, firstCommentId: string | null): Row => ({
  ...ticketKey(ticket.id),
  ...ticketAttributes(ticket),
  ...viewKeys(ticket),
  ...(firstCommentId === null ? {} : { firstCommentId }),
});

/** Attributes that a later version added are passed over. */
export const ticketOf = (row: Row): Ticket => {
  const parsed = z.parse(ticketRow, row);
  const { mailbox, marks, progress } = parsed.inner;
  return {
    id: ticketIdOf(parsed.PK),
    ...parsed.list,
    mailbox,
    marks: { ...marks, createdAt: marks.createdAt ?? parsed.list.createdAt },
    progress,
    version: parsed.version,
    generation: parsed.generation,
  };
};

/** From a row of an index, which holds only its keys, `list` and `version`. */
export const listedTicketOf = (row: Row): ListedTicket => {
  const parsed = z.parse(listedRow, row);
  return { id: ticketIdOf(parsed.PK), ...parsed.list, version: parsed.version };
};
