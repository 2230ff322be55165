/** One ticket by the desk's own rules, without database and workflow: what people do, and what falls due between. */
import type { Settings } from '../../lambdas/core/domain/settings/schemas.ts';
import { actOnMoments } from '../../lambdas/core/domain/ticket/act.ts';
import { assignTo } from '../../lambdas/core/domain/ticket/assign.ts';
import { addComment } from '../../lambdas/core/domain/ticket/comment.ts';
import type { Circumstances, Decision } from '../../lambdas/core/domain/ticket/decision.ts';
import type { Actor, TicketEvent } from '../../lambdas/core/domain/ticket/events.ts';
import { openTicket } from '../../lambdas/core/domain/ticket/open.ts';
import { record } from '../../lambdas/core/domain/ticket/record.ts';
import { moveTo } from '../../lambdas/core/domain/ticket/status.ts';
import type { Author, Requester, Ticket } from '../../lambdas/core/domain/ticket/ticket.ts';
import type { Status } from '../../lambdas/core/domain/ticket/words.ts';

const SYSTEM: Actor = { kind: 'system', id: null };
/** Analyse, What now, Assign line, Await moment. */
const BEGIN = 4;
/** What now, Await survey, Offer survey, Await rating, Close. */
const END = 5;
/** Act on moment, or What now, and Await moment again. */
const LOOP = 2;

export interface Life {
  readonly events: readonly TicketEvent[];
  readonly ticket: () => Ticket;
  /** States that the workflow of the ticket has entered (design.md section 4). */
  readonly transitions: () => number;
  /** When the workflow wakes by itself, milliseconds; Infinity when it is over. */
  readonly wakesAt: () => number;
  wake(): void;
  say(at: number, by: 'agent' | 'requester', status?: Status): void;
}

/** Opened and given to the agent at once, as the workflow does within seconds. */
export const lifeOf = (
  settings: Settings,
  number: number,
  openedAt: number,
  requester: Requester,
  agentId: string,
): Life => {
  const events: TicketEvent[] = [];
  let ticket: Ticket | null = null;
  let transitions = BEGIN;
  let armedFor = Number.POSITIVE_INFINITY;
  const asker: Actor = { kind: 'requester', id: requester.id };
  const answerer: Actor = { kind: 'agent', id: agentId };

  const circumstances = (at: number, actor: Actor): Circumstances => ({
    now: new Date(at).toISOString(),
    settings,
    actor,
  });
  const keep = (at: number, decision: Decision, actor: Actor): Ticket => {
    const made = record(ticket, decision, {
      ...circumstances(at, actor),
      correlationId: 'year',
      eventId: () => `evt_${number}_${events.length}`,
    });
    ticket = made.after;
    events.push(...made.events);
    return made.after;
  };
  const current = (): Ticket => {
    if (ticket === null) throw new Error('The ticket is not open yet.');
    return ticket;
  };
  const nextMoment = (): number => Date.parse(current().nextMomentAt ?? '9999-12-31T00:00:00.000Z');
  const arm = (): void => {
    armedFor = current().status === 'closed' ? Number.POSITIVE_INFINITY : nextMoment();
  };

  const author: Author = { kind: 'requester', id: requester.id, email: requester.email, name: null };
  const opened = openTicket(
    {
      id: `tkt_${number}`,
      number,
      commentId: `cmt_${number}`,
      subject: 'A question',
      description: 'How does it work?',
      requester,
      author,
      channel: 'api',
    },
    circumstances(openedAt, asker),
  );
  keep(openedAt, opened, asker);
  keep(
    openedAt + 1000,
    assignTo(current(), { assigneeId: agentId, reason: 'the most room' }, circumstances(openedAt, SYSTEM)),
    SYSTEM,
  );
  arm();

  const onSolved = (at: number): void => {
    const { solvedAt, progress } = current();
    if (progress.surveyDecidedFor === solvedAt) {
      keep(at, moveTo(current(), 'closed', circumstances(at, SYSTEM)), SYSTEM);
      transitions += END;
    } else {
      // The survey itself is not of interest here; that it was decided about is.
      ticket = { ...current(), progress: { ...progress, surveyDecidedFor: solvedAt } };
      ticket = { ...ticket, nextMomentAt: closeAt(ticket) };
    }
  };
  const closeAt = ({ solvedAt }: Ticket): string =>
    new Date(Date.parse(solvedAt ?? '') + settings.desk.closeAfterHours * 3_600_000).toISOString();

  return {
    events,
    ticket: current,
    transitions: () => transitions,
    wakesAt: () => armedFor,
    wake: () => {
      const at = armedFor;
      if (current().status === 'solved') onSolved(at);
      else {
        transitions += LOOP;
        keep(at, actOnMoments(current(), circumstances(at, SYSTEM)), SYSTEM);
      }
      arm();
    },
    say: (at, by, status) => {
      const isAgent = by === 'agent';
      const comment = {
        id: `cmt_${number}_${events.length}`,
        ticketId: `tkt_${number}`,
        author: isAgent ? ({ kind: 'agent', id: agentId, email: null, name: null } as const) : author,
        public: true,
        channel: 'api',
        bodyText: 'So it works.',
        bodyHtml: null,
        visibleText: 'So it works.',
        attachments: [],
        mailId: null,
        createdAt: new Date(at).toISOString(),
      } as const;
      const actor = isAgent ? answerer : asker;
      keep(at, addComment(current(), { comment, status }, circumstances(at, actor)), actor);
      const isSolved = current().status === 'solved';
      // Woken only by a moment that got earlier; the end of a phase is counted with the end.
      if (!isSolved && nextMoment() < armedFor) transitions += LOOP;
      if (isSolved || nextMoment() < armedFor) arm();
    },
  };
};
