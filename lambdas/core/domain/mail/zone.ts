/** By whose clock a mail or a page tells its times. */
import { organizationOf } from '../people/plan.ts';
import type { Settings } from '../settings/schemas.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { Recipient } from './notices.ts';

const agentZone = (email: string, { agents, schedules }: Settings): string | undefined => {
  const agent = agents.find((one) => one.email === email);
  return schedules.find(({ id }) => id === agent?.schedule)?.timeZone;
};

/** The organization's, else the desk's: an IANA time zone. */
export const zoneOfRequester = ({ requester }: Ticket, settings: Settings): string =>
  organizationOf(requester.email, settings, requester.verified)?.timeZone ?? settings.desk.timeZone;

/** An agent's schedule's, else the desk's; for the people of a ticket its requester's. */
export const zoneOf = (to: Recipient, ticket: Ticket, settings: Settings): string =>
  to.kind === 'agent'
    ? (agentZone(to.email, settings) ?? settings.desk.timeZone)
    : zoneOfRequester(ticket, settings);
