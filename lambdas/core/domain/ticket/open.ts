/** Opens a ticket: from its first transaction it has a line, a group and a number (product.md section 2). */
import { type FieldProblem, invalid } from '../errors.ts';
import { IMPORTED_TAG } from '../mail/inbound/imports.ts';
import { newMarks } from '../sla/fold.ts';
import type { Given } from '../triage/givable.ts';
import type { Circumstances, Decision } from './decision.ts';
import { detailsProblems } from './details.ts';
import { MOST_DETAIL_ROUNDS } from './held.ts';
import type { Attachment, Author, Comment, Participant, Requester, Ticket } from './ticket.ts';
import { categoryOf, defaultCategory, groupForNew } from './where.ts';
import type { Channel, Locale, Priority, TicketType } from './words.ts';

/** What a request says; the frame has checked lengths and forms, the rules check what it refers to. */
export interface OpenInput {
  readonly id: string;
  readonly number: number;
  readonly commentId: string;
  readonly subject: string;
  /** Becomes the first comment. */
  readonly description: string;
  /** Sanitised; absent when it came as text. */
  readonly descriptionHtml?: string | null;
  /** Without quotes and signature; absent: the whole. */
  readonly visibleText?: string;
  readonly attachments?: readonly Attachment[];
  readonly mailId?: string | null;
  readonly requester: Requester;
  readonly author: Author;
  readonly channel: Channel;
  readonly mailbox?: string | null | undefined;
  readonly category?: string | null | undefined;
  readonly product?: string | null | undefined;
  readonly priority?: Priority | null | undefined;
  readonly type?: TicketType | null | undefined;
  readonly details?: Readonly<Record<string, string>> | undefined;
  readonly locale?: Locale | null | undefined;
  /** Where nobody says a locale: what the text looks like; absent, the requester's. */
  readonly language?: Locale | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly participants?: readonly Participant[] | undefined;
  readonly followUpOf?: string | null | undefined;
  readonly groupId?: string | null | undefined;
  /** Its requester is not told that it was opened: another machine wrote, or they were told a moment ago. */
  readonly quiet?: boolean;
  /** It comes from another desk: to be worked on from now on, or over and only kept. */
  readonly imported?: 'open' | 'history';
}

const wrong = (input: OpenInput, { settings }: Circumstances): readonly FieldProblem[] => {
  const problems: FieldProblem[] = [];
  if (input.category && categoryOf(settings, input.category) === undefined)
    problems.push({ path: 'category', message: 'must be the id of a category' });
  if (input.product && !settings.desk.products.some(({ id }) => id === input.product))
    problems.push({ path: 'product', message: 'must be the id of a product' });
  if (input.groupId && !settings.groups.some(({ id }) => id === input.groupId))
    problems.push({ path: 'groupId', message: 'must be the id of a group' });
  return [...problems, ...detailsProblems(input.details ?? {})];
};

const firstComment = (input: OpenInput, now: string): Comment => ({
  id: input.commentId,
  ticketId: input.id,
  author: input.author,
  public: true,
  channel: input.channel,
  bodyText: input.description,
  bodyHtml: input.descriptionHtml ?? null,
  visibleText: input.visibleText ?? input.description,
  attachments: input.attachments ?? [],
  mailId: input.mailId ?? null,
  createdAt: now,
});

/** Other people than the requester, each address once. */
const others = (input: OpenInput): readonly Participant[] => {
  const byEmail = new Map((input.participants ?? []).map((person) => [person.email, person]));
  byEmail.delete(input.requester.email);
  return [...byEmail.values()];
};

/** Mail says its category and language by the mailbox alone, and what came from another desk by guesses. */
const givenIn = (input: OpenInput): { readonly given?: readonly Given[] } => {
  const isSaid = input.channel !== 'email' && input.imported === undefined;
  const given: readonly Given[] = [
    ...(input.category ? (['category'] as const) : []),
    ...(input.priority ? (['priority'] as const) : []),
    ...(input.locale && isSaid ? (['language'] as const) : []),
  ];
  return given.length === 0 ? {} : { given };
};

/** One `ticket.opened`, for imported history `ticket.closed` too, and the description as first comment. Throws InvalidInput naming every wrong field. */
export const openTicket = (input: OpenInput, c: Circumstances): Decision => {
  const problems = wrong(input, c);
  if (problems.length > 0) throw invalid(problems);

  const category = input.category ? categoryOf(c.settings, input.category) : defaultCategory(c.settings);
  const group = c.settings.groups.find(({ id }) => id === input.groupId) ?? groupForNew(c.settings, category);
  const isHistory = input.imported === 'history';
  const after: Ticket = {
    id: input.id,
    number: input.number,
    subject: input.subject,
    status: isHistory ? 'closed' : 'new',
    priority: input.priority ?? category?.priority ?? 'normal',
    type: input.type ?? null,
    category: category?.id ?? 'other',
    product: input.product ?? null,
    line: group.line,
    groupId: group.id,
    assigneeId: null,
    requester: input.requester,
    channel: input.channel,
    mailbox: input.mailbox ?? null,
    language: input.locale ?? input.language ?? input.requester.locale,
    details: input.details ?? {},
    missingDetails: [],
    tags: [...new Set([...(input.tags ?? []), ...(input.imported === undefined ? [] : [IMPORTED_TAG])])],
    participants: others(input),
    called: [],
    promises: { firstReplyAt: null, nextReplyAt: null, resolutionAt: null, expectedFixAt: null },
    urgentAt: null,
    nextMomentAt: null,
    satisfaction: { status: null, comment: null, offeredAt: null, ratedAt: null, agentId: null },
    issue: null,
    followUpOf: input.followUpOf ?? null,
    mergedInto: null,
    problemId: null,
    spam: false,
    version: 0,
    generation: 1,
    marks: newMarks(c.now),
    progress: {
      needsAnalysis: !isHistory,
      needsRouting: false,
      routeAgain: null,
      leftUnassigned: false,
      placedBy: null,
      categoryCorrected: false,
      givenDespite: null,
      // Nobody is written to by a machine about what they once told another desk.
      detailsRounds: input.imported === undefined ? 0 : MOST_DETAIL_ROUNDS,
      detailsAskedAt: null,
      detailsWaived: false,
      shouldAskForDetails: false,
      surveyDecidedFor: null,
      autoSolved: false,
      pendingSince: null,
      told: [],
      cameFrom: [],
      escalated: null,
      replyId: null,
      answeredBy: null,
      beforeMerge: null,
      merged: [],
    },
    createdAt: c.now,
    updatedAt: c.now,
    solvedAt: null,
    closedAt: isHistory ? c.now : null,
  };
  return {
    after,
    events: [
      {
        type: 'ticket.opened',
        payload: {
          number: after.number,
          commentId: input.commentId,
          line: after.line,
          groupId: after.groupId,
          category: after.category,
          priority: after.priority,
          channel: after.channel,
          requesterId: after.requester.id,
          language: after.language,
          followUpOf: after.followUpOf,
          ...(input.quiet === true ? { quiet: true } : {}),
          ...(isHistory ? { history: true } : {}),
          ...givenIn(input),
        },
      },
      ...(isHistory ? [{ type: 'ticket.closed', payload: { solvedAt: null } } as const] : []),
    ],
    comments: [firstComment(input, c.now)],
  };
};
