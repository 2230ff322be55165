/** What is true of every clock, whatever the schedules, the policies that came and went, and the history. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Schedule, Settings, SlaPolicy } from '../../../../lambdas/core/domain/settings/schemas.ts';
import { type Clock, clocksOf, reachesAt } from '../../../../lambdas/core/domain/sla/clocks.ts';
import { type MarkedEvent, marksFrom } from '../../../../lambdas/core/domain/sla/fold.ts';
import type { ClockMarks, PauseReason } from '../../../../lambdas/core/domain/sla/marks.ts';
import { traced } from '../../../../lambdas/core/domain/sla/trace.ts';
import type { Ticket } from '../../../../lambdas/core/domain/ticket/ticket.ts';
import type { Metric } from '../../../../lambdas/core/domain/ticket/words.ts';
import { after, aSettings, aTicket, CREATED_AT } from '../../builders.ts';
import { asked, commented, histories, moved, opened, reopened, solved } from './history.ts';
import { MINUTE, schedules, wallClock } from './hours.ts';

const METRICS = ['first-reply', 'next-reply', 'resolution', 'periodic-update'] as const;

/** A ticket under up to three policies, each with a schedule of its own, the last one present. */
interface Story {
  readonly ticket: Ticket;
  readonly settings: Settings;
  /** By what minute of the ticket's life each schedule applied. */
  readonly applied: readonly (readonly [from: number, schedule: Schedule])[];
  readonly events: readonly MarkedEvent[];
}

const withTarget = (settings: Settings, target: number): Settings => {
  const targets = Object.fromEntries(METRICS.map((metric) => [metric, target]));
  const [policy] = settings['sla-policies'];
  return { ...settings, 'sla-policies': [{ ...(policy as SlaPolicy), targets }] };
};

const stories: fc.Arbitrary<Story> = fc
  .record({
    events: histories,
    hours: fc.array(fc.tuple(fc.integer({ min: 1, max: 4000 }), schedules), { minLength: 1, maxLength: 3 }),
    target: fc.integer({ min: 1, max: 3000 }),
  })
  .map(({ events, hours, target }) => {
    const applied = hours
      .toSorted(([one], [other]) => one - other)
      .map(
        ([from, schedule], index) => [index === 0 ? 0 : from, { ...schedule, id: `hours-${index}` }] as const,
      );
    const present = `hours-${applied.length - 1}`;
    const policies = applied.map(([from, { id }]) => ({ from: after(from), policy: id, schedule: id }));
    return {
      events,
      applied,
      ticket: aTicket({ marks: { ...marksFrom(events), policies } }),
      settings: withTarget(
        aSettings({
          schedules: applied.map(([, schedule]) => schedule),
          'sla-policies': [{ id: present, when: {}, schedule: present, targets: {} }],
        }),
        target,
      ),
    };
  });

const PAUSED_BY: Readonly<Record<Metric, readonly PauseReason[]>> = {
  'first-reply': ['details', 'solved'],
  'next-reply': [],
  resolution: ['pending', 'details', 'solved'],
  'periodic-update': [],
};

/** Minutes of a clock's course that count, one by one. */
const byMinute = ({ ticket, applied }: Story, { metric, startedAt, endedAt }: Clock, now: string): number => {
  const works = applied.map(([from, schedule]) => [from, wallClock(schedule)] as const);
  const pauses = ticket.marks.pauses.filter(({ why }) => PAUSED_BY[metric].includes(why));
  let counted = 0;
  for (let at = Date.parse(startedAt); at < Date.parse(endedAt ?? now); at += MINUTE) {
    const age = (at - Date.parse(CREATED_AT)) / MINUTE;
    const time = new Date(at).toISOString();
    if (pauses.some(({ from, to }) => from <= time && (to === null || time < to))) continue;
    if (works.findLast(([from]) => from <= age)?.[1](at) === true) counted += 1;
  }
  return counted;
};

const dueTimes = (ticket: Ticket, settings: Settings, now: string): ReadonlyMap<Metric, string | null> =>
  new Map(clocksOf(ticket, settings, now).map(({ metric, dueAt }) => [metric, dueAt]));

const lastOf = ({ events }: Story): string => events.at(-1)?.occurredAt ?? CREATED_AT;

describe('any clock under any policies', () => {
  it('counts what counting minute by minute counts, and its trace sums to that without a gap', () => {
    fc.assert(
      fc.property(stories, fc.integer({ min: 0, max: 5000 }), (story, minutes) => {
        const now = after(minutes);
        for (const clock of clocksOf(story.ticket, story.settings, now)) {
          expect(clock.elapsedMinutes).toBe(byMinute(story, clock, now));
          let at = clock.startedAt;
          let sum = 0;
          for (const { from, to, counted } of traced(clock).trace) {
            expect(from).toBe(at);
            if (counted) sum += Date.parse(to) - Date.parse(from);
            at = to;
          }
          const end = clock.endedAt ?? now;
          expect(at).toBe(end > clock.startedAt ? end : clock.startedAt);
          expect(sum / MINUTE).toBe(clock.elapsedMinutes);
          expect(clock.status === 'breached').toBe(clock.elapsedMinutes >= clock.targetMinutes);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('is due at the very millisecond at which its target is full', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const { ticket, settings } = story;
        for (const { metric, dueAt, isRunning, targetMinutes } of clocksOf(ticket, settings, lastOf(story))) {
          if (!isRunning || dueAt === null || dueAt <= lastOf(story)) continue;
          const at = (by: number): Clock | undefined =>
            clocksOf(ticket, settings, new Date(Date.parse(dueAt) + by).toISOString()).find(
              (one) => one.metric === metric,
            );
          expect(at(0)).toMatchObject({ elapsedMinutes: targetMinutes, status: 'breached', dueAt });
          expect(at(-1)).toMatchObject({ status: 'running', dueAt });
          expect(at(0)?.elapsedMinutes).toBeGreaterThan(at(-1)?.elapsedMinutes ?? Number.NaN);
        }
      }),
    );
  });

  it('is never due earlier because it paused', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const { ticket, settings } = story;
        const unpaused = { ...ticket, marks: { ...ticket.marks, pauses: [] } };
        const without = dueTimes(unpaused, settings, lastOf(story));
        for (const [metric, dueAt] of dueTimes(ticket, settings, lastOf(story))) {
          if (metric === 'periodic-update' || dueAt === null) continue;
          expect(dueAt >= (without.get(metric) ?? '')).toBe(true);
        }
      }),
    );
  });

  it('is never due earlier for a longer target, nor reminded of it later than due', () => {
    fc.assert(
      fc.property(stories, fc.integer({ min: 1, max: 3000 }), fc.nat(3000), (story, target, more) => {
        const [short, long] = [target, target + more].map((one) => withTarget(story.settings, one)) as [
          Settings,
          Settings,
        ];
        const longer = dueTimes(story.ticket, long, lastOf(story));
        for (const clock of clocksOf(story.ticket, short, lastOf(story))) {
          const dueAt = longer.get(clock.metric);
          if (clock.dueAt === null) expect(dueAt).toBeNull();
          else if (dueAt != null) expect(dueAt >= clock.dueAt).toBe(true);
          const [half, most] = [reachesAt(clock, 50), reachesAt(clock, 80)];
          if (half === null || most === null || clock.dueAt === null) continue;
          expect([half <= most, most <= clock.dueAt]).toEqual([true, true]);
        }
      }),
    );
  });

  it('keeps what has elapsed when the ticket comes under another policy', () => {
    fc.assert(
      fc.property(stories, schedules, fc.integer({ min: 0, max: 5000 }), (story, schedule, minutes) => {
        const now = after(minutes, lastOf(story));
        const { ticket, settings } = story;
        const changed = { ...schedule, id: 'new' };
        const policies = [...ticket.marks.policies, { from: now, policy: 'new', schedule: 'new' }];
        const elapsed = (one: Ticket, under: Settings) =>
          clocksOf(one, under, now).map(({ key, elapsedMinutes }) => [key, elapsedMinutes]);
        const newSettings = withTarget(
          {
            ...settings,
            schedules: [...settings.schedules, changed],
            'sla-policies': [{ id: 'new', when: {}, schedule: 'new', targets: {} }],
          },
          60,
        );
        const changedTicket: Ticket = { ...ticket, marks: { ...ticket.marks, policies } };
        expect(elapsed(changedTicket, newSettings)).toEqual(elapsed(ticket, settings));
      }),
    );
  });
});

/** What one change says at once. */
const together: fc.Arbitrary<readonly MarkedEvent[]> = fc.constantFrom(
  [commented(50), solved(50)],
  [commented(50), moved(50, 'open', 'pending')],
  [commented(50, { public: false }), solved(50)],
  [commented(50, { public: false }), commented(50), moved(50, 'open', 'on-hold')],
);

describe('events of one instant', () => {
  it('make the same clocks in whatever order they are stored', () => {
    const marks = (events: readonly MarkedEvent[]): ClockMarks => marksFrom([opened(), ...events]);
    fc.assert(
      fc.property(
        together.chain((events) =>
          fc.tuple(fc.constant(events), fc.shuffledSubarray([...events], { minLength: events.length })),
        ),
        fc.boolean(),
        ([events, shuffled], isAnswered) => {
          const before = [commented(10), asked(20)];
          const isSolved = events.some(({ type }) => type === 'ticket.solved');
          const answer = isSolved ? [asked(90), reopened(90)] : [asked(90)];
          const rest = isAnswered ? [answer, answer.toReversed()] : [[], []];
          expect(marks([...before, ...shuffled, ...(rest[1] ?? [])])).toEqual(
            marks([...before, ...events, ...(rest[0] ?? [])]),
          );
        },
      ),
    );
  });
});
