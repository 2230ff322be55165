/** The shape of every change that a caller makes to a ticket: load, check, decide, keep, answer. */
import { isNamed, versionConflict } from '../../domain/errors.ts';
import type { Caller } from '../../domain/people/caller.ts';
import type { Circumstances, Decision } from '../../domain/ticket/decision.ts';
import { later } from '../../domain/ticket/instants.ts';
import { objectionTo } from '../../domain/ticket/problem.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { Triage } from '../../domain/triage/triage.ts';
import type { Outcome, Request } from '../operation.ts';
import { actorOf } from '../people.ts';
import type { Ports } from '../ports.ts';
import { refuseFor } from '../problems/incident-pages.ts';
import type { TicketChange } from '../records.ts';
import { type Kept, keep } from './keep.ts';
import { once } from './once.ts';
import { visibleTicket } from './visible.ts';

/** What a change of a ticket needs from outside. */
export type ChangePorts = Pick<Ports, 'tickets' | 'ids' | 'clock' | 'settings' | 'once'>;

/** A decision, with what its transaction is to hold beside it. */
export interface Decided extends Decision, Pick<TicketChange, 'uploads' | 'hours'> {
  readonly capacity?: number;
  readonly triage?: Triage;
}

export interface ChangeOfTicket<O> {
  readonly ref: string;
  readonly request: Pick<Request<unknown>, 'caller' | 'ifMatch' | 'once' | 'correlationId'>;
  /** May refuse by throwing; must not write. Called again on a fresh ticket when another change came first. */
  readonly decide: (ticket: Ticket, circumstances: Circumstances) => Decided | Promise<Decided>;
  readonly answer: (kept: Kept, decision: Decision) => Outcome<O> | Promise<Outcome<O>>;
  /**
   * What the change is relative to: once another change has moved that, this one would mean something else, and is refused
   * as stale. Absent: it means the same on any newer ticket.
   */
  readonly from?: (ticket: Ticket) => string | number;
}

/**
 * A caller who sent no If-Match does not care what came between, so their change is decided again on the newer
 * ticket; this many times, against steps and colleagues that write at the same moment. One who sent it is refused then,
 * unless only the workflow's generation moved, which is no version; `againAfter` would try for them again.
 */
const ATTEMPTS = 6;

/** Throws VersionConflict with what arrived when the caller has seen another version than this. */
export const refuseStale = async (
  ports: Pick<Ports, 'tickets'>,
  ticket: Ticket,
  { ifMatch, caller }: { readonly ifMatch: number | null; readonly caller: Caller },
): Promise<void> => {
  if (ifMatch === null || ifMatch === ticket.version) return;
  const newer = ifMatch < ticket.version ? await ports.tickets.eventsAfter(ticket.id, ifMatch) : [];
  const seesHistory = caller.kind === 'agent' || caller.kind === 'machine';
  throw versionConflict(ticket.version, seesHistory ? newer : []);
};

/** What a change that changed nothing answers, kept all the same: the repetition must not change something either. */
const unchanged = async <O>(
  ports: ChangePorts,
  request: Pick<Request<unknown>, 'once'>,
  outcome: Outcome<O>,
): Promise<Outcome<O>> => {
  const row = once(request.once, outcome);
  if (row !== null) await ports.once.keep(row);
  return outcome;
};

/** The line, of a change that says "one up" or "back": two who say it at the same moment mean the same line. */
export const fromItsLine = ({ line }: Ticket): number => line;

/**
 * Throws TicketNotFound, VersionConflict (nearly only with If-Match or `from`), what `decide` throws, and, where it would leave the
 * incidents of a problem behind, AnswerNeeded and ProblemHasIncidents.
 */
export const changeOfTicket = async <O>(
  ports: ChangePorts,
  change: ChangeOfTicket<O>,
): Promise<Outcome<O>> => {
  const { request } = change;
  const settings = await ports.settings.current();
  let first: Ticket | null = null;
  for (let attempt = 1; ; attempt += 1) {
    const before = await visibleTicket(ports, change.ref, request.caller);
    await refuseStale(ports, before, request);
    first ??= before;
    if (change.from?.(before) !== change.from?.(first))
      await refuseStale(ports, before, { ifMatch: first.version, caller: request.caller });
    const now = later(ports.clock.now(), before.updatedAt);
    const actor = actorOf(request.caller, before);
    const decision = await change.decide(before, { now, settings, actor });
    await refuseFor(ports, before, objectionTo(before, decision, actor));
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
        with: {
          ...(decision.triage === undefined ? {} : { triage: decision.triage }),
          ...(decision.uploads === undefined ? {} : { uploads: decision.uploads }),
          ...(decision.hours === undefined ? {} : { hours: decision.hours }),
        },
        once: async (result) => {
          outcome = await change.answer(result, decision);
          return once(request.once, outcome);
        },
      });
      return outcome ?? (await unchanged(ports, request, await change.answer(kept, decision)));
    } catch (error) {
      if (!isNamed(error, 'VersionConflict') || attempt === ATTEMPTS) throw error;
    }
  }
};
