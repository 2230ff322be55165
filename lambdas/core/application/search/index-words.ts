/** Keeps the lists of the search: after an event they are brought to where the ticket is now. */
import { throttled } from '../../domain/errors.ts';
import { RULES, type Said, type TicketWords, wordsAfter } from '../../domain/search/ticket-words.ts';
import type { TicketEvent } from '../../domain/ticket/events.ts';
import type { Ports } from '../ports.ts';

type IndexPorts = Pick<Ports, 'tickets' | 'words'>;

/** Two events of one ticket may be at work at once; each round one of them is done. */
const ATTEMPTS = 5;

const eventsAfter = async ({ tickets }: IndexPorts, ticketId: string, version: number) => {
  const all: TicketEvent[] = [];
  for (;;) {
    const events = await tickets.eventsAfter(ticketId, all.at(-1)?.version ?? version);
    if (events.length === 0) return all;
    all.push(...events);
  }
};

const saidIn = async ({ tickets }: IndexPorts, events: readonly TicketEvent[]): Promise<readonly Said[]> => {
  const said = await Promise.all(
    events.map(async (event): Promise<readonly Said[]> => {
      if (event.type !== 'ticket.opened' && event.type !== 'ticket.commented') return [];
      const comment = await tickets.comment(event.ticketId, event.payload.commentId);
      return comment === null ? [] : [{ comment, isDescription: event.type === 'ticket.opened' }];
    }),
  );
  return said.flat();
};

const isSame = (one: TicketWords | null, other: TicketWords): boolean =>
  one !== null && JSON.stringify({ ...one, version: 0 }) === JSON.stringify({ ...other, version: 0 });

/** False when another was quicker. */
const isBrought = async (ports: IndexPorts, { ticketId, version }: TicketEvent): Promise<boolean> => {
  const stored = await ports.words.wordsOf(ticketId);
  const before = stored?.rules === RULES ? stored : null;
  if (before !== null && before.version >= version) return true;
  const [ticket, events] = await Promise.all([
    ports.tickets.find(ticketId),
    eventsAfter(ports, ticketId, before?.version ?? 0),
  ]);
  if (ticket === null) return true;
  // The ticket may have been read before the newest of the events.
  const reached = Math.min(ticket.version, events.at(-1)?.version ?? version);
  const after = wordsAfter(before, ticket, await saidIn(ports, events), reached);
  return isSame(stored, after) || ports.words.follow(ticketId, stored, after);
};

/**
 * All that happened since the last time is read, whatever the event says: so events may come twice, late, in any order
 * or not at all, and any one of a ticket brings its lists up to date. Throws Throttled.
 */
export const indexWords =
  (ports: IndexPorts) =>
  async (event: TicketEvent): Promise<void> => {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) if (await isBrought(ports, event)) return;
    throw throttled('The search');
  };
