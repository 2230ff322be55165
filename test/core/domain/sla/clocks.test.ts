import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Clock, clocksOf, dueGoingOn, reachesAt } from '../../../../lambdas/core/domain/sla/clocks.ts';
import { type MarkedEvent, marksFrom } from '../../../../lambdas/core/domain/sla/fold.ts';
import type { ClockMarks } from '../../../../lambdas/core/domain/sla/marks.ts';
import { traced } from '../../../../lambdas/core/domain/sla/trace.ts';
import type { Metric } from '../../../../lambdas/core/domain/ticket/words.ts';
import { after, aSettings, aTicket, CREATED_AT } from '../../builders.ts';
import { asked, commented, detailsRequested, histories, moved, opened, reopened, solved } from './history.ts';

const settings = aSettings({
  'sla-policies': [
    {
      id: 'all',
      when: {},
      schedule: 'always',
      targets: { 'first-reply': 60, 'next-reply': 60, resolution: 600, 'periodic-update': 120 },
    },
  ],
});

const clocks = (marks: ClockMarks, now: string): readonly Clock[] =>
  clocksOf(aTicket({ marks }), settings, now);

const clock = (metric: Metric, minutes: number, ...events: MarkedEvent[]): Clock => {
  const found = clocks(marksFrom([opened(), ...events]), after(minutes)).find((one) => one.metric === metric);
  if (found === undefined) throw new Error(`there is no ${metric}`);
  return found;
};

describe('clocks', () => {
  it('exist only for what the policy promises', () => {
    expect(clocksOf(aTicket(), aSettings({ 'sla-policies': [] }), after(1))).toEqual([]);
    const metrics = clocksOf(aTicket(), aSettings(), after(1)).map(({ metric }) => metric);
    expect(metrics).toEqual(['first-reply', 'resolution']);
  });

  it('say what they measure, since when, until when, and by whose promise', () => {
    expect(traced(clock('first-reply', 12))).toEqual({
      metric: 'first-reply',
      policy: 'all',
      timeZone: 'UTC',
      targetMinutes: 60,
      status: 'running',
      startedAt: CREATED_AT,
      dueAt: after(60),
      endedAt: null,
      elapsedMinutes: 12,
      trace: [{ from: CREATED_AT, to: after(12), counted: true, why: 'running around the clock' }],
      key: `first-reply@${CREATED_AT}`,
    });
  });

  it('say what a longer course consisted of', () => {
    const paused = clock('resolution', 90, moved(10, 'open', 'pending'), moved(40, 'pending', 'open'));
    expect(traced(paused).trace).toEqual([
      { from: CREATED_AT, to: after(10), counted: true, why: 'running around the clock' },
      { from: after(10), to: after(40), counted: false, why: 'waiting for the requester' },
      { from: after(40), to: after(90), counted: true, why: 'running around the clock' },
    ]);
  });
});

describe('first-reply', () => {
  it('is met by a reply in time and breached by a late one', () => {
    expect(clock('first-reply', 99, commented(59))).toMatchObject({
      status: 'met',
      endedAt: after(59),
      dueAt: after(60),
      elapsedMinutes: 59,
    });
    expect(clock('first-reply', 99, commented(61))).toMatchObject({ status: 'breached', endedAt: after(61) });
  });

  it('is breached from the moment it is due, while it still runs', () => {
    expect(clock('first-reply', 59.9)).toMatchObject({ status: 'running' });
    expect(clock('first-reply', 60)).toMatchObject({ status: 'breached', dueAt: after(60), endedAt: null });
    expect(clock('first-reply', 500)).toMatchObject({ status: 'breached', dueAt: after(60) });
  });

  it('pauses while details are asked for and not while merely pending', () => {
    expect(clock('first-reply', 30, detailsRequested(10))).toMatchObject({ status: 'paused', dueAt: null });
    expect(clock('first-reply', 30, moved(10, 'open', 'pending'))).toMatchObject({
      status: 'running',
      dueAt: after(60),
    });
    const goesOn = clock('first-reply', 50, detailsRequested(10), moved(40, 'pending', 'open'));
    expect(goesOn).toMatchObject({ status: 'running', dueAt: after(90), elapsedMinutes: 20 });
  });

  it('stays breached when it pauses after its target', () => {
    expect(clock('first-reply', 90, detailsRequested(70))).toMatchObject({
      status: 'breached',
      dueAt: after(60),
      elapsedMinutes: 70,
    });
  });

  it('ends when somebody solves without a word, and goes on when it is reopened', () => {
    expect(clock('first-reply', 90, solved(20))).toMatchObject({ status: 'met', endedAt: after(20) });
    expect(clock('first-reply', 90, solved(20), reopened(80))).toMatchObject({
      status: 'running',
      elapsedMinutes: 30,
      dueAt: after(120),
    });
  });
});

describe('next-reply', () => {
  it('runs from the oldest unanswered comment and is gone when it is answered', () => {
    expect(clock('next-reply', 130, commented(10), asked(100))).toMatchObject({
      status: 'running',
      startedAt: after(100),
      dueAt: after(160),
      key: `next-reply@${after(100)}`,
    });
    expect(() => clock('next-reply', 130, commented(10), asked(100), commented(110))).toThrow();
    expect(() => clock('next-reply', 130, asked(100))).toThrow();
  });

  it('does not pause', () => {
    const pending = clock('next-reply', 130, commented(10), asked(100), moved(110, 'open', 'pending'));
    expect(pending).toMatchObject({ status: 'running', elapsedMinutes: 30 });
  });
});

describe('resolution', () => {
  it('pauses while pending and is met when solved', () => {
    expect(clock('resolution', 90, moved(10, 'open', 'pending'))).toMatchObject({
      status: 'paused',
      dueAt: null,
      elapsedMinutes: 10,
    });
    expect(clock('resolution', 999, solved(300))).toMatchObject({
      status: 'met',
      dueAt: after(600),
      endedAt: after(300),
    });
    expect(clock('resolution', 999, solved(700))).toMatchObject({ status: 'breached', dueAt: after(600) });
  });

  it('goes on after a reopen without what was solved time', () => {
    expect(clock('resolution', 500, solved(100), reopened(400))).toMatchObject({
      status: 'running',
      elapsedMinutes: 200,
      dueAt: after(900),
    });
  });

  it('was solved before an answer from earlier than that is read', () => {
    expect(clock('resolution', 5, moved(10, 'open', 'pending'), moved(20, 'pending', 'open'))).toMatchObject({
      elapsedMinutes: 5,
      status: 'running',
    });
    expect(clock('resolution', 15, moved(10, 'open', 'pending'), moved(20, 'pending', 'open'))).toMatchObject(
      {
        elapsedMinutes: 10,
        status: 'paused',
      },
    );
  });
});

describe('periodic-update', () => {
  it('runs from creation, then from the last reply, then from a reopen, and not while solved', () => {
    expect(clock('periodic-update', 10)).toMatchObject({ startedAt: CREATED_AT, dueAt: after(120) });
    expect(clock('periodic-update', 60, commented(50))).toMatchObject({ dueAt: after(170) });
    expect(() => clock('periodic-update', 60, commented(50), solved(55))).toThrow();
    expect(clock('periodic-update', 999, commented(50), solved(55), reopened(900))).toMatchObject({
      startedAt: after(900),
    });
    const spoken = clock('periodic-update', 999, commented(50), solved(55), reopened(900), commented(950));
    expect(spoken.startedAt).toBe(after(950));
  });
});

describe('when a clock would be due, going on', () => {
  it('is when it is due, and of a paused one later by what it has left', () => {
    expect(dueGoingOn(clock('first-reply', 10), after(10))).toBe(after(60));
    expect(dueGoingOn(clock('first-reply', 30, detailsRequested(10)), after(30))).toBe(after(80));
  });
});

describe('when a clock reaches a share of its target', () => {
  it('is known ahead and afterwards while it runs', () => {
    expect(reachesAt(clock('first-reply', 10), 50)).toBe(after(30));
    expect(reachesAt(clock('first-reply', 40), 50)).toBe(after(30));
    expect(reachesAt(clock('first-reply', 70), 150)).toBe(after(90));
    expect(reachesAt(clock('first-reply', 0), 80)).toBe(after(48));
  });

  it('leaves pauses out', () => {
    const paused = [detailsRequested(10), moved(40, 'pending', 'open')];
    expect(reachesAt(clock('first-reply', 50, ...paused), 50)).toBe(after(60));
  });

  it('is unknown while it is paused and of no interest once it has ended', () => {
    expect(reachesAt(clock('first-reply', 30, detailsRequested(10)), 50)).toBeNull();
    expect(reachesAt(clock('first-reply', 90, detailsRequested(70)), 150)).toBeNull();
    expect(reachesAt(clock('first-reply', 99, commented(20)), 50)).toBeNull();
    expect(reachesAt(clock('first-reply', 99, commented(70)), 150)).toBeNull();
  });
});

const moments = fc.tuple(histories, fc.integer({ min: 0, max: 20_000 }));

describe('any clock at any time', () => {
  it('has a trace without gaps whose counted spans sum to what has elapsed', () => {
    fc.assert(
      fc.property(moments, ([events, minutes]) => {
        for (const one of clocks(marksFrom(events), after(minutes))) {
          let at = one.startedAt;
          let counted = 0;
          for (const span of traced(one).trace) {
            expect(span.from).toBe(at);
            expect(span.to >= span.from).toBe(true);
            if (span.counted) counted += Date.parse(span.to) - Date.parse(span.from);
            at = span.to;
          }
          const end = one.endedAt ?? after(minutes);
          expect(at).toBe(end > one.startedAt ? end : one.startedAt);
          expect(one.elapsedMinutes).toBe(counted / 60_000);
          expect(one.elapsedMinutes).toBeGreaterThanOrEqual(0);
          expect(one.status === 'breached').toBe(one.elapsedMinutes >= one.targetMinutes);
        }
      }),
    );
  });

  it('is never due earlier because it paused', () => {
    fc.assert(
      fc.property(moments, ([events, minutes]) => {
        const marks = marksFrom(events);
        const plain = clocks({ ...marks, pauses: [] }, after(minutes));
        for (const one of clocks(marks, after(minutes))) {
          const without = plain.find(({ metric }) => metric === one.metric);
          if (one.dueAt === null || without?.dueAt == null || one.metric === 'periodic-update') continue;
          expect(one.dueAt >= without.dueAt).toBe(true);
        }
      }),
    );
  });

  it('is due at the same time however late it is looked at, as long as nothing happens', () => {
    fc.assert(
      fc.property(histories, fc.nat(5000), fc.nat(5000), (events, early, late) => {
        const marks = marksFrom(events);
        const last = events.at(-1)?.occurredAt ?? CREATED_AT;
        const [first, second] = [clocks(marks, after(early, last)), clocks(marks, after(early + late, last))];
        expect(second.map(({ key, dueAt }) => [key, dueAt])).toEqual(
          first.map(({ key, dueAt }) => [key, dueAt]),
        );
        expect(second.map((one) => reachesAt(one, 80))).toEqual(first.map((one) => reachesAt(one, 80)));
      }),
    );
  });

  it('reaches all of its target when it is due', () => {
    fc.assert(
      fc.property(moments, ([events, minutes]) => {
        for (const one of clocks(marksFrom(events), after(minutes))) {
          if (one.isRunning) expect(reachesAt(one, 100)).toBe(one.dueAt);
        }
      }),
    );
  });
});
