/**
 * What is true of a ticket now, beside what analysis and routing once said of it: people change priority, line and agent
 * without another analysis, and whoever reads its triage must not be told what is no longer so (ADR 22).
 */
import type { Settings } from '../settings/schemas.ts';
import type { Actor, TicketEvent } from '../ticket/events.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { agentOf } from '../ticket/where.ts';
import type { DetailFinding, Judged, Triage } from './triage.ts';

type Field = 'language' | 'category' | 'priority' | 'line' | 'product';
type Agents = Pick<Settings, 'agents'>;

const FIELDS: readonly Field[] = ['language', 'category', 'priority', 'line', 'product'];

/** Nothing is said of a product before anybody has named one. */
const said = (triage: Triage, field: Field): Ticket[Field] =>
  triage[field] == null ? null : triage[field].value;

const isOther = (triage: Triage, ticket: Ticket, field: Field): boolean =>
  (triage[field] != null || field === 'product') && said(triage, field) !== ticket[field];

const isOthers = ({ assignment }: Triage, { assigneeId }: Ticket): boolean =>
  (assignment?.assigneeId ?? null) !== assigneeId;

/** Whether the ticket has become another than was said, so that its history has to tell how. */
export const hasChangedSince = (triage: Triage, ticket: Ticket): boolean =>
  isOthers(triage, ticket) || FIELDS.some((field) => isOther(triage, ticket, field));

const nameOf = ({ kind, id }: Actor, settings: Agents): string => {
  if (kind === 'agent') return (id === null ? undefined : agentOf(settings, id)?.name) ?? id ?? 'an agent';
  return kind === 'system' ? 'the desk' : `a ${kind}`;
};

/** Who did what to the field last, as the beginning of a sentence. */
const doneTo = (field: Field, history: readonly TicketEvent[], settings: Agents): string => {
  const event = history.findLast(
    (one) =>
      (one.type === 'ticket.changed' && Object.hasOwn(one.payload.changes, field)) ||
      (field === 'line' && (one.type === 'ticket.escalated' || one.type === 'ticket.returned')),
  );
  if (event === undefined) return 'It was changed';
  const by = nameOf(event.actor, settings);
  if (event.type === 'ticket.escalated') return `It was escalated to line ${event.payload.to} by ${by}`;
  if (event.type === 'ticket.returned') return `It was returned to line ${event.payload.to} by ${by}`;
  return `It was changed by ${by}`;
};

/** The ticket's own value, where it is no longer the one that was said. */
const judgedNow = <F extends Field>(
  triage: Triage,
  ticket: Ticket,
  field: F,
  history: readonly TicketEvent[],
  settings: Agents,
): Triage[F] | Judged<Ticket[F]> => {
  if (!isOther(triage, ticket, field)) return triage[field];
  const before: Judged<unknown> | null = triage[field] ?? null;
  const which = before === null || before.value === null ? 'named none' : `said "${before.value}"`;
  const why = before === null ? '.' : `: ${before.reason}`;
  const reason = `${doneTo(field, history, settings)} after the analysis, which ${which}${why}`;
  return { value: ticket[field], confidence: 1, reason };
};

/** Why whoever has it has it, by the last event that gave it to them or took it away. */
const handed = (event: TicketEvent, settings: Agents): string => {
  const by = nameOf(event.actor, settings);
  if (event.type === 'ticket.escalated') return `escalated to line ${event.payload.to} by ${by}`;
  if (event.type === 'ticket.returned' || (event.type === 'ticket.assigned' && event.payload.returned))
    return `returned by ${by}: ${event.payload.reason}`;
  if (event.type !== 'ticket.assigned') return 'changed since';
  return event.actor.kind === 'system' ? event.payload.reason : `${event.payload.reason}, by ${by}`;
};

const HANDS: readonly TicketEvent['type'][] = ['ticket.assigned', 'ticket.escalated', 'ticket.returned'];

const assignmentNow = (
  triage: Triage,
  ticket: Ticket,
  history: readonly TicketEvent[],
  settings: Agents,
): Triage['assignment'] => {
  const { assignment } = triage;
  if (!isOthers(triage, ticket)) return assignment;
  const event = history.findLast(({ type }) => HANDS.includes(type));
  const now = event === undefined ? 'changed since' : handed(event, settings);
  const chose = assignment?.assigneeId == null ? 'found nobody' : `chosen "${assignment.assigneeId}"`;
  const before = assignment === null ? '' : `; routing had ${chose}: ${assignment.reason}`;
  return {
    assigneeId: ticket.assigneeId,
    reason: `${now}${before}`,
    at: event?.occurredAt ?? ticket.updatedAt,
  };
};

/** Triage of before products were looked for has none; this has, or null. */
export type ReconciledTriage = Triage & Required<Pick<Triage, 'product'>>;

/**
 * Values are the ticket's, with who changed them and what had been said; `history` may be empty where nothing has changed.
 * The ranking stays: it is how routing saw everybody then.
 */
export const reconciled = (
  triage: Triage,
  ticket: Ticket,
  history: readonly TicketEvent[],
  settings: Agents,
): ReconciledTriage => {
  const now = <F extends Field>(field: F) => judgedNow(triage, ticket, field, history, settings);
  return {
    ...triage,
    language: now('language'),
    category: now('category'),
    priority: now('priority'),
    line: now('line'),
    product: now('product') ?? null,
    assignment: assignmentNow(triage, ticket, history, settings),
  };
};

/** What was missing and stands there by now, whoever wrote or attached it. */
export const withFound = (triage: Triage, found: readonly DetailFinding[]): Triage => ({
  ...triage,
  details: triage.details.map((one) => {
    const since = one.found ? undefined : found.find(({ name }) => name === one.name);
    return since?.found === true ? { ...since, required: one.required } : one;
  }),
});
