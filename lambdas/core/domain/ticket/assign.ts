/** Who holds a ticket: assignment to an agent, escalation to a higher line, and the way back. */
import { invalid } from '../errors.ts';
import { isAway } from '../people/shift.ts';
import type { Agent, Group, Settings } from '../settings/schemas.ts';
import type { DetailFinding } from '../triage/triage.ts';
import { detailsNeeded, stillDemanded } from './before-line-3.ts';
import { nothingToReturnTo, ticketClosed, ticketSolved, topLine } from './conflicts.ts';
import { type Circumstances, type Decision, decided, nothing } from './decision.ts';
import { escalationOf, toldOfEscalation } from './escalation.ts';
import type { EventDraft } from './events.ts';
import { isRoutingDue } from './routing-due.ts';
import type { Ticket } from './ticket.ts';
import { isUnsolved } from './unsolved.ts';
import { absenceOf, agentOf, cannotHold, groupOnLine } from './where.ts';
import { LINES, type Line } from './words.ts';

/**
 * null leaves it with its group; also the answer of routing that found nobody, which is on record with its reason.
 * Nothing when this agent holds it already and no routing is due. `routeAgain`: when to look again for somebody.
 * Throws TicketClosed, InvalidInput at `assigneeId`.
 */
export const assignTo = (
  ticket: Ticket,
  input: {
    readonly assigneeId: string | null;
    readonly reason: string;
    readonly routeAgain?: Ticket['progress']['routeAgain'];
  },
  c: Circumstances,
): Decision => {
  if (ticket.status === 'closed') throw ticketClosed(ticket.id);
  const { assigneeId, reason } = input;
  const why = assigneeId === null ? null : cannotHold(c.settings, assigneeId, ticket.line);
  if (why !== null) throw invalid([{ path: 'assigneeId', message: why }]);
  const { routeAgain = null } = input;
  // Whoever asks for the best one ends that it was left with nobody, also where there is none yet.
  const isWantedAgain = ticket.progress.leftUnassigned && routeAgain !== null;
  if (assigneeId === ticket.assigneeId && !isWantedAgain && !isRoutingDue(ticket, c.now))
    return nothing(ticket);
  const givenDespite = assigneeId === null ? null : absenceOf(agentOf(c.settings, assigneeId), c.now);
  return decided(
    {
      ...ticket,
      assigneeId,
      progress: {
        ...ticket.progress,
        needsRouting: false,
        routeAgain,
        leftUnassigned: assigneeId === null && routeAgain === null,
        givenDespite,
        escalated: toldOfEscalation(ticket),
      },
    },
    {
      type: 'ticket.assigned',
      payload: {
        ...{ assigneeId, before: ticket.assigneeId, groupId: ticket.groupId, line: ticket.line, reason },
        ...escalationOf(ticket),
      },
    },
  );
};

/**
 * Back to its group, where somebody else is looked for. Nothing when this agent does not hold it any more, when it is
 * solved, since whoever solved it answers for it, or when a person gave it to them in this very absence.
 */
export const handBack = (
  ticket: Ticket,
  { agent, reason }: { readonly agent: Pick<Agent, 'id' | 'awayUntil'>; readonly reason: string },
  now: string,
): Decision => {
  const isSettled = !isUnsolved(ticket) || ticket.spam;
  const { givenDespite } = ticket.progress;
  const isMeant = givenDespite !== null && givenDespite === absenceOf(agent, now);
  if (ticket.assigneeId !== agent.id || isSettled || isMeant) return nothing(ticket);
  const { groupId, line } = ticket;
  return decided(
    {
      ...ticket,
      assigneeId: null,
      progress: { ...ticket.progress, needsRouting: true, routeAgain: null, leftUnassigned: false },
    },
    {
      type: 'ticket.assigned',
      payload: { assigneeId: null, before: agent.id, groupId, line, reason },
    },
  );
};

const refuseUnlessUnsolved = (ticket: Ticket): void => {
  if (ticket.status === 'closed') throw ticketClosed(ticket.id);
  if (ticket.status === 'solved') throw ticketSolved();
};

/** The named line's group, else that of the next line up that has one. */
const groupAbove = (ticket: Ticket, toLine: Line | undefined, settings: Settings): Group => {
  const wanted = LINES.filter((line) => line > ticket.line && (toLine === undefined || line === toLine));
  const groups = wanted.flatMap((line) => groupOnLine(settings, line, ticket.category) ?? []);
  if (groups[0] !== undefined) return groups[0];
  if (toLine === undefined || ticket.line === 3) throw topLine();
  throw invalid([{ path: 'toLine', message: `must be a line above ${ticket.line} that has a group` }]);
};

/** What the category demands of a ticket that goes to line 3 and nobody has found. */
const lackingOn = (
  line: Line,
  ticket: Ticket,
  findings: readonly DetailFinding[],
  settings: Settings,
): readonly string[] => (line === 3 ? stillDemanded(ticket, settings, findings) : []);

/**
 * To the next line, or the one named; the place it came from is remembered and a specialist is looked for there.
 * `findings` are the details found so far; whoever goes to line 3 without one that the category demands says
 * `override`, which is on record with the reason. Throws TicketClosed, TicketSolved, TopLine, InvalidInput at `toLine`,
 * DetailsNeeded.
 */
export const escalate = (
  ticket: Ticket,
  input: {
    readonly reason: string;
    readonly toLine?: Line | undefined;
    readonly override?: boolean | undefined;
    readonly findings?: readonly DetailFinding[];
  },
  c: Circumstances,
): Decision => {
  refuseUnlessUnsolved(ticket);
  const group = groupAbove(ticket, input.toLine, c.settings);
  const lacking = lackingOn(group.line, ticket, input.findings ?? [], c.settings);
  if (lacking.length > 0 && input.override !== true) throw detailsNeeded(lacking);
  const { line, groupId, assigneeId, progress } = ticket;
  return decided(
    {
      ...ticket,
      line: group.line,
      groupId: group.id,
      assigneeId: null,
      progress: {
        ...progress,
        needsRouting: true,
        routeAgain: null,
        leftUnassigned: false,
        placedBy: 'person',
        cameFrom: [...progress.cameFrom, { line, groupId, assigneeId }],
        escalated: {
          from: line,
          reason: input.reason,
          by: c.actor.kind === 'agent' ? c.actor.id : null,
          told: false,
        },
      },
    },
    {
      type: 'ticket.escalated',
      payload: {
        from: line,
        to: group.line,
        groupId: group.id,
        reason: input.reason,
        ...(lacking.length === 0 ? {} : { overrode: lacking }),
      },
    },
  );
};

/** Null when they are away, or cannot hold it any more. */
const holderAgain = (
  { line, assigneeId }: Ticket['progress']['cameFrom'][number],
  { settings, now }: Circumstances,
): string | null => {
  const agent = assigneeId === null ? undefined : agentOf(settings, assigneeId);
  if (agent === undefined || isAway(agent, now)) return null;
  return cannotHold(settings, agent.id, line) === null ? agent.id : null;
};

/**
 * Back to the line, group and agent it was last escalated from; where the agent is away or cannot hold it any more, routing
 * looks for another. Throws TicketClosed, TicketSolved, NothingToReturnTo.
 */
export const returnToLine = (
  ticket: Ticket,
  input: { readonly reason: string },
  c: Circumstances,
): Decision => {
  refuseUnlessUnsolved(ticket);
  const origin = ticket.progress.cameFrom.at(-1);
  if (origin === undefined) throw nothingToReturnTo();
  const group =
    c.settings.groups.find(({ id, line }) => id === origin.groupId && line === origin.line) ??
    groupOnLine(c.settings, origin.line, ticket.category);
  const groupId = group?.id ?? origin.groupId;
  const assigneeId = holderAgain(origin, c);
  const { line } = origin;
  const { reason } = input;
  const given: EventDraft = {
    type: 'ticket.assigned',
    payload: { assigneeId, before: ticket.assigneeId, groupId, line, reason, returned: true },
  };
  return decided(
    {
      ...ticket,
      line,
      groupId,
      assigneeId,
      progress: {
        ...ticket.progress,
        needsRouting: assigneeId === null,
        routeAgain: null,
        leftUnassigned: false,
        placedBy: 'person',
        cameFrom: ticket.progress.cameFrom.slice(0, -1),
        escalated: null,
      },
    },
    { type: 'ticket.returned', payload: { from: ticket.line, to: line, groupId, reason, assigneeId } },
    ...(assigneeId === null ? [] : [given]),
  );
};
