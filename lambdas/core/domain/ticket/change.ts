/** Changes fields of a ticket by hand (PATCH): what differs becomes one `ticket.changed`, who holds it and its status
 * events of their own. */
import { type FieldProblem, invalid } from '../errors.ts';
import type { DetailFinding } from '../triage/triage.ts';
import { comesToLine3, detailsNeeded, stillDemanded } from './before-line-3.ts';
import { ticketClosed } from './conflicts.ts';
import { analysedAgain, missingAfter } from './corrected.ts';
import { type Circumstances, type Decision, nothing } from './decision.ts';
import { detailsProblems } from './details.ts';
import { escalationOf, toldOfEscalation } from './escalation.ts';
import type { EventDraft } from './events.ts';
import { whyNoFix } from './expected-fix.ts';
import { differences, readable } from './field-changes.ts';
import { release } from './held.ts';
import { type Found, type Place, placeAfter, placedByAfter, routingAfter, wrong } from './moved.ts';
import { moveTo } from './status.ts';
import type { Progress, Ticket } from './ticket.ts';
import { absenceOf, agentOf, cannotHold, categoryOf } from './where.ts';
import type { Line, Priority, Status, TicketType } from './words.ts';

/** Absent: stays. `details` are merged name by name, `tags` replaced. */
export interface FieldsChange {
  readonly status?: Status | undefined;
  readonly priority?: Priority | undefined;
  readonly type?: TicketType | null | undefined;
  readonly category?: string | undefined;
  readonly product?: string | null | undefined;
  readonly line?: Line | undefined;
  readonly groupId?: string | undefined;
  readonly assigneeId?: string | null | undefined;
  readonly subject?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly details?: Readonly<Record<string, string>> | undefined;
  /** When a fix is expected, ISO 8601 UTC; null: nobody says. */
  readonly expectedFixAt?: string | null | undefined;
}

/** Of whoever gets it now, else as it was. */
const despite = (ticket: Ticket, assigneeId: string | null, c: Circumstances): string | null => {
  if (assigneeId === ticket.assigneeId) return ticket.progress.givenDespite;
  return assigneeId === null ? null : absenceOf(agentOf(c.settings, assigneeId), c.now);
};

/** What is told of an escalation belongs to the line that it led to. */
const escalatedAfter = (
  ticket: Ticket,
  { line }: Place,
  assigneeId: string | null,
): Progress['escalated'] => {
  if (line !== ticket.line) return null;
  return assigneeId === ticket.assigneeId ? ticket.progress.escalated : toldOfEscalation(ticket);
};

/** Whoever is named, else the present one for as long as they belong to the line and the group. */
const assigneeAfter = (
  ticket: Ticket,
  change: FieldsChange,
  place: Place,
  { settings }: Circumstances,
): Found<string | null> => {
  if (change.assigneeId !== undefined && change.assigneeId !== null) {
    const why = cannotHold(settings, change.assigneeId, place.line);
    return { value: change.assigneeId, problems: why === null ? [] : wrong('assigneeId', why) };
  }
  if (change.assigneeId === null || ticket.assigneeId === null) return { value: null, problems: [] };
  if (place.groupId === ticket.groupId) return { value: ticket.assigneeId, problems: [] };
  const agent = agentOf(settings, ticket.assigneeId);
  const belongs = agent?.lines.includes(place.line) === true && agent.groups.includes(place.groupId);
  return { value: belongs ? ticket.assigneeId : null, problems: [] };
};

const unknown = (change: FieldsChange, { settings }: Circumstances): readonly FieldProblem[] => [
  ...(change.category !== undefined && categoryOf(settings, change.category) === undefined
    ? wrong('category', 'must be the id of a category')
    : []),
  ...(typeof change.product === 'string' && !settings.desk.products.some(({ id }) => id === change.product)
    ? wrong('product', 'must be the id of a product')
    : []),
];

const expectedFixOf = (ticket: Ticket, { expectedFixAt }: FieldsChange): string | null => {
  if (expectedFixAt === undefined) return ticket.promises.expectedFixAt;
  return expectedFixAt === null ? null : new Date(expectedFixAt).toISOString();
};

const fixProblems = (ticket: Ticket, fixAt: string | null, now: string): readonly FieldProblem[] => {
  const why = fixAt === null || fixAt === ticket.promises.expectedFixAt ? null : whyNoFix(fixAt, now);
  return why === null ? [] : wrong('expectedFixAt', why);
};

const fieldsOf = (ticket: Ticket): Readonly<Record<string, unknown>> => ({
  priority: ticket.priority,
  type: ticket.type,
  category: ticket.category,
  product: ticket.product,
  line: ticket.line,
  groupId: ticket.groupId,
  subject: ticket.subject,
  tags: ticket.tags,
  expectedFixAt: ticket.promises.expectedFixAt,
  ...Object.fromEntries(Object.entries(ticket.details).map(([name, value]) => [`details.${name}`, value])),
});

/** The way to line 3 is the same for everybody: who goes there without what it wants says so by escalating. */
const refuseLine3 = (
  ticket: Ticket,
  change: FieldsChange,
  findings: readonly DetailFinding[],
  { settings }: Circumstances,
): void => {
  if (!comesToLine3(ticket, change, settings)) return;
  const after = {
    category: change.category ?? ticket.category,
    details: { ...ticket.details, ...change.details },
  };
  const lacking = stillDemanded(after, settings, findings);
  if (lacking.length > 0) throw detailsNeeded(lacking);
};

/**
 * Nothing when nothing differs. `findings` are the details found so far, looked at where the ticket comes to line 3.
 * Throws TicketClosed, InvalidInput naming every wrong field at once, DetailsNeeded, and what `transition` throws.
 */
export const changeFields = (
  ticket: Ticket,
  change: FieldsChange,
  c: Circumstances,
  findings: readonly DetailFinding[] = [],
): Decision => {
  if (ticket.status === 'closed') throw ticketClosed(ticket.id);
  const place = placeAfter(ticket, change, c);
  const assignee = assigneeAfter(ticket, change, place.value, c);
  const details = { ...ticket.details, ...change.details };
  const expectedFixAt = expectedFixOf(ticket, change);
  const problems = [
    ...unknown(change, c),
    ...fixProblems(ticket, expectedFixAt, c.now),
    ...place.problems,
    ...assignee.problems,
    ...detailsProblems(details),
  ];
  if (problems.length > 0) throw invalid(problems);
  refuseLine3(ticket, change, findings, c);

  const changed: Ticket = {
    ...ticket,
    ...place.value,
    assigneeId: assignee.value,
    priority: change.priority ?? ticket.priority,
    type: change.type === undefined ? ticket.type : change.type,
    category: change.category ?? ticket.category,
    product: change.product === undefined ? ticket.product : change.product,
    subject: change.subject ?? ticket.subject,
    tags: change.tags === undefined ? ticket.tags : [...new Set(change.tags)],
    details,
    missingDetails: missingAfter(ticket, change, c.settings),
    promises: { ...ticket.promises, expectedFixAt },
    progress: {
      ...ticket.progress,
      ...routingAfter(ticket, change, place.value, assignee.value),
      placedBy: placedByAfter(ticket, change, place.value),
      givenDespite: despite(ticket, assignee.value, c),
      // Whoever moves it by hand to a lower line has returned it: there is nothing left to return to from there.
      cameFrom: ticket.progress.cameFrom.filter(({ line }) => line < place.value.line),
      escalated: escalatedAfter(ticket, place.value, assignee.value),
    },
  };
  const events: EventDraft[] = [];
  const changes = differences(fieldsOf(ticket), fieldsOf(changed));
  if (Object.keys(changes).length > 0)
    events.push({ type: 'ticket.changed', payload: { changes: readable(changes) } });
  if (changed.assigneeId !== ticket.assigneeId)
    events.push({
      type: 'ticket.assigned',
      payload: {
        assigneeId: changed.assigneeId,
        before: ticket.assigneeId,
        groupId: changed.groupId,
        line: changed.line,
        reason: change.assigneeId === undefined ? 'the ticket moved to another group' : 'changed by hand',
        ...(changed.line === ticket.line ? escalationOf(ticket) : {}),
      },
    });
  const isMoved = change.status !== undefined && change.status !== ticket.status;
  const moved = isMoved ? moveTo(changed, change.status, c) : release(changed, c);
  const all = [...events, ...moved.events];
  if (all.length === 0) return nothing(ticket);
  const { after } = moved;
  const again = analysedAgain(ticket, after, c.actor, c.settings);
  // Whoever names the priority means it, also where it is the same.
  const categoryCorrected = again.categoryCorrected && change.priority === undefined;
  const progress = { ...after.progress, ...again, categoryCorrected };
  return { after: { ...after, progress }, events: all, comments: [] };
};
