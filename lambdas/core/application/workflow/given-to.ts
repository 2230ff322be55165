/** What people gave of a ticket that a machine would sort, from its history. */
import type { TicketEvent } from '../../domain/ticket/events.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { GIVABLE, type Given } from '../../domain/triage/givable.ts';
import { givenBy, isInHand } from '../../domain/triage/given.ts';
import type { Page } from '../records.ts';
import type { StepPorts } from './step.ts';

/** Events read at a time, and how often: whose history is longer than a thousand events has been in people's hands. */
const EVENTS_READ = 100;
const READS_MOST = 10;

/** A corrected category brings its priority, also in hand, unless somebody gave one. */
const GIVEN_IN_HAND = GIVABLE.filter((one) => one !== 'priority');

/** Everything, of a ticket that somebody has in hand. Stops reading when nothing is left that could be given. */
export const givenTo = async (
  { tickets }: Pick<StepPorts, 'tickets'>,
  ticket: Ticket,
): Promise<ReadonlySet<Given>> => {
  const isHeld = isInHand(ticket);
  if (isHeld && !ticket.progress.categoryCorrected) return new Set(GIVABLE);
  const given = new Set<Given>(isHeld ? GIVEN_IN_HAND : []);
  let after: string | null = null;
  for (let reads = 0; reads < READS_MOST; reads += 1) {
    const { items, next }: Page<TicketEvent> = await tickets.events(ticket.id, { size: EVENTS_READ, after });
    for (const one of givenBy(items)) given.add(one);
    if (next === null || GIVABLE.every((one) => given.has(one))) return given;
    after = next;
  }
  return new Set(GIVABLE);
};
