/** What analysis and routing said of a ticket, with what people have changed and attached since. */
import { demandedOf } from '../../domain/ticket/before-line-3.ts';
import type { Circumstances } from '../../domain/ticket/decision.ts';
import type { TicketEvent } from '../../domain/ticket/events.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { hasChangedSince, type ReconciledTriage, reconciled, withFound } from '../../domain/triage/since.ts';
import type { Triage } from '../../domain/triage/triage.ts';
import { everyPage } from '../every-page.ts';
import type { Operation } from '../operation.ts';
import { actorOf } from '../people.ts';
import type { Ports } from '../ports.ts';
import { visibleTicket } from './visible.ts';

const NOT_ANALYSED: ReconciledTriage = {
  analysedAt: null,
  round: 0,
  details: [],
  language: null,
  category: null,
  priority: null,
  line: null,
  product: null,
  ranking: [],
  assignment: null,
};

type TriagePorts = Pick<Ports, 'tickets' | 'settings' | 'clock'>;

/** Events that are looked through for who changed what; of a longer history it is not said by whom. */
const MOST_EVENTS = 1_000;

const historyOf = async ({ tickets }: TriagePorts, ticket: Ticket): Promise<readonly TicketEvent[]> => {
  const all: TicketEvent[] = [];
  for await (const events of everyPage((page) => tickets.events(ticket.id, page))) {
    all.push(...events);
    if (all.length >= MOST_EVENTS) return [];
  }
  return all;
};

/** Looked for again only where something that matters was missing; what reads it is loaded only then. */
const withFoundSince = async (
  ports: TriagePorts,
  ticket: Ticket,
  triage: Triage,
  c: Circumstances,
): Promise<Triage> => {
  const demanded = demandedOf(ticket, c.settings);
  const isMissing = triage.details.some(
    ({ name, required, found }) => !found && (required || demanded.includes(name)),
  );
  if (!isMissing || triage.category?.value !== ticket.category) return triage;
  const { foundDetails } = await import('./found-details.ts');
  return withFound(triage, await foundDetails(ports)(ticket, c));
};

export const getTriage =
  (ports: TriagePorts): Operation<{ readonly params: { readonly ticket: string } }, ReconciledTriage> =>
  async ({ caller, input }) => {
    const ticket = await visibleTicket(ports, input.params.ticket, caller);
    const triage = await ports.tickets.triage(ticket.id);
    if (triage === null) return { body: NOT_ANALYSED, version: ticket.version };
    const settings = await ports.settings.current();
    const c = { now: ports.clock.now(), settings, actor: actorOf(caller, ticket) };
    const history = hasChangedSince(triage, ticket) ? await historyOf(ports, ticket) : [];
    const found = await withFoundSince(ports, ticket, triage, c);
    return { body: reconciled(found, ticket, history, settings), version: ticket.version };
  };
