import { describe, expect, it } from 'vitest';
import type { Pause } from '../../../../lambdas/core/domain/sla/marks.ts';
import {
  countedBy,
  filledAt,
  isPausedAt,
  type Stretch,
  spansOf,
  stretchesOf,
} from '../../../../lambdas/core/domain/sla/stretches.ts';
import { AROUND_THE_CLOCK, workingTimeOf } from '../../../../lambdas/core/domain/sla/working-time.ts';
import { after, CREATED_AT } from '../../builders.ts';
import { aSchedule, MINUTE } from './hours.ts';

const instant = (minutes: number): number => Date.parse(after(minutes));

const always = [{ from: instant(0), hours: AROUND_THE_CLOCK }];
const course = (...pauses: readonly Pause[]): readonly Stretch[] => stretchesOf(CREATED_AT, pauses, always);

const shown = (stretches: readonly Stretch[], minutes: number) =>
  spansOf(stretches, instant(minutes)).map(({ from, to, counted, why }) => [
    (from - instant(0)) / MINUTE,
    (to - instant(0)) / MINUTE,
    counted,
    why,
  ]);

describe('a course', () => {
  it('leaves out what was over before the beginning and what begins after the end', () => {
    const stretches = stretchesOf(
      after(10),
      [
        { from: after(1), to: after(5), why: 'pending' },
        { from: after(90), to: null, why: 'solved' },
      ],
      always,
    );
    expect(shown(stretches, 60)).toEqual([[10, 60, true, 'running around the clock']]);
  });

  it('begins within a pause that began before', () => {
    const stretches = stretchesOf(after(10), [{ from: after(5), to: after(20), why: 'details' }], always);
    expect(shown(stretches, 60)).toEqual([
      [10, 20, false, 'waiting for details from the requester'],
      [20, 60, true, 'running around the clock'],
    ]);
    expect(countedBy(stretches, instant(60))).toBe(40 * MINUTE);
  });

  it('is one empty span when nothing of it has passed', () => {
    expect(shown(course(), 0)).toEqual([[0, 0, true, 'running around the clock']]);
    const paused = course({ from: after(0), to: null, why: 'solved' });
    expect(shown(paused, 0)).toEqual([[0, 0, false, 'solved']]);
  });

  it('takes no notice of a pause that took no time', () => {
    const stretches = course({ from: after(10), to: after(10), why: 'pending' });
    expect(shown(stretches, 20)).toEqual([[0, 20, true, 'running around the clock']]);
  });

  it('is full in the stretch in which the amount is reached, or never', () => {
    const stretches = course({ from: after(10), to: after(30), why: 'pending' });
    expect(filledAt(stretches, 5 * MINUTE)).toBe(instant(5));
    expect(filledAt(stretches, 10 * MINUTE)).toBe(instant(10));
    expect(filledAt(stretches, 15 * MINUTE)).toBe(instant(35));
    expect(filledAt(course({ from: after(10), to: null, why: 'solved' }), 11 * MINUTE)).toBeNull();
  });

  it('is paused from the beginning of a pause to just before its end', () => {
    const stretches = course({ from: after(10), to: after(30), why: 'pending' });
    expect([9, 10, 29, 30].map((minutes) => isPausedAt(stretches, instant(minutes)))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('is counted by the hours of each period, by those of the first also before it', () => {
    const office = workingTimeOf(aSchedule({ timeZone: 'UTC' }));
    const stretches = stretchesOf(
      CREATED_AT,
      [{ from: after(700), to: after(720), why: 'pending' }],
      [
        { from: instant(30), hours: office },
        { from: instant(600), hours: AROUND_THE_CLOCK },
      ],
    );
    expect(shown(stretches, 800)).toEqual([
      [0, 480, true, 'within the schedule'],
      [480, 600, false, 'outside the schedule'],
      [600, 700, true, 'running around the clock'],
      [700, 720, false, 'waiting for the requester'],
      [720, 800, true, 'running around the clock'],
    ]);
    expect(filledAt(stretches, 500 * MINUTE)).toBe(instant(620));
  });
});
