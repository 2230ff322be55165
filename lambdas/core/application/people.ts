/** Who acts and who speaks, as events and comments record it, from who is asking. */

import { DomainError } from '../domain/errors.ts';
import type { Caller } from '../domain/people/caller.ts';
import type { Actor } from '../domain/ticket/events.ts';
import type { Author, Ticket } from '../domain/ticket/ticket.ts';

export const SYSTEM: Actor = { kind: 'system', id: null };
export const SYSTEM_AUTHOR: Author = { kind: 'system', id: null, email: null, name: null };

const isRequesterOf = (ticket: Ticket | null, personId: string): boolean =>
  ticket === null || ticket.requester.id === personId;

/** `ticket` tells the requester from a participant; null while a ticket is being opened. */
export const actorOf = (caller: Caller, ticket: Ticket | null): Actor => {
  switch (caller.kind) {
    case 'agent':
      return { kind: 'agent', id: caller.id };
    case 'machine':
      return { kind: 'machine', id: caller.id };
    case 'requester':
    case 'link':
      return {
        kind: isRequesterOf(ticket, caller.personId) ? 'requester' : 'participant',
        id: caller.personId,
      };
    case 'public':
      throw new DomainError('SignInNeeded', 'unauthenticated', 'This needs a sign-in.');
  }
};

/** A machine key speaks for the desk: its public comment is an answer, as an agent's is. */
export const authorOf = (caller: Caller, ticket: Ticket | null): Author => {
  switch (caller.kind) {
    case 'agent':
      return { kind: 'agent', id: caller.id, email: caller.email, name: caller.name };
    case 'machine':
      return { kind: 'agent', id: caller.id, email: null, name: caller.name };
    case 'requester':
      return {
        kind: isRequesterOf(ticket, caller.personId) ? 'requester' : 'participant',
        id: caller.personId,
        email: caller.email,
        name: caller.name,
      };
    case 'link': {
      const requester = isRequesterOf(ticket, caller.personId);
      const name = requester
        ? (ticket?.requester.name ?? null)
        : (ticket?.participants.find((one) => one.email === caller.email)?.name ?? null);
      return {
        kind: requester ? 'requester' : 'participant',
        id: caller.personId,
        email: caller.email,
        name,
      };
    }
    case 'public':
      throw new DomainError('SignInNeeded', 'unauthenticated', 'This needs a sign-in.');
  }
};
