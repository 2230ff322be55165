import { describe, expect, it } from 'vitest';
import { closeTicket } from '../../../../lambdas/core/domain/ticket/close.ts';
import { rate, rateAttempted } from '../../../../lambdas/core/domain/ticket/rate.ts';
import { decideSurvey } from '../../../../lambdas/core/domain/ticket/survey.ts';
import { aTicket, CREATED_AT, circumstances, hoursAfter } from '../../builders.ts';
import { refusal } from './refusal.ts';

const c = circumstances({ by: 'system', now: hoursAfter(24) });
const solved = aTicket({ status: 'solved', satisfaction: { agentId: 'agt_1' } });

describe('deciding about a survey', () => {
  it('offers it, credited to the agent who solved', () => {
    const decision = decideSurvey(solved, true, c);
    expect(decision.after).toMatchObject({
      satisfaction: { status: 'offered', offeredAt: c.now, agentId: 'agt_1' },
      progress: { surveyDecidedFor: CREATED_AT },
    });
    expect(decision.events).toEqual([
      {
        type: 'satisfaction.offered',
        payload: { solvedAt: CREATED_AT, offeredAt: c.now, agentId: 'agt_1', groupId: 'first-line' },
      },
    ]);
  });

  it('puts on record that none is offered', () => {
    const decision = decideSurvey(solved, false, c);
    expect(decision.after).toMatchObject({
      satisfaction: { status: null },
      progress: { surveyDecidedFor: CREATED_AT },
    });
    expect(decision.events).toMatchObject([{ type: 'ticket.changed' }]);
  });

  it('happens once for each resolution, and only for one', () => {
    expect(decideSurvey(decideSurvey(solved, true, c).after, true, c).events).toEqual([]);
    expect(decideSurvey(aTicket(), true, c).events).toEqual([]);
    expect(decideSurvey({ ...solved, solvedAt: null }, true, c).events).toEqual([]);
  });
});

describe('an answer', () => {
  const offered = decideSurvey(solved, true, c).after;
  const answered = circumstances({ by: 'requester', now: hoursAfter(30) });

  it('is kept and may be changed, also on a closed ticket', () => {
    const good = rate({ ...offered, status: 'closed' }, { rating: 'good', comment: null }, answered);
    expect(good.after).toMatchObject({
      status: 'closed',
      satisfaction: { status: 'good', comment: null, ratedAt: answered.now },
    });
    expect(rate(good.after, { rating: 'bad', comment: 'It came back.' }, answered).events).toEqual([
      {
        type: 'satisfaction.rated',
        payload: {
          rating: 'bad',
          before: 'good',
          hasComment: true,
          agentId: 'agt_1',
          offeredAt: c.now,
          groupId: 'first-line',
        },
      },
    ]);
    expect(good.events).toMatchObject([{ payload: { before: null, hasComment: false } }]);
  });

  it('needs a question', () => {
    const attempt = (status: 'withdrawn' | null, offeredAt: string | null) => () =>
      rate(aTicket({ satisfaction: { status, offeredAt } }), { rating: 'good', comment: null }, answered);
    expect(refusal(attempt(null, null))).toMatchObject({ name: 'NothingToRate', kind: 'conflict' });
    expect(refusal(attempt('withdrawn', CREATED_AT))?.name).toBe('NothingToRate');
  });

  it('that does not count is on record and changes nothing', () => {
    const decision = rateAttempted(offered, { rating: 'bad', why: 'too-fast' }, answered);
    expect(decision.after).toBe(offered);
    expect(decision.events).toEqual([
      { type: 'satisfaction.attempted', payload: { rating: 'bad', why: 'too-fast' } },
    ]);
  });
});

describe('closing', () => {
  it('happens when nobody has come back', () => {
    const at = circumstances({ by: 'system', now: hoursAfter(96) });
    const decision = closeTicket(solved, at);
    expect(decision.after).toMatchObject({ status: 'closed', closedAt: at.now, solvedAt: CREATED_AT });
    expect(decision.events).toEqual([{ type: 'ticket.closed', payload: { solvedAt: CREATED_AT } }]);
    expect(closeTicket(decision.after, at).events).toEqual([]);
  });

  it('waits its time, and does not happen to an open ticket', () => {
    expect(refusal(() => closeTicket(solved, c))).toMatchObject({ name: 'NotYetDue', kind: 'conflict' });
    expect(refusal(() => closeTicket(aTicket(), c))?.name).toBe('NotYetDue');
  });
});
