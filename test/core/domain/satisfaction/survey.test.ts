import { describe, expect, it } from 'vitest';
import { surveyKey, surveyWanted } from '../../../../lambdas/core/domain/satisfaction/survey.ts';
import { aTicket, CREATED_AT, type TicketParts } from '../../builders.ts';

const solved = (over: TicketParts = {}) =>
  aTicket({ status: 'solved', marks: { publicReplies: 1 }, ...over });

describe('a survey', () => {
  it('is wanted for what a person answered and solved', () => {
    expect(surveyWanted(solved())).toBe(true);
  });

  it.each([
    ['open again', { status: 'open' }],
    ['closed', { status: 'closed' }],
    ['solved by time', { progress: { autoSolved: true } }],
    ['never answered', { marks: { publicReplies: 0 } }],
    ['spam', { spam: true }],
    ['merged', { mergedInto: 'tkt_2' }],
  ] as const)('is not wanted for a ticket that is %s', (_, over) => {
    expect(surveyWanted(solved(over))).toBe(false);
  });

  it('has a name once it is offered', () => {
    expect(surveyKey(solved())).toBeNull();
    expect(surveyKey(solved({ id: 'tkt_1', satisfaction: { offeredAt: CREATED_AT } }))).toBe(
      `tkt_1@${CREATED_AT}`,
    );
  });
});
