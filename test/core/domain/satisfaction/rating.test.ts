import { describe, expect, it } from 'vitest';
import { type RatingAttempt, ratingVerdict } from '../../../../lambdas/core/domain/satisfaction/rating.ts';
import { surveyKey } from '../../../../lambdas/core/domain/satisfaction/survey.ts';
import { after, aTicket, hoursAfter, type TicketParts } from '../../builders.ts';

const offered = (over: TicketParts['satisfaction'] = {}, more: TicketParts = {}) =>
  aTicket({ status: 'solved', ...more, satisfaction: { status: 'offered', offeredAt: after(0), ...over } });

const verdict = (over: Partial<RatingAttempt> = {}) => {
  const ticket = over.ticket ?? offered();
  return ratingVerdict({
    ticket,
    shownAt: after(60),
    now: after(61),
    nonceFor: surveyKey(ticket),
    confirmed: false,
    settings: { desk: { ratingDays: 14 } },
    ...over,
  });
};

describe('an answer to a survey', () => {
  it('counts when a person had time to look', () => {
    expect(verdict()).toBe('counts');
    expect(verdict({ now: after(60 + 2 / 60) })).toBe('counts');
  });

  it('counts again when it is changed, and on a closed ticket', () => {
    expect(verdict({ ticket: offered({ status: 'bad' }) })).toBe('counts');
    expect(verdict({ ticket: offered({ status: 'good' }, { status: 'closed' }) })).toBe('counts');
  });

  it('does not count within two seconds of the page view until it is confirmed', () => {
    const fast = { now: after(60 + 1.9 / 60) };
    expect(verdict(fast)).toBe('too-fast');
    expect(verdict({ ...fast, confirmed: true })).toBe('counts');
  });

  it('does not count with a nonce of another survey, none, or an old one', () => {
    expect(verdict({ nonceFor: 'tkt_1@2020-01-01T00:00:00.000Z' })).toBe('nonce');
    expect(verdict({ nonceFor: null, confirmed: true })).toBe('nonce');
    expect(verdict({ now: after(120) })).toBe('counts');
    expect(verdict({ now: after(120.1) })).toBe('nonce');
  });

  it('counts for fourteen days after the offer', () => {
    const day = 24;
    expect(verdict({ shownAt: hoursAfter(14 * day - 0.5), now: hoursAfter(14 * day) })).toBe('counts');
    expect(verdict({ shownAt: hoursAfter(14 * day), now: hoursAfter(14 * day + 0.1) })).toBe('over');
  });

  it('needs a survey that was offered and not withdrawn', () => {
    expect(verdict({ ticket: aTicket() })).toBe('not-offered');
    expect(verdict({ ticket: offered({ offeredAt: null }) })).toBe('not-offered');
    expect(verdict({ ticket: offered({ status: 'withdrawn' }) })).toBe('withdrawn');
  });
});
