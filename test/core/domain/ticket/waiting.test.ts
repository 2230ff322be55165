import { describe, expect, it } from 'vitest';
import type { Ticket } from '../../../../lambdas/core/domain/ticket/ticket.ts';
import { waitingSince, waitNoted } from '../../../../lambdas/core/domain/ticket/waiting.ts';
import { after, aTicket, CREATED_AT, hoursAfter, type TicketParts } from '../../builders.ts';

const answered = { firstReplyAt: after(10), lastReplyAt: after(10), publicReplies: 1 };
const asked: TicketParts = { status: 'open', marks: { ...answered, unansweredSince: after(30) } };
const pause = (why: 'pending' | 'details' | 'solved', to: string | null) => ({ from: after(5), to, why });

describe('a requester waits', () => {
  it.each<[string, TicketParts, string | null]>([
    ['from the opening', {}, CREATED_AT],
    [
      'whatever an agent who says nothing sets it to',
      { marks: { pauses: [pause('pending', null)] } },
      CREATED_AT,
    ],
    ['from their oldest unanswered comment', asked, after(30)],
    ['from the details on', { marks: { pauses: [pause('details', hoursAfter(9))] } }, hoursAfter(9)],
    [
      'anew when it is opened again without an answer',
      { marks: { pauses: [pause('solved', after(70))] } },
      after(70),
    ],
    ['no longer once they have an answer', { marks: answered }, null],
    [
      'not while details are awaited',
      { status: 'pending', marks: { pauses: [pause('details', null)] } },
      null,
    ],
    ['not for what is solved', { status: 'solved', marks: { solvedAt: after(20) } }, null],
    ['not for what is closed', { status: 'closed', marks: { solvedAt: after(20) } }, null],
    ['not for spam', { spam: true }, null],
    ['not for what was merged', { mergedInto: 'tkt_01JBN0000000000000000000AB' }, null],
  ])('%s', (_how, parts, since) => {
    expect(waitingSince(aTicket(parts))).toBe(since);
  });
});

describe('a change says', () => {
  const solved: TicketParts = { status: 'solved', marks: { solvedAt: after(40) } };
  const begun = (waitingSince: string) => ({ waiting: 'begun', waitingSince, groupId: 'first-line' });
  it.each<[string, Ticket | null, TicketParts, object | null]>([
    ['that the wait has begun', null, {}, begun(CREATED_AT)],
    ['nothing of what was over when it came', null, solved, null],
    ['nothing while the wait goes on', aTicket(), { groupId: 'billing' }, null],
    ['that the next wait has begun', aTicket({ marks: answered }), asked, begun(after(30))],
    [
      'that there is an answer, and by which group',
      aTicket(),
      { groupId: 'billing', marks: answered },
      { waiting: 'answered', waitingSince: CREATED_AT, groupId: 'billing' },
    ],
    [
      'that nobody waits any more, without an answer',
      aTicket(),
      solved,
      { waiting: 'dropped', waitingSince: CREATED_AT, groupId: 'first-line' },
    ],
    ['that the same wait goes on when spam is taken back', aTicket({ spam: true }), {}, begun(CREATED_AT)],
  ])('%s', (_what, before, after, note) => {
    expect(waitNoted(before, aTicket(after))).toEqual(note);
  });
});
