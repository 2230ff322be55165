import { describe, expect, it } from 'vitest';
import { escalate, returnToLine } from '../../../../lambdas/core/domain/ticket/assign.ts';
import { changeFields } from '../../../../lambdas/core/domain/ticket/change.ts';
import type { Actor } from '../../../../lambdas/core/domain/ticket/events.ts';
import type { Ticket } from '../../../../lambdas/core/domain/ticket/ticket.ts';
import { aTicket, CREATED_AT, circumstances } from '../../builders.ts';
import { refusal } from './refusal.ts';

const at = (seconds: number, actor?: Actor) =>
  circumstances({
    now: new Date(Date.parse(CREATED_AT) + seconds * 1000).toISOString(),
    ...(actor === undefined ? {} : { actor }),
  });

const reason = 'needs a developer';
const up = (ticket: Ticket, seconds: number, more: object = {}): Ticket =>
  escalate(ticket, { reason, ...more }, at(seconds)).after;
const back = (ticket: Ticket, seconds: number, more: object = {}): Ticket =>
  returnToLine(ticket, { reason, ...more }, at(seconds)).after;
const byHand = (ticket: Ticket, line: 1 | 2 | 3, seconds: number): Ticket =>
  changeFields(ticket, { line }, at(seconds)).after;

const onLine1 = aTicket();
const onLine2 = up(onLine1, 0);
const onLine3 = up(onLine2, 60);
const backOn2 = back(onLine3, 100);

describe('a ticket that is moved the same way twice', () => {
  it.each<[string, () => Ticket, string | number]>([
    ['escalated again at once', () => up(onLine2, 0), 'JustEscalated'],
    ['escalated again after 9.9 s', () => up(onLine2, 9.9), 'JustEscalated'],
    ['escalated again after 10 s', () => up(onLine2, 10), 3],
    ['escalated to a line by name', () => up(onLine2, 1, { toLine: 3 }), 3],
    ['escalated again by somebody who saw it', () => up(onLine2, 1, { hasSeenLast: true }), 3],
    ['escalated again at the top', () => up(onLine3, 61), 'JustEscalated'],
    ['escalated again at the top, later', () => up(onLine3, 90), 'TopLine'],
    ['taken back at once', () => back(onLine2, 1), 1],
    ['returned again at once', () => back(backOn2, 100), 'JustReturned'],
    ['returned again after 10 s', () => back(backOn2, 110), 1],
    ['returned again by somebody who saw it', () => back(backOn2, 101, { hasSeenLast: true }), 1],
    ['returned again where there is nothing to return to', () => back(back(onLine2, 1), 2), 'JustReturned'],
    ['escalated again after it was returned', () => up(backOn2, 101), 3],
    ['escalated after it was put back by hand', () => up(byHand(onLine2, 1, 1), 2), 2],
    ['escalated after it was moved up by hand', () => up(byHand(onLine1, 2, 1), 2), 3],
  ])('%s', (_what, move, becomes) => {
    if (typeof becomes === 'number') expect(move().line).toBe(becomes);
    else expect(refusal(move)).toMatchObject({ name: becomes, kind: 'conflict' });
  });

  it.each<[Actor, string, string | null]>([
    [{ kind: 'agent', id: 'agt_1' }, 'Anna Berg', 'agt_1'],
    [{ kind: 'agent', id: 'agt_gone' }, 'agt_gone', 'agt_gone'],
    [{ kind: 'machine', id: 'key_1' }, 'a machine', null],
  ])('is refused with who moved it, where, when, and what to do: %j', (actor, who, by) => {
    const moved = escalate(onLine1, { reason }, at(0, actor)).after;
    expect(() => up(moved, 3)).toThrow(
      expect.objectContaining({
        message: `The ticket was escalated to line 2 a moment ago, by ${who} at ${CREATED_AT}. To escalate it once more, name the line (toLine) or send If-Match.`,
        extra: { line: 2, by, at: CREATED_AT },
      }),
    );
    expect(() => back(backOn2, 101)).toThrow(/returned to line 2 .*To return it once more, send If-Match/);
  });
});
