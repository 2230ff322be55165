import { describe, expect, it } from 'vitest';
import { NEVER, placeOf } from '../../../../lambdas/core/domain/ticket/place.ts';
import { after, aSettings, aTicket, CREATED_AT, hoursAfter, type TicketParts } from '../../builders.ts';

const place = (over: TicketParts, settings = aSettings()) => placeOf(aTicket(over), settings);

describe('the workflow’s place', () => {
  it.each([
    ['end', { status: 'closed', progress: { needsAnalysis: true } }],
    ['end', { spam: true }],
    ['end', { mergedInto: 'tkt_2' }],
    ['analyse', { progress: { needsAnalysis: true, needsRouting: true } }],
    ['ask', { progress: { shouldAskForDetails: true, needsRouting: true } }],
    ['assign', { progress: { needsRouting: true } }],
  ] as const)('is %s at once for %j', (next, over) => {
    expect(place({ ...over, updatedAt: after(3) })).toEqual({ next, wakeAt: after(3) });
  });

  it('waits for the first moment', () => {
    expect(place({})).toEqual({ next: 'await', wakeAt: hoursAfter(4) });
  });

  it('waits without end of its own when nothing is promised', () => {
    expect(place({}, aSettings({ 'sla-policies': [] }))).toEqual({ next: 'await', wakeAt: NEVER });
  });

  it('assigns nothing that is solved', () => {
    expect(place({ status: 'solved', progress: { needsRouting: true } }).next).toBe('survey');
  });

  it('waits, once solved, for the survey and then for the close', () => {
    expect(place({ status: 'solved' })).toEqual({ next: 'survey', wakeAt: hoursAfter(24) });
    expect(place({ status: 'solved', progress: { surveyDecidedFor: CREATED_AT } })).toEqual({
      next: 'rating',
      wakeAt: hoursAfter(96),
    });
  });
});
