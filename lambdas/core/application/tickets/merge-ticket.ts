/** Merging a ticket into another, and taking that back: two tickets in one transaction. */
import { isNamed } from '../../domain/errors.ts';
import type { Caller } from '../../domain/people/caller.ts';
import { notMerged } from '../../domain/ticket/conflicts.ts';
import type { Circumstances } from '../../domain/ticket/decision.ts';
import { later } from '../../domain/ticket/instants.ts';
import { merge, type TwoDecisions } from '../../domain/ticket/merge.ts';
import { objectionToMerge } from '../../domain/ticket/problem.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { unmerge } from '../../domain/ticket/unmerge.ts';
import type { TicketView } from '../../domain/ticket/view.ts';
import { agentOf } from '../../domain/ticket/where.ts';
import type { Operation, Outcome, Request } from '../operation.ts';
import { actorOf } from '../people.ts';
import { refuseFor } from '../problems/incident-pages.ts';
import { type AnswerPorts, ticketOutcome } from './answer.ts';
import { type ChangePorts, refuseStale } from './change-of-ticket.ts';
import { type Kept, keepTogether } from './keep.ts';
import { once } from './once.ts';
import { visibleTicket } from './visible.ts';

export type MergePorts = ChangePorts & AnswerPorts;

interface ByTicket {
  readonly params: { readonly ticket: string };
}

interface Both {
  readonly target: (source: Ticket) => Promise<Ticket>;
  readonly decide: (source: Ticket, target: Ticket, c: Circumstances) => Promise<TwoDecisions> | TwoDecisions;
  /** Binds the load of the agent who gets the source back; absent: nobody does. */
  readonly capacity?: (source: Ticket, c: Circumstances) => number | undefined;
}

/** As for one ticket: decided again on the newer ones when another change came first; the caller's own version is not. */
const ATTEMPTS = 6;

const changeBoth = async (
  ports: MergePorts,
  request: Request<ByTicket>,
  both: Both,
): Promise<Outcome<TicketView>> => {
  const settings = await ports.settings.current();
  const { caller, correlationId } = request;
  for (let attempt = 1; ; attempt += 1) {
    const source = await visibleTicket(ports, request.input.params.ticket, caller);
    await refuseStale(ports, source, request);
    const target = await both.target(source);
    const now = later(later(ports.clock.now(), source.updatedAt), target.updatedAt);
    const actor = actorOf(caller, source);
    const c = { now, settings, actor };
    const decisions = await both.decide(source, target, c);
    const common = { now, settings, actor, correlationId };
    const capacity = both.capacity?.(source, c);
    const answer = (ticket: Ticket, reader: Caller = caller) => ticketOutcome(ports, ticket, reader);
    let outcome: Outcome<TicketView> | undefined;
    try {
      const [kept] = await keepTogether(ports, [
        {
          ...common,
          before: source,
          decision: decisions.source,
          ...(capacity === undefined ? {} : { capacity }),
          once: async ({ after }: Kept) => {
            outcome = await answer(after);
            return once(request.once, outcome);
          },
        },
        { ...common, before: target, decision: decisions.target },
      ]);
      return outcome ?? answer(kept?.after ?? source);
    } catch (error) {
      if (!isNamed(error, 'VersionConflict') || attempt === ATTEMPTS) throw error;
    }
  }
};

/** Answers with the ticket that is merged now. Throws TicketNotFound for either, what `merge` throws, ProblemHasIncidents. */
export const mergeTicket =
  (ports: MergePorts): Operation<ByTicket & { readonly body: { readonly into: string } }, TicketView> =>
  (request) =>
    changeBoth(ports, request, {
      target: () => visibleTicket(ports, request.input.body.into, request.caller),
      decide: async (source, target, c) => {
        const both = merge(source, target, c);
        await refuseFor(ports, source, objectionToMerge(source, target));
        return both;
      },
    });

const targetOf = async (ports: MergePorts, source: Ticket): Promise<Ticket> => {
  const target = source.mergedInto === null ? null : await ports.tickets.find(source.mergedInto);
  if (target === null) throw notMerged();
  return target;
};

/** Tickets that stay merged into the target. */
const othersIn = async (ports: MergePorts, source: Ticket, target: Ticket): Promise<readonly Ticket[]> => {
  const ids = target.progress.merged.flatMap(({ ticketId }) => (ticketId === source.id ? [] : [ticketId]));
  const found = await Promise.all(ids.map((id) => ports.tickets.find(id)));
  return found.filter((one) => one !== null);
};

/** Whoever may see the source may have it back. Throws TicketNotFound, and what `unmerge` throws. */
export const unmergeTicket =
  (ports: MergePorts): Operation<ByTicket, TicketView> =>
  async (request) => {
    const back = (hasRoom: boolean) =>
      changeBoth(ports, request, {
        target: (source) => targetOf(ports, source),
        decide: async (source, target, c) =>
          unmerge(source, target, { others: await othersIn(ports, source, target), hasRoom }, c),
        capacity: ({ assigneeId }, { settings }) =>
          assigneeId === null ? undefined : agentOf(settings, assigneeId)?.capacity,
      });
    try {
      return await back(true);
    } catch (error) {
      if (!isNamed(error, 'AgentFull')) throw error;
      return back(false);
    }
  };
