/** Who else may read a ticket and answer on it. */
import { participantNotFound, tooManyParticipants } from './conflicts.ts';
import { type Circumstances, type Decision, decided, nothing } from './decision.ts';
import type { Ticket } from './ticket.ts';

/** So that one public reply never becomes a mailing. */
export const MOST_PARTICIPANTS = 50;

/** Nothing for the requester and for somebody who is one already. Throws TooManyParticipants. */
export const addParticipant = (
  ticket: Ticket,
  person: { readonly email: string; readonly name: string | null },
  _c: Circumstances,
): Decision => {
  const email = person.email.toLowerCase();
  if (email === ticket.requester.email || ticket.participants.some((one) => one.email === email))
    return nothing(ticket);
  if (ticket.participants.length >= MOST_PARTICIPANTS) throw tooManyParticipants(MOST_PARTICIPANTS);
  return decided(
    { ...ticket, participants: [...ticket.participants, { email, name: person.name, kind: 'cc' }] },
    { type: 'ticket.changed', payload: { changes: { participant: { before: null, after: email } } } },
  );
};

/** From then on their links and addresses open nothing. Throws ParticipantNotFound (missing). */
export const removeParticipant = (ticket: Ticket, address: string, _c: Circumstances): Decision => {
  const email = address.toLowerCase();
  const participants = ticket.participants.filter((one) => one.email !== email);
  if (participants.length === ticket.participants.length) throw participantNotFound();
  return decided(
    { ...ticket, participants },
    { type: 'ticket.changed', payload: { changes: { participant: { before: email, after: null } } } },
  );
};
