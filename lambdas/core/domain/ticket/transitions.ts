/** Which status may follow which, and who may bring that about (product.md section 2): one table, printable. */
import { invalid } from '../errors.ts';
import { statusNotAllowed, ticketClosed } from './conflicts.ts';
import type { Actor, ActorKind } from './events.ts';
import type { Status } from './words.ts';

export interface Transition {
  readonly from: Status;
  readonly to: Status;
  readonly by: readonly ActorKind[];
}

/** Agents, leads and admins are one kind of actor here; a machine key with `tickets:manage` may do what they may. */
const desk = ['agent', 'machine'] as const;
const ofDesk: readonly ActorKind[] = desk;
export const isOfDesk = ({ kind }: Actor): boolean => ofDesk.includes(kind);
const anyone = [...desk, 'requester', 'participant'] as const;
/** A requester may say that it is settled; whoever was merely copied in may not. */
const settlers = [...desk, 'requester'] as const;

/** A ticket never returns to `new`, and nothing leaves `closed`. */
export const TRANSITIONS: readonly Transition[] = [
  { from: 'new', to: 'open', by: desk },
  { from: 'new', to: 'pending', by: [...desk, 'system'] },
  { from: 'new', to: 'on-hold', by: desk },
  { from: 'new', to: 'solved', by: settlers },
  { from: 'open', to: 'pending', by: [...desk, 'system'] },
  { from: 'open', to: 'on-hold', by: desk },
  { from: 'open', to: 'solved', by: settlers },
  { from: 'pending', to: 'open', by: [...anyone, 'system'] },
  { from: 'pending', to: 'on-hold', by: desk },
  { from: 'pending', to: 'solved', by: [...settlers, 'system'] },
  { from: 'on-hold', to: 'open', by: anyone },
  { from: 'on-hold', to: 'pending', by: desk },
  { from: 'on-hold', to: 'solved', by: settlers },
  { from: 'solved', to: 'open', by: anyone },
  { from: 'solved', to: 'closed', by: ['system'] },
];

export const isAllowed = (from: Status, to: Status, by: ActorKind): boolean =>
  TRANSITIONS.some((row) => row.from === from && row.to === to && row.by.includes(by));

/**
 * Passes what the table allows; staying is always allowed. Throws TicketClosed, InvalidInput at `status` for a status
 * that this kind of actor can never set, StatusNotAllowed for one that does not follow from the present one.
 */
export const transition = (from: Status, to: Status, by: ActorKind, ticketId: string): void => {
  if (from === to || isAllowed(from, to, by)) return;
  if (from === 'closed') throw ticketClosed(ticketId);
  if (TRANSITIONS.some((row) => row.to === to && row.by.includes(by))) throw statusNotAllowed(from, to);
  throw invalid([{ path: 'status', message: `must not be ${to}: that is not yours to set` }]);
};
