/** "One line up" and "back" said twice within seconds mean one move: a double click, or two colleagues at once (ADR 23). */
import { DomainError } from '../errors.ts';
import type { Circumstances } from './decision.ts';
import type { Move, Ticket } from './ticket.ts';
import { agentOf } from './where.ts';

/** Nobody reads where a ticket stands, and decides to move it on, in less. */
export const SECOND_THOUGHT_SECONDS = 10;

const REFUSALS: { readonly [H in Move['how']]: { readonly name: string; readonly onPurpose: string } } = {
  escalated: {
    name: 'JustEscalated',
    onPurpose: 'To escalate it once more, name the line (toLine) or send If-Match.',
  },
  returned: { name: 'JustReturned', onPurpose: 'To return it once more, send If-Match.' },
};

/** For `progress.moved`: who is moving it now, and to which line. */
export const movedBy = (how: Move['how'], to: Move['to'], { actor, now }: Circumstances): Move => ({
  ...{ how, to, at: now },
  by: actor.kind === 'agent' ? actor.id : null,
});

/**
 * `isMeant`: they name the line, or have seen the last move. Passes where the ticket was moved the other way since, or by
 * hand. Throws JustEscalated, JustReturned.
 */
export const refuseSecond = (
  how: Move['how'],
  { line, progress: { moved } }: Pick<Ticket, 'line' | 'progress'>,
  isMeant: boolean,
  { now, settings }: Pick<Circumstances, 'now' | 'settings'>,
): void => {
  if (isMeant || moved === null || moved.how !== how || moved.to !== line) return;
  if (Date.parse(now) - Date.parse(moved.at) >= SECOND_THOUGHT_SECONDS * 1000) return;
  const { name, onPurpose } = REFUSALS[how];
  const { at, by, to } = moved;
  const who = by === null ? 'a machine' : (agentOf(settings, by)?.name ?? by);
  throw new DomainError(
    name,
    'conflict',
    `The ticket was ${how} to line ${to} a moment ago, by ${who} at ${at}. ${onPurpose}`,
    { extra: { line: to, by, at } },
  );
};
