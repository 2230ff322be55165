import { describe, expect, it } from 'vitest';
import { promiseOutcomes } from '../../../../lambdas/core/domain/sla/outcomes.ts';
import { after, aSettings, aTicket } from '../../builders.ts';
import { asked, commented, moved, opened, reopened, solved } from './history.ts';

const settings = aSettings({
  'sla-policies': [
    {
      id: 'all',
      when: {},
      schedule: 'always',
      targets: { 'first-reply': 60, 'next-reply': 30, resolution: 240, 'periodic-update': 120 },
    },
  ],
});

type Events = Parameters<typeof promiseOutcomes>[1];

const outcomes = (minutes: number, ...events: Events): readonly string[] =>
  promiseOutcomes(aTicket(), [opened(), ...events], settings, after(minutes)).map(
    ({ metric, met }) => `${metric} ${met ? 'met' : 'breached'}`,
  );

describe('the promises of a ticket', () => {
  it('are neither met nor breached while they run within their target', () => {
    expect(outcomes(30)).toEqual([]);
  });

  it('are breached when their target has passed, also when nobody has ended them yet', () => {
    expect(outcomes(61)).toEqual(['first-reply breached']);
    expect(outcomes(500)).toEqual([
      'first-reply breached',
      'resolution breached',
      'periodic-update breached',
    ]);
  });

  it('are met by what was promised in time', () => {
    expect(outcomes(500, commented(50), solved(100))).toEqual([
      'periodic-update met',
      'periodic-update met',
      'first-reply met',
      'resolution met',
    ]);
    expect(outcomes(500, commented(61), solved(100))).toContain('first-reply breached');
  });

  it('are as many as were made: each unanswered word of the requester is one', () => {
    const nextReplies = outcomes(
      500,
      commented(10),
      asked(20),
      commented(30),
      asked(40),
      commented(80),
      asked(90),
      solved(95),
    ).filter((one) => one.startsWith('next-reply'));
    expect(nextReplies).toEqual(['next-reply met', 'next-reply breached', 'next-reply met']);
  });

  it('do not run while they pause, and go on when the ticket is reopened', () => {
    const paused = [commented(10), moved(20, 'open', 'pending'), moved(1000, 'pending', 'open')];
    expect(outcomes(2000, ...paused, solved(1100))).toContain('resolution met');
    expect(outcomes(2000, ...paused, solved(1100), reopened(1200), solved(1400))).toContain(
      'resolution breached',
    );
  });

  it('are none without a policy', () => {
    const none = { ...settings, 'sla-policies': [] };
    expect(promiseOutcomes(aTicket(), [opened(), solved(10)], none, after(500))).toEqual([]);
  });
});
