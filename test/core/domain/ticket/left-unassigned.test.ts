import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  askForDetails,
  recordAnalysis,
  waiveDetails,
} from '../../../../lambdas/core/domain/ticket/analysis.ts';
import { assignTo, escalate, handBack, returnToLine } from '../../../../lambdas/core/domain/ticket/assign.ts';
import { changeFields, type FieldsChange } from '../../../../lambdas/core/domain/ticket/change.ts';
import { addComment } from '../../../../lambdas/core/domain/ticket/comment.ts';
import type { Decision } from '../../../../lambdas/core/domain/ticket/decision.ts';
import { isRoutingDue, isWaitingForSomebody } from '../../../../lambdas/core/domain/ticket/routing-due.ts';
import type { Ticket } from '../../../../lambdas/core/domain/ticket/ticket.ts';
import { analyse } from '../../../../lambdas/core/domain/triage/analyse.ts';
import { aComment, after, anAgent, aTicket, circumstances } from '../../builders.ts';

const c = circumstances();
const bySystem = circumstances({ by: 'system' });
const later = after(30 * 24 * 60);
const isLookedFor = (ticket: Ticket): boolean => isRoutingDue(ticket, later) || isWaitingForSomebody(ticket);

const had = aTicket({ category: 'bug', status: 'open', assigneeId: 'agt_1', missingDetails: ['version'] });
const left: Ticket = assignTo(had, { assigneeId: null, reason: 'taken back by hand' }, c).after;

const change = (fields: FieldsChange) => (ticket: Ticket) => changeFields(ticket, fields, c);
const analysed = (text: string) => (ticket: Ticket) =>
  recordAnalysis(ticket, analyse(ticket, [{ where: 'description', text }], c.settings, c.now, 0), bySystem);

type Step = (ticket: Ticket) => Decision;
const step: fc.Arbitrary<Step> = fc.constantFrom<Step[]>(
  change({ details: { version: '5.2' } }),
  change({ details: { version: '' } }),
  change({ category: 'other' }),
  change({ category: 'bug' }),
  change({ priority: 'urgent' }),
  change({ priority: 'low', product: 'mobile', tags: ['vip'] }),
  change({ status: 'solved' }),
  change({ status: 'open' }),
  change({ status: 'on-hold' }),
  change({ line: 1, groupId: 'first-line' }),
  analysed('It crashed.'),
  analysed('Version 5.2, steps: press export'),
  (ticket) => askForDetails(ticket, aComment({ by: 'system' }), bySystem),
  (ticket) => waiveDetails(ticket, 'time', bySystem),
  (ticket) => addComment(ticket, { comment: aComment() }, circumstances({ by: 'requester' })),
  (ticket) => addComment(ticket, { comment: aComment({ by: 'agent' }) }, c),
);

/** What cannot be done to a ticket as it is does not happen. */
const taking = (ticket: Ticket, next: Step): Ticket => {
  try {
    return next(ticket).after;
  } catch {
    return ticket;
  }
};

describe('a ticket that a person has left with nobody', () => {
  it('is given to nobody by routing, whatever is corrected, answered and analysed', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        for (let at = 0, ticket = left; at < steps.length; at += 1) {
          const next = steps[at];
          if (next !== undefined) ticket = taking(ticket, next);
          expect(ticket.assigneeId).toBeNull();
          expect(isLookedFor(ticket)).toBe(false);
        }
      }),
    );
  });

  const up = (ticket: Ticket): Ticket => escalate(ticket, { reason: 'hard' }, c).after;
  it.each<[string, (ticket: Ticket) => Ticket]>([
    ['moved to another line', (ticket) => change({ line: 2 })(ticket).after],
    ['moved to another group', (ticket) => change({ groupId: 'billing' })(ticket).after],
    ['moved by a corrected category', (ticket) => change({ category: 'payments' })(ticket).after],
    ['escalated', up],
    [
      'returned',
      (ticket) => {
        const above = assignTo(up(ticket), { assigneeId: null, reason: 'taken back by hand' }, c).after;
        expect(isLookedFor(above)).toBe(false);
        return returnToLine(above, { reason: 'easy' }, c).after;
      },
    ],
    [
      'handed back by whoever got it since',
      (ticket) => {
        const agent = anAgent({ awayUntil: after(600) });
        const given = assignTo(
          ticket,
          { assigneeId: agent.id, reason: 'by hand' },
          { ...c, now: after(-600) },
        );
        return handBack(
          { ...given.after, progress: { ...given.after.progress, givenDespite: null } },
          { agent, reason: 'away' },
          c.now,
        ).after;
      },
    ],
    [
      'put to routing, which finds nobody yet',
      (ticket) => {
        const routeAgain = { at: after(60), tries: 1 };
        return assignTo(ticket, { assigneeId: null, reason: 'nobody is free', routeAgain }, c).after;
      },
    ],
  ])('has somebody looked for again once it is %s', (_how, how) => {
    expect(isLookedFor(how(left))).toBe(true);
  });

  it('is so by a change or a macro as well, unless that names somebody', () => {
    expect(change({ assigneeId: null, tags: ['vip'] })(had).after.progress.leftUnassigned).toBe(true);
    expect(change({ assigneeId: null, line: 2 })(had).after.progress.leftUnassigned).toBe(true);
    expect(change({ assigneeId: 'agt_1' })(left).after.progress.leftUnassigned).toBe(false);
    expect(change({ assigneeId: 'agt_2', line: 2 })(left).after.progress.leftUnassigned).toBe(false);
  });
});
