import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type SameDayRow,
  sameDayRows,
  type WaitFact,
} from '../../../../lambdas/core/domain/figures/same-day.ts';
import { workingDayAt } from '../../../../lambdas/core/domain/people/working-day.ts';
import { workingTimeOf } from '../../../../lambdas/core/domain/sla/working-time.ts';
import { aSchedule } from '../sla/hours.ts';

/** Weekdays from nine to five in Berlin, an hour ahead of UTC. */
const hours = workingTimeOf(aSchedule());
const dayAt = (instant: string) => workingDayAt(hours, 'Europe/Berlin', instant);

const wait = (since: string, answeredAt: string | null = null, over: Partial<WaitFact> = {}): WaitFact => ({
  since: `2026-11-${since}:00.000Z`,
  answeredAt: answeredAt === null ? null : `2026-11-${answeredAt}:00.000Z`,
  dropped: false,
  groupId: 'support',
  ...over,
});

const rows = (facts: readonly WaitFact[], over: { from?: string; to?: string; group?: string } = {}) =>
  sameDayRows(facts, {
    from: over.from ?? '2026-11-01',
    to: over.to ?? '2026-11-30',
    group: over.group ?? null,
    dayAt,
  });

const row = (date: string, group: string | null, answered: number, due: number): SameDayRow => ({
  date: `2026-11-${date}`,
  group,
  answered,
  due,
  share: answered / due,
});

describe('answered within the same working day', () => {
  it('is what was answered before the day ended, of what came before it ended', () => {
    const monday = [
      wait('02T08:30', '02T15:59'),
      wait('02T15:59', '02T16:00'),
      wait('02T10:00', '03T09:00'),
      wait('02T11:00'),
      wait('02T12:00', null, { dropped: true }),
    ];
    expect(rows(monday)).toEqual([row('02', null, 1, 4), row('02', 'support', 1, 4)]);
  });

  it('counts what comes out of hours on the next working day, also when it is answered before that begins', () => {
    const weekend = [
      wait('06T16:00', '09T08:30'),
      wait('07T12:00', '07T13:00'),
      wait('09T07:00', '09T16:30'),
    ];
    expect(rows(weekend)).toEqual([row('09', null, 2, 3), row('09', 'support', 2, 3)]);
  });

  it('is told for each group and all together, or for one', () => {
    const both = [wait('02T09:00', '02T10:00'), wait('02T09:30', null, { groupId: 'billing' })];
    expect(rows(both)).toEqual([
      row('02', null, 1, 2),
      row('02', 'billing', 0, 1),
      row('02', 'support', 1, 1),
    ]);
    expect(rows(both, { group: 'billing' })).toEqual([row('02', 'billing', 0, 1)]);
  });

  it('is told for the days that are asked for', () => {
    const week = ['02', '03', '04', '05'].map((day) => wait(`${day}T09:00`));
    const dates = rows(week, { from: '2026-11-03', to: '2026-11-04', group: 'support' }).map(
      ({ date }) => date,
    );
    expect(dates).toEqual(['2026-11-03', '2026-11-04']);
    expect(rows([])).toEqual([]);
  });

  it('equals judging each message for itself, in whatever order they are read', () => {
    const instant = fc
      .integer({ min: 0, max: 20 * 1440 })
      .map((minute) => new Date(Date.UTC(2026, 10, 1) + minute * 60_000).toISOString());
    const fact = fc.record({
      since: instant,
      answeredAt: fc.option(instant),
      dropped: fc.boolean(),
      groupId: fc.constantFrom('support', 'billing'),
    });
    fc.assert(
      fc.property(fc.array(fact, { maxLength: 40 }), (facts) => {
        const found = rows(facts, { from: '2026-11-02', to: '2026-11-13' });
        const expected = new Map<string, [number, number]>();
        for (const { since, answeredAt, dropped, groupId } of facts) {
          const { date, endsAt } = dayAt(since);
          if (dropped || date < '2026-11-02' || date > '2026-11-13') continue;
          for (const group of [null, groupId]) {
            const [answered, due] = expected.get(`${date} ${group}`) ?? [0, 0];
            const isAnswered = answeredAt !== null && answeredAt < endsAt;
            expected.set(`${date} ${group}`, [answered + Number(isAnswered), due + 1]);
          }
        }
        expect(
          new Map(found.map(({ date, group, answered, due }) => [`${date} ${group}`, [answered, due]])),
        ).toEqual(expected);
        expect(rows([...facts].reverse(), { from: '2026-11-02', to: '2026-11-13' })).toEqual(found);
      }),
    );
  });
});
