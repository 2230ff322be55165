/** The shape of every change that a caller makes to a ticket: load, check, decide, keep, answer. */
import { DomainError, versionConflict } from '../../domain/errors.ts';
import type { Caller } from '../../domain/people/caller.ts';
import type { Circumstances, Decision } from '../../domain/ticket/decision.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { Triage } from '../../domain/triage/triage.ts';
import type { Outcome, Request } from '../operation.ts';
import { actorOf } from '../people.ts';
import type { Ports } from '../ports.ts';
import { type Kept, keep } from './keep.ts';
import { once } from './once.ts';
import { visibleTicket } from './visible.ts';

/** What a change of a ticket needs from outside. */
export type ChangePorts = Pick<Ports, 'tickets' | 'ids' | 'clock' | 'settings'>;

/** A decision, with what its transaction is to hold beside it. */
export interface Decided extends Decision {
  readonly capacity?: number;
  readonly triage?: Triage;
}

export interface ChangeOfTicket<O> {
  readonly ref: string;
  readonly request: Pick<Request<unknown>, 'caller' | 'ifMatch' | 'once' | 'correlationId'>;
  /** May refuse by throwing; must not write. Called again on a fresh ticket when another change came first. */
  readonly decide: (ticket: Ticket, circumstances: Circumstances) => Decided | Promise<Decided>;
  readonly answer: (kept: Kept, decision: Decision) => Outcome<O> | Promise<Outcome<O>>;
}

/**
 * A caller who sent no If-Match does not care what came between, so their change is decided again on the newer
 * ticket; this many times, against steps and colleagues that write at the same moment.
 */
const ATTEMPTS = 6;

const isStale = (error: unknown): boolean => error instanceof DomainError && error.name === 'VersionConflict';

const refuseStale = async (
  ports: ChangePorts,
  ticket: Ticket,
  ifMatch: number,
  caller: Caller,
): Promise<void> => {
  if (ifMatch === ticket.version) return;
  const newer = ifMatch < ticket.version ? await ports.tickets.eventsAfter(ticket.id, ifMatch) : [];
  const seesHistory = caller.kind === 'agent' || caller.kind === 'machine';
  throw versionConflict(ticket.version, seesHistory ? newer : []);
};

/** Throws TicketNotFound, VersionConflict (only with If-Match), and what `decide` throws. */
export const changeOfTicket = async <O>(
  ports: ChangePorts,
  change: ChangeOfTicket<O>,
): Promise<Outcome<O>> => {
  const { request } = change;
  const settings = await ports.settings.current();
  for (let attempt = 1; ; attempt += 1) {
    const before = await visibleTicket(ports, change.ref, request.caller);
    if (request.ifMatch !== null) await refuseStale(ports, before, request.ifMatch, request.caller);
    const now = ports.clock.now();
    const actor = actorOf(request.caller, before);
    const decision = await change.decide(before, { now, settings, actor });
    let outcome: Outcome<O> | undefined;
    try {
      const kept = await keep(ports, {
        before,
        decision,
        now,
        settings,
        actor,
        correlationId: request.correlationId,
        ...(decision.capacity === undefined ? {} : { capacity: decision.capacity }),
        ...(decision.triage === undefined ? {} : { with: { triage: decision.triage } }),
        once: async (result) => {
          outcome = await change.answer(result, decision);
          return once(request.once, outcome);
        },
      });
      return outcome ?? (await change.answer(kept, decision));
    } catch (error) {
      const mayTryAgain = request.ifMatch === null && attempt < ATTEMPTS;
      if (!isStale(error)) throw error;
      if (!mayTryAgain) {
        const current = await visibleTicket(ports, change.ref, request.caller);
        await refuseStale(ports, current, before.version, request.caller);
        throw error;
      }
    }
  }
};
