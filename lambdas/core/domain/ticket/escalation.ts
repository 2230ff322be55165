/** How an escalated ticket came to its line: whoever gets it there is told, and those who look after its group once. */
import type { Escalation, Ticket } from './ticket.ts';

type Escalated = Pick<Ticket, 'progress'>;

/** For the payload of a `ticket.assigned`. */
export const escalationOf = ({ progress }: Escalated): { readonly escalated?: Escalation } =>
  progress.escalated === null ? {} : { escalated: progress.escalated };

/** What is remembered once a `ticket.assigned` has it. */
export const toldOfEscalation = ({ progress }: Escalated): Escalation | null =>
  progress.escalated === null ? null : { ...progress.escalated, told: true };
