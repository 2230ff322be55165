import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { marksFrom } from '../../../../lambdas/core/domain/sla/fold.ts';
import { promisesOf, urgentAtOf } from '../../../../lambdas/core/domain/sla/promises.ts';
import { after, aSettings, aTicket } from '../../builders.ts';
import { asked, commented, detailsRequested, histories, moved, opened, solved } from './history.ts';

const settings = aSettings();
const promised = (...events: Parameters<typeof marksFrom>[0]) =>
  promisesOf(aTicket({ marks: marksFrom([opened(), ...events]) }), settings);

const NOTHING = { firstReplyAt: null, nextReplyAt: null, resolutionAt: null, expectedFixAt: null };

describe('the promises of a ticket', () => {
  it('are a first reply and a resolution at first', () => {
    expect(promised()).toEqual({ ...NOTHING, firstReplyAt: after(480), resolutionAt: after(2880) });
  });

  it('are kept by a reply, and made again by the next question', () => {
    expect(promised(commented(10))).toMatchObject({ firstReplyAt: null, nextReplyAt: null });
    expect(promised(commented(10), asked(20))).toMatchObject({ nextReplyAt: after(500) });
  });

  it('are not made while clocks pause', () => {
    expect(promised(detailsRequested(5))).toEqual(NOTHING);
    expect(promised(commented(10), moved(20, 'open', 'pending'))).toEqual(NOTHING);
    expect(promised(commented(10), solved(20))).toEqual(NOTHING);
  });

  it('are none without a policy, and for spam, merged and closed tickets', () => {
    expect(promisesOf(aTicket(), aSettings({ 'sla-policies': [] }))).toEqual(NOTHING);
    for (const ticket of [
      aTicket({ spam: true }),
      aTicket({ mergedInto: 'tkt_2' }),
      aTicket({ status: 'closed' }),
    ]) {
      expect(promisesOf(ticket, settings)).toEqual(NOTHING);
      expect(urgentAtOf({ ...NOTHING, firstReplyAt: after(1) }, ticket)).toBeNull();
    }
  });

  it('keep the time of the fix that a person named', () => {
    const ticket = aTicket({ promises: { expectedFixAt: after(9999) } });
    expect(promisesOf(ticket, settings).expectedFixAt).toBe(after(9999));
  });

  it('that passed unmet stay the time that had been promised', () => {
    expect(promised(commented(10), asked(20), asked(5000)).nextReplyAt).toBe(after(500));
  });
});

describe('the urgency of a ticket', () => {
  it('is its earliest unmet promise, whatever fix is expected', () => {
    const promises = { ...NOTHING, resolutionAt: after(9), nextReplyAt: after(3), expectedFixAt: after(1) };
    expect(urgentAtOf(promises, aTicket())).toBe(after(3));
    expect(urgentAtOf({ ...NOTHING, expectedFixAt: after(1) }, aTicket())).toBeNull();
  });

  it('never is a time before the ticket was opened', () => {
    fc.assert(
      fc.property(histories, (events) => {
        const ticket = aTicket({ marks: marksFrom(events) });
        const urgentAt = urgentAtOf(promisesOf(ticket, settings), ticket);
        expect(urgentAt === null || urgentAt > ticket.createdAt).toBe(true);
      }),
    );
  });
});
