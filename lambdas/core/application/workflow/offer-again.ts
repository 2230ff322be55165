/**
 * A round by the clock: tickets that nobody could have are offered again as soon as somebody can, whatever made that so:
 * an agent is new, is back early, learnt something, takes more or solved something (ADR 23).
 */
import { isNamed } from '../../domain/errors.ts';
import { isOnShift } from '../../domain/people/shift.ts';
import type { Settings } from '../../domain/settings/schemas.ts';
import { later } from '../../domain/ticket/instants.ts';
import { isWaitingForSomebody } from '../../domain/ticket/routing-due.ts';
import type { Line } from '../../domain/ticket/words.ts';
import type { Load } from '../../domain/triage/floor.ts';
import { neverRoutedTo } from '../../domain/triage/never-routed.ts';
import { openingsOf } from '../../domain/triage/openings.ts';
import { everyPage } from '../every-page.ts';
import { SYSTEM } from '../people.ts';
import type { Ports } from '../ports.ts';
import type { ListedTicket } from '../records.ts';
import { type Claim, claimed, claimSpecialist, pastFullAgents } from '../tickets/claim.ts';
import { keep } from '../tickets/keep.ts';
import { throwTogether, turns } from '../turns.ts';
import type { Round } from './in-turn.ts';

type OfferPorts = Pick<Ports, 'tickets' | 'loads' | 'settings' | 'clock' | 'ids'>;

/** Tickets that one round gives to somebody, or fails to; the next one goes on. It looks past as many as nobody can have. */
const MOST_TRIED = 500;

/** The most urgent first, from page to page for as long as they are asked for. */
async function* unassigned({ tickets }: OfferPorts, lines: readonly Line[]): AsyncGenerator<ListedTicket> {
  if (lines.length === 0) return;
  for await (const listed of everyPage((page) => tickets.view({ kind: 'unassigned', lines }, page)))
    yield* listed;
}

/** Who got it; `assigneeId` null: nobody has room any more. Null: it waits for nobody, since a person has taken it in hand. */
const offerOne = (
  ports: OfferPorts,
  id: string,
  settings: Settings,
  correlationId: string,
): Promise<Pick<Claim['assignment'], 'assigneeId'> | null> =>
  pastFullAgents(async (full) => {
    const before = await ports.tickets.find(id);
    if (before === null || !isWaitingForSomebody(before)) return null;
    const now = later(ports.clock.now(), before.updatedAt);
    const claim = await claimSpecialist(ports, before, { now, settings, actor: SYSTEM }, full);
    if (claim.assignment.assigneeId === null) return claim.assignment;
    const { capacity, triage, ...decision } = await claimed(ports, before, claim, now);
    await keep(ports, {
      ...{ before, decision, now, settings, actor: SYSTEM, correlationId },
      ...(capacity === undefined ? {} : { capacity }),
      with: triage === undefined ? {} : { triage },
    });
    return claim.assignment;
  });

/** What a round goes by beside the tickets, which are routed whenever they change: while it is the same, nobody new can have one. */
interface Seen {
  readonly settings: Settings;
  readonly atWork: string;
  readonly loads: string;
}

const isSame = (one: Seen, other: Seen | null): boolean =>
  one.settings === other?.settings && one.atWork === other.atWork && one.loads === other.loads;

const withOneMore = (
  loads: ReadonlyMap<string, Load>,
  agentId: string,
  now: string,
): ReadonlyMap<string, Load> =>
  new Map(loads).set(agentId, { open: (loads.get(agentId)?.open ?? 0) + 1, idleSince: now });

/**
 * Costs nothing while nobody who takes tickets is at work, one read of their loads while nobody has room or these are what
 * they were when this instance found nobody last, and else a query for each line and hundred tickets that wait there.
 * The view says who could have a ticket; only such a ticket is read, so however many wait for a team that is full, the
 * one behind them is found. One that cannot be offered keeps nobody else waiting; its error is thrown when all have had
 * their turn.
 */
export const offerAgain = (ports: OfferPorts): Round<{ readonly offered: number }> => {
  let inVain: Seen | null = null;
  return async ({ correlationId, settings }) => {
    const now = ports.clock.now();
    const atWork = settings.agents.filter(
      (agent) => neverRoutedTo(agent) === null && isOnShift(agent, settings, now),
    );
    if (atWork.length === 0) return { offered: 0 };
    const ids = atWork.map(({ id }) => id);
    let loads: ReadonlyMap<string, Load> = await ports.loads.of(ids);
    const seen: Seen = { settings, atWork: ids.join(), loads: JSON.stringify([...loads]) };
    if (isSame(seen, inVain)) return { offered: 0 };
    let openings = openingsOf(atWork, { settings, loads, now });
    const { take, failures } = turns();
    let offered = 0;
    for await (const ticket of unassigned(ports, openings.lines)) {
      if (openings.lines.length === 0 || offered + failures.length === MOST_TRIED) break;
      if (!openings.fit(ticket)) continue;
      const offer = await take(() => offerOne(ports, ticket.id, settings, correlationId));
      if (offer === null) continue;
      const { assigneeId } = offer;
      if (assigneeId !== null) offered += 1;
      loads = assigneeId === null ? await ports.loads.of(ids) : withOneMore(loads, assigneeId, now);
      openings = openingsOf(atWork, { settings, loads, now });
    }
    inVain = offered + failures.length === 0 ? seen : null;
    // Whoever changed a ticket meanwhile may have given it to somebody; else the next round comes.
    const worse = failures.filter((error) => !isNamed(error, 'VersionConflict'));
    throwTogether(worse, 'tickets could not be offered again');
    return { offered };
  };
};
