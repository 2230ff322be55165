/**
 * A round by the clock: tickets that nobody could have are offered again as soon as somebody can, whatever made that so:
 * an agent is new, is back early, learnt something, takes more or solved something (ADR 23).
 */
import { DomainError } from '../../domain/errors.ts';
import { isOnShift } from '../../domain/people/shift.ts';
import type { Agent, Settings } from '../../domain/settings/schemas.ts';
import { later } from '../../domain/ticket/instants.ts';
import { isWaitingForSomebody } from '../../domain/ticket/routing-due.ts';
import { LINES } from '../../domain/ticket/words.ts';
import type { Load, RoutedTicket } from '../../domain/triage/floor.ts';
import { candidatesFor, rank } from '../../domain/triage/routing.ts';
import { SYSTEM } from '../people.ts';
import type { Ports } from '../ports.ts';
import type { ListedTicket, Page } from '../records.ts';
import { claimed, claimSpecialist, pastFullAgents } from '../tickets/claim.ts';
import { keep } from '../tickets/keep.ts';

type OfferPorts = Pick<Ports, 'tickets' | 'loads' | 'settings' | 'clock' | 'ids'>;

const PAGE = 100;

/** Tickets that one round looks at, the most urgent first; with more than this nobody has room for long. */
const MOST_LOOKED_AT = 500;

const takesTicketsAt = ({ role, capacity }: Agent): boolean => role !== 'admin' && capacity > 0;

async function* unassigned(
  { tickets }: OfferPorts,
  agents: readonly Agent[],
): AsyncGenerator<readonly ListedTicket[]> {
  const lines = LINES.filter((line) => agents.some((agent) => agent.lines.includes(line)));
  for (let looked = 0, after: string | null = null; looked < MOST_LOOKED_AT; ) {
    const page: Page<ListedTicket> = await tickets.view({ kind: 'unassigned', lines }, { size: PAGE, after });
    if (page.items.length > 0) yield page.items;
    if (page.next === null) return;
    after = page.next;
    looked += page.items.length;
  }
}

/** Who got it; null: nobody, or it does not wait for anybody: a person has taken it in hand. */
const offerOne = (
  ports: OfferPorts,
  id: string,
  settings: Settings,
  correlationId: string,
): Promise<string | null> =>
  pastFullAgents(async (full) => {
    const before = await ports.tickets.find(id);
    if (before === null || !isWaitingForSomebody(before)) return null;
    const now = later(ports.clock.now(), before.updatedAt);
    const claim = await claimSpecialist(ports, before, { now, settings, actor: SYSTEM }, full);
    if (claim.assignment.assigneeId === null) return null;
    const { capacity, triage, ...decision } = await claimed(ports, before, claim, now);
    try {
      await keep(ports, {
        ...{ before, decision, now, settings, actor: SYSTEM, correlationId },
        ...(capacity === undefined ? {} : { capacity }),
        with: triage === undefined ? {} : { triage },
      });
      return claim.assignment.assigneeId;
    } catch (error) {
      // Whoever changed it meanwhile may have given it to somebody; else the next round comes.
      if (error instanceof DomainError && error.name === 'VersionConflict') return null;
      throw error;
    }
  });

/**
 * Costs nothing while nobody who takes tickets is at work, and a query for each line while none waits. The view says
 * who could have a ticket; only such a ticket is read. One that cannot be offered keeps nobody else waiting; its error
 * is thrown when all have had their turn.
 */
export const offerAgain =
  (ports: OfferPorts) =>
  async ({ correlationId }: { readonly correlationId: string }): Promise<{ readonly offered: number }> => {
    const settings = await ports.settings.current();
    const now = ports.clock.now();
    const atWork = settings.agents.filter(
      (agent) => takesTicketsAt(agent) && isOnShift(agent, settings, now),
    );
    if (atWork.length === 0) return { offered: 0 };
    let loads: Map<string, Load> | null = null;
    const failures: unknown[] = [];
    let offered = 0;
    for await (const listed of unassigned(ports, atWork)) {
      const known: Map<string, Load> = loads ?? new Map(await ports.loads.of(atWork.map(({ id }) => id)));
      loads = known;
      const couldGoTo = (ticket: RoutedTicket): boolean =>
        rank(candidatesFor(settings.agents, ticket, settings), ticket, { settings, now, loads: known })[0]
          ?.suitable === true;
      for (const ticket of listed) {
        if (!couldGoTo(ticket)) continue;
        try {
          const agentId = await offerOne(ports, ticket.id, settings, correlationId);
          if (agentId === null) continue;
          offered += 1;
          known.set(agentId, { open: (known.get(agentId)?.open ?? 0) + 1, idleSince: now });
        } catch (error) {
          failures.push(error);
        }
      }
    }
    if (failures.length > 0)
      throw new AggregateError(failures, `${failures.length} tickets could not be offered again.`);
    return { offered };
  };
