/** Where the conversation of a ticket goes on. */
import { MOST_MERGED } from '../../domain/ticket/merge.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { Ports } from '../ports.ts';

/** The ticket that took it in, if it was merged, or the one that took in that one; itself otherwise. */
export const standing = async (ports: Pick<Ports, 'tickets'>, ticket: Ticket): Promise<Ticket> => {
  let current = ticket;
  for (let merges = 0; merges < MOST_MERGED && current.mergedInto !== null; merges += 1) {
    const into = await ports.tickets.find(current.mergedInto);
    if (into === null) break;
    current = into;
  }
  return current;
};
