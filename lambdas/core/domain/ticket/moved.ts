/** Where a change by hand takes a ticket, and whether somebody is looked for there (ADR 23). */
import type { FieldProblem } from '../errors.ts';
import { groupOfCorrected } from './corrected-place.ts';
import type { Circumstances } from './decision.ts';
import type { Progress, Ticket } from './ticket.ts';
import { groupOnLine } from './where.ts';
import type { Line, Status } from './words.ts';

/** The part of a change that moves a ticket, or says who has it there. */
interface Move {
  readonly status?: Status | undefined;
  readonly category?: string | undefined;
  readonly line?: Line | undefined;
  readonly groupId?: string | undefined;
  readonly assigneeId?: string | null | undefined;
}

/** Where a ticket stands. */
export type Place = Pick<Ticket, 'line' | 'groupId'>;
/** A value, and what is wrong with what was asked for. */
export type Found<T> = { readonly value: T; readonly problems: readonly FieldProblem[] };

/** One field that is wrong. */
export const wrong = (path: string, message: string): readonly FieldProblem[] => [{ path, message }];

/** Where it stands afterwards, or what is wrong with the place that was named. */
export const placeAfter = (ticket: Ticket, change: Move, { settings }: Circumstances): Found<Place> => {
  const stays: Place = { line: ticket.line, groupId: ticket.groupId };
  if (change.groupId !== undefined) {
    const group = settings.groups.find(({ id }) => id === change.groupId);
    if (group === undefined) return { value: stays, problems: wrong('groupId', 'must be the id of a group') };
    if (change.line !== undefined && change.line !== group.line)
      return { value: stays, problems: wrong('groupId', `must be a group of line ${change.line}`) };
    return { value: { line: group.line, groupId: group.id }, problems: [] };
  }
  if (change.line === undefined || change.line === ticket.line) {
    const own = groupOfCorrected(ticket, change, settings);
    return { value: own === null ? stays : { line: own.line, groupId: own.id }, problems: [] };
  }
  const group = groupOnLine(settings, change.line, change.category ?? ticket.category);
  return group === undefined
    ? { value: stays, problems: wrong('line', 'must be a line that has a group') }
    : { value: { line: group.line, groupId: group.id }, problems: [] };
};

/**
 * A move takes it to people who have not been asked yet: unless the caller says who has it, nobody included, somebody is
 * looked for there as after an escalation. Whom a person takes away gets no successor by routing, until it is moved.
 */
export const routingAfter = (
  ticket: Ticket,
  change: Move,
  place: Place,
  assigneeId: string | null,
): Pick<Progress, 'needsRouting' | 'routeAgain' | 'leftUnassigned'> => {
  const { needsRouting, routeAgain, leftUnassigned } = ticket.progress;
  const isMoved = place.groupId !== ticket.groupId || place.line !== ticket.line;
  if (isMoved && assigneeId === null && change.assigneeId === undefined)
    return { needsRouting: true, routeAgain: null, leftUnassigned: false };
  if (change.assigneeId === null) return { needsRouting: false, routeAgain: null, leftUnassigned: true };
  const isNobodys = assigneeId === null;
  return {
    needsRouting: needsRouting && isNobodys,
    routeAgain,
    leftUnassigned: leftUnassigned && isNobodys,
  };
};

const isNamed = ({ line, groupId }: Move, ticket: Ticket): boolean =>
  groupId !== undefined || (line !== undefined && line !== ticket.line);

/** A group that only follows a corrected category is nobody's choice. */
export const placedByAfter = (ticket: Ticket, change: Move, place: Place): Progress['placedBy'] => {
  const isMoved = place.groupId !== ticket.groupId || place.line !== ticket.line;
  if (!isMoved) return ticket.progress.placedBy;
  return isNamed(change, ticket) ? 'person' : null;
};
