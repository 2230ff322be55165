import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type MarkedEvent,
  marksAfter,
  marksFrom,
  newMarks,
} from '../../../../lambdas/core/domain/sla/fold.ts';
import type { ClockMarks } from '../../../../lambdas/core/domain/sla/marks.ts';
import { after, CREATED_AT } from '../../builders.ts';
import * as history from './history.ts';

const { asked, commented, detailsRequested, detailsWaived, moved, opened, reopened, solved } = history;

const marks = (...events: MarkedEvent[]): ClockMarks => marksFrom([opened(), ...events]);

describe('the marks of a ticket', () => {
  it('begin with its creation and nothing else', () => {
    expect(marks()).toEqual(newMarks(CREATED_AT));
  });

  it('cannot be rebuilt from half a history', () => {
    expect(() => marksFrom([])).toThrow(RangeError);
    expect(() => marksFrom([commented(1)])).toThrow('begins with ticket.opened');
  });

  it('remember the first and the last public reply of an agent and who wrote it', () => {
    const two = marks(commented(10), commented(20, {}, { kind: 'agent', id: 'agt_2' }));
    expect(two).toMatchObject({
      firstReplyAt: after(10),
      lastReplyAt: after(20),
      publicReplies: 2,
      lastReplyBy: 'agt_2',
    });
  });

  it('credit nobody for a reply that a machine wrote', () => {
    const machine = marks(commented(10), commented(20, {}, { kind: 'machine', id: 'key_1' }));
    expect(machine).toMatchObject({ publicReplies: 2, lastReplyBy: null });
  });

  it.each(['system', 'stranger'])('take no notice of a public comment by the %s', (authorKind) => {
    expect(marks(commented(5), commented(9, { authorKind }))).toEqual(marks(commented(5)));
  });

  it('take no notice of internal notes, thanks and what is not about clocks', () => {
    expect(marks(commented(5, { public: false }))).toEqual(marks());
    expect(marks(commented(5), asked(6, { thanks: true }))).toEqual(marks(commented(5)));
    const closed: MarkedEvent = {
      type: 'ticket.closed',
      payload: { solvedAt: null },
      occurredAt: after(9),
      actor: { kind: 'system', id: null },
    };
    expect(marks(closed)).toEqual(marks());
  });

  it('wait for a next reply from the oldest unanswered comment on, but only after the first reply', () => {
    expect(marks(asked(5)).unansweredSince).toBeNull();
    expect(marks(commented(5), asked(6), asked(9)).unansweredSince).toBe(after(6));
    expect(marks(commented(5), asked(6, { authorKind: 'participant' })).unansweredSince).toBe(after(6));
    expect(marks(commented(5), asked(6), commented(7)).unansweredSince).toBeNull();
    expect(marks(commented(5), asked(6), solved(7)).unansweredSince).toBeNull();
  });

  it('pause while the ticket is pending', () => {
    const pending = marks(moved(5, 'open', 'pending'));
    expect(pending.pauses).toEqual([{ from: after(5), to: null, why: 'pending' }]);
    expect(marksAfter(pending, moved(8, 'pending', 'on-hold')).pauses).toEqual([
      { from: after(5), to: after(8), why: 'pending' },
    ]);
  });

  it('do not pause for on-hold', () => {
    expect(marks(moved(5, 'open', 'on-hold'), moved(6, 'on-hold', 'open')).pauses).toEqual([]);
  });

  it('pause while details are asked for, until they come or are waived', () => {
    const waiting = marks(detailsRequested(5));
    expect(waiting.pauses).toEqual([{ from: after(5), to: null, why: 'details' }]);
    const over = [{ from: after(5), to: after(9), why: 'details' }];
    expect(marksAfter(waiting, moved(9, 'pending', 'open')).pauses).toEqual(over);
    expect(marksAfter(waiting, detailsWaived(9)).pauses).toEqual(over);
    expect(marksAfter(waiting, detailsRequested(9)).pauses).toEqual(waiting.pauses);
    expect(marks(moved(5, 'open', 'pending'), detailsWaived(9)).pauses.at(-1)?.to).toBeNull();
  });

  it('end one pause where another begins', () => {
    expect(marks(detailsRequested(5), solved(9, 'pending')).pauses).toEqual([
      { from: after(5), to: after(9), why: 'details' },
      { from: after(9), to: null, why: 'solved' },
    ]);
  });

  it('go on where they stood when a solved ticket is opened again', () => {
    expect(marks(commented(5), solved(5), reopened(30))).toMatchObject({
      solvedAt: null,
      reopens: 1,
      pauses: [{ from: after(5), to: after(30), why: 'solved' }],
    });
    expect(marks(commented(5), solved(5))).toMatchObject({ solvedAt: after(5), reopens: 0 });
  });

  it('never let a clock that went back make a pause end before it began', () => {
    const odd = marks(moved(10, 'open', 'pending'), moved(8, 'pending', 'open'), detailsRequested(9));
    expect(odd.pauses).toEqual([
      { from: after(10), to: after(10), why: 'pending' },
      { from: after(10), to: null, why: 'details' },
    ]);
  });
});

/** The marks once more, each told from the whole list instead of step by step. */
const naive = (events: readonly MarkedEvent[]): ClockMarks => {
  const replies = events.filter(
    (e) => e.type === 'ticket.commented' && e.payload.public && e.payload.authorKind === 'agent',
  );
  const first = replies[0];
  const last = replies.at(-1);
  const solvings = events.filter((e) => e.type === 'ticket.solved');
  const reopenings = events.filter((e) => e.type === 'ticket.reopened');
  const answered = events.findLastIndex((e) => e === last || e.type === 'ticket.solved');
  const asks = events.filter(
    (e, index) =>
      index > answered &&
      first !== undefined &&
      index > events.indexOf(first) &&
      e.type === 'ticket.commented' &&
      e.payload.authorKind === 'requester' &&
      !e.payload.thanks,
  );
  // What the ticket waits for after each event, as a line of states; pauses are its runs.
  const states: { at: string; why: string | null; fresh: boolean }[] = [];
  for (const e of events) {
    const before = states.at(-1)?.why ?? null;
    const why =
      e.type === 'ticket.solved'
        ? 'solved'
        : e.type === 'ticket.details-requested'
          ? 'details'
          : e.type === 'ticket.status-changed'
            ? e.payload.after === 'pending'
              ? 'pending'
              : null
            : e.type === 'ticket.reopened' || (e.type === 'ticket.details-waived' && before === 'details')
              ? null
              : before;
    states.push({ at: e.occurredAt, why, fresh: why !== before });
  }
  const changes = states.filter(({ fresh }) => fresh);
  return {
    createdAt: events[0]?.occurredAt ?? '',
    firstReplyAt: first?.occurredAt ?? null,
    lastReplyAt: last?.occurredAt ?? null,
    publicReplies: replies.length,
    unansweredSince: asks[0]?.occurredAt ?? null,
    lastReplyBy: last?.actor.id ?? null,
    pauses: changes.flatMap(({ at, why }, index) =>
      why === null ? [] : [{ from: at, to: changes[index + 1]?.at ?? null, why: why as 'solved' }],
    ),
    solvedAt: solvings.length > reopenings.length ? (solvings.at(-1)?.occurredAt ?? null) : null,
    reopens: reopenings.length,
    policies: [],
  };
};

describe('any history', () => {
  it('folds to what a plain reading of the whole list says', () => {
    fc.assert(
      fc.property(history.histories, (events) => {
        expect(marksFrom(events)).toEqual(naive(events));
      }),
    );
  });

  it('leaves pauses in order, apart from each other, only the last one open', () => {
    fc.assert(
      fc.property(history.histories, (events) => {
        const { pauses } = marksFrom(events);
        for (const [index, pause] of pauses.entries()) {
          const next = pauses[index + 1];
          if (pause.to === null) expect(next).toBeUndefined();
          else expect(pause.to >= pause.from).toBe(true);
          if (next !== undefined) expect(next.from >= (pause.to ?? '~')).toBe(true);
        }
      }),
    );
  });
});
