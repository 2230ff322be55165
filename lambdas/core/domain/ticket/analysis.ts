/** What follows from looking at what the requester wrote: asking back for what is missing, and going on without it. */
import { missingRequired, type Triage } from '../triage/triage.ts';
import { and, type Circumstances, type Decision, decided, nothing } from './decision.ts';
import type { EventDraft } from './events.ts';
import { differences } from './field-changes.ts';
import { isAskingDue, isHeld, MOST_DETAIL_ROUNDS, mayAsk, release } from './held.ts';
import type { Comment, Ticket } from './ticket.ts';
import { transition } from './transitions.ts';
import { isUnsolved } from './unsolved.ts';
import { categoryOf, groupForNew, groupOnLine } from './where.ts';

/** The group follows category and line, but for a ticket that somebody put elsewhere. */
const groupAfter = (ticket: Ticket, after: Ticket, { settings }: Circumstances): string => {
  const isMoved = after.category !== ticket.category || after.line !== ticket.line;
  const isAtHome = groupForNew(settings, categoryOf(settings, ticket.category)).id === ticket.groupId;
  if (!isMoved || !isAtHome) return ticket.groupId;
  const own = groupForNew(settings, categoryOf(settings, after.category));
  if (own.line === after.line) return own.id;
  return groupOnLine(settings, after.line, after.category)?.id ?? ticket.groupId;
};

/** The ticket as classification would have it; it says what people gave as they gave it. */
const sorted = (ticket: Ticket, triage: Triage, c: Circumstances): Ticket => {
  const after = {
    ...ticket,
    language: triage.language?.value ?? ticket.language,
    category: triage.category?.value ?? ticket.category,
    priority: triage.priority?.value ?? ticket.priority,
    line: triage.line?.value ?? ticket.line,
    product: triage.product?.value ?? ticket.product,
  };
  return { ...after, groupId: groupAfter(ticket, after, c) };
};

const fieldsOf = ({ category, priority, line, groupId, product }: Ticket) => ({
  ...{ category, priority, line, groupId },
  product,
});

/**
 * Always one `ticket.analysed`; before it `ticket.changed` when classification moved the ticket, behind it
 * `ticket.details-waived` when the last round left something missing, and the status event of a ticket that is held for
 * nothing more.
 */
export const recordAnalysis = (ticket: Ticket, triage: Triage, c: Circumstances): Decision => {
  const missing = missingRequired(triage);
  const after = sorted(ticket, triage, c);
  const changes = differences(fieldsOf(ticket), fieldsOf(after));
  const isMoved = after.groupId !== ticket.groupId || after.line !== ticket.line;
  const { detailsRounds, detailsWaived } = ticket.progress;
  const isLastRound = detailsRounds >= MOST_DETAIL_ROUNDS;
  // While it is held the last round still waits for its answer.
  const isEnough = missing.length > 0 && isLastRound && !detailsWaived && !isHeld(ticket);
  const changed: readonly EventDraft[] =
    Object.keys(changes).length > 0 ? [{ type: 'ticket.changed', payload: { changes } }] : [];
  const waived: readonly EventDraft[] = isEnough
    ? [{ type: 'ticket.details-waived', payload: { missing, reason: 'rounds' } }]
    : [];
  const analysed = decided(
    {
      ...after,
      missingDetails: missing,
      progress: {
        ...ticket.progress,
        needsAnalysis: false,
        placedBy: isMoved ? 'sorting' : ticket.progress.placedBy,
        categoryCorrected: false,
        needsRouting: isUnsolved(ticket) && ticket.assigneeId === null,
        shouldAskForDetails:
          missing.length > 0 && !isLastRound && !detailsWaived && mayAsk(after, c.settings),
        detailsWaived: detailsWaived || isEnough,
      },
    },
    ...changed,
    {
      type: 'ticket.analysed',
      payload: {
        missing,
        category: after.category,
        line: after.line,
        priority: after.priority,
        round: triage.round,
        ...(triage.category === null ? {} : { confidence: triage.category.confidence }),
      },
    },
    ...waived,
  );
  return and(analysed, (one) => release(one, c));
};

/**
 * Asks by this public comment of the system and waits: `pending`, in its place, with first reply and resolution paused.
 * `ticket.details-requested` says all of that; no `ticket.status-changed` beside it. Nothing when asking is not due.
 */
export const askForDetails = (ticket: Ticket, comment: Comment, c: Circumstances): Decision => {
  if (!isAskingDue(ticket, c.settings)) return nothing(ticket);
  transition(ticket.status, 'pending', 'system', ticket.id);
  const round = ticket.progress.detailsRounds + 1;
  return {
    after: {
      ...ticket,
      status: 'pending',
      progress: {
        ...ticket.progress,
        detailsRounds: round,
        detailsAskedAt: c.now,
        shouldAskForDetails: false,
        pendingSince: null,
      },
    },
    events: [
      {
        type: 'ticket.details-requested',
        payload: { commentId: comment.id, missing: ticket.missingDetails, round },
      },
    ],
    comments: [comment],
  };
};

/** Opens it in its line with what is known. Nothing when no details are being waited for. */
export const waiveDetails = (ticket: Ticket, reason: 'time' | 'rounds', _c: Circumstances): Decision => {
  if (ticket.progress.detailsAskedAt === null) return nothing(ticket);
  transition(ticket.status, 'open', 'system', ticket.id);
  return decided(
    {
      ...ticket,
      status: 'open',
      progress: { ...ticket.progress, detailsAskedAt: null, detailsWaived: true },
    },
    { type: 'ticket.details-waived', payload: { missing: ticket.missingDetails, reason } },
  );
};
