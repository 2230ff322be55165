/** By whose clock a mail tells its times. */
import { organizationOf } from '../people/plan.ts';
import type { Settings } from '../settings/schemas.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { Recipient } from './notices.ts';

const agentZone = (email: string, { agents, schedules }: Settings): string | undefined => {
  const agent = agents.find((one) => one.email === email);
  return schedules.find(({ id }) => id === agent?.schedule)?.timeZone;
};

/** An agent's schedule's, a requester's organization's, else the desk's: an IANA time zone. */
export const zoneOf = (to: Recipient, { requester }: Ticket, settings: Settings): string => {
  const own =
    to.kind === 'agent'
      ? agentZone(to.email, settings)
      : organizationOf(requester.email, settings, requester.verified)?.timeZone;
  return own ?? settings.desk.timeZone;
};
