/** Whether somebody still works on a ticket, or is to. */
import type { Ticket } from './ticket.ts';

/** Not solved, and not closed. */
export const isUnsolved = ({ status }: Pick<Ticket, 'status'>): boolean =>
  status !== 'solved' && status !== 'closed';
