/** Who may do what: the roles of product.md section 9 as rules. Refusals to read are told as "not found". */
import type { Ticket } from '../ticket/ticket.ts';
import type { Role, Scope } from '../ticket/words.ts';
import type { Caller } from './caller.ts';
import { worksEverywhere } from './lines.ts';

export { viewFor } from './views.ts';

/** As much of a route as permission depends on (contracts/route.ts). */
export interface GuardedRoute {
  readonly id?: string;
  readonly who: 'public' | 'link' | 'all' | 'agent' | 'lead' | 'admin';
  readonly scope: Scope | null;
}

export type Permission = 'yes' | 'unauthenticated' | 'forbidden';

/** What of a ticket decides who may see it. */
export type SeenTicket = Pick<
  Ticket,
  'id' | 'line' | 'groupId' | 'assigneeId' | 'product' | 'requester' | 'participants' | 'called'
>;

const RANK: Readonly<Record<Role | 'all', number>> = { all: 0, requester: 0, agent: 1, lead: 2, admin: 3 };

/** What the token of a ticket page opens when it is sent as a bearer. */
const LINK_ROUTES: ReadonlySet<string> = new Set([
  'getTicket',
  'listComments',
  'addComment',
  'getAttachment',
  'me',
]);

/**
 * Whether the caller may call the route at all; what they may see through it is decided by ticket. Routes with the
 * credential in their path check it themselves. A machine key needs the route's scope and has no role.
 */
export const permission = (caller: Caller, route: GuardedRoute): Permission => {
  if (route.who === 'public' || route.who === 'link') return 'yes';
  const yes = (allowed: boolean): Permission => (allowed ? 'yes' : 'forbidden');
  switch (caller.kind) {
    case 'public':
      return 'unauthenticated';
    case 'machine':
      return yes(route.scope !== null && caller.scopes.includes(route.scope));
    case 'link':
      return yes(route.who === 'all' && LINK_ROUTES.has(route.id ?? ''));
    case 'requester':
      return yes(route.who === 'all');
    case 'agent':
      return yes(RANK[caller.role] >= RANK[route.who]);
  }
};

const isTheirs = (
  person: { readonly personId: string; readonly email: string },
  ticket: SeenTicket,
): boolean =>
  ticket.requester.id === person.personId ||
  ticket.participants.some((participant) => participant.email === person.email.toLowerCase());

/** Whether the ticket exists for this caller. */
export const maySee = (caller: Caller, ticket: SeenTicket): boolean => {
  switch (caller.kind) {
    case 'public':
      return false;
    case 'requester':
      return isTheirs(caller, ticket);
    // Dies when its person is removed from the ticket.
    case 'link':
      return caller.ticketId === ticket.id && isTheirs(caller, ticket);
    case 'machine':
      return (
        caller.products.length === 0 || (ticket.product !== null && caller.products.includes(ticket.product))
      );
    case 'agent':
      return (
        worksEverywhere(caller) ||
        caller.lines.includes(ticket.line) ||
        caller.groups.includes(ticket.groupId) ||
        ticket.assigneeId === caller.id ||
        // A colleague has asked them: the mail that says so leads here.
        ticket.called.includes(caller.id)
      );
  }
};

/** Whether the caller may say something on it; a requester's comment is always public. */
export const mayComment = (caller: Caller, ticket: SeenTicket): boolean =>
  maySee(caller, ticket) && (caller.kind !== 'machine' || caller.scopes.includes('tickets:write'));

/** Internal notes are for agents and their machines, never for requesters. */
export const seesNotes = (caller: Caller): boolean => caller.kind === 'agent' || caller.kind === 'machine';
