/** Where a ticket stands whose category a person corrects: as if it had been opened with it (ADR 22). */
import type { Group, Settings } from '../settings/schemas.ts';
import type { Ticket } from './ticket.ts';
import { categoryOf, groupForNew, groupOnLine } from './where.ts';
import type { Line, Status } from './words.ts';

/** The part of a change that its place goes by, where the change names no group. */
interface Correction {
  readonly category?: string | undefined;
  readonly line?: Line | undefined;
  readonly assigneeId?: string | null | undefined;
  readonly status?: Status | undefined;
}

/** It stands with its category, or where sorting put it. */
const isNobodysChoice = (ticket: Ticket, settings: Settings): boolean => {
  const { placedBy } = ticket.progress;
  if (placedBy !== null) return placedBy === 'sorting';
  return groupForNew(settings, categoryOf(settings, ticket.category)).id === ticket.groupId;
};

/** Null: it stays, since somebody has it or put it there, or it is solved. A line that is named stays, too. */
export const groupOfCorrected = (ticket: Ticket, change: Correction, settings: Settings): Group | null => {
  const { category = ticket.category, assigneeId = ticket.assigneeId, status = ticket.status } = change;
  if (category === ticket.category || assigneeId !== null || status === 'solved') return null;
  if (!isNobodysChoice(ticket, settings)) return null;
  const own = groupForNew(settings, categoryOf(settings, category));
  if (change.line === undefined || change.line === own.line) return own;
  return groupOnLine(settings, change.line, category) ?? null;
};
