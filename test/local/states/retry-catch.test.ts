import { describe, expect, it } from 'vitest';
import { aDesk, aMachine, aTask, aTokenTask, errorNamed, START } from './states-desk.ts';

/** A task whose function fails so many times with an error of that name. */
const failing = (times: number, name = 'Busy') => {
  const at: number[] = [];
  return {
    at,
    handler: (_payload: unknown, desk: { clock: { now(): number } }) => {
      at.push((desk.clock.now() - START) / 1000);
      if (at.length <= times) throw errorNamed(name);
      return 'done';
    },
  };
};

describe('Retry', () => {
  const cases: [string, Record<string, unknown>, number[]][] = [
    ['three times by default, after 1, 2 and 4 seconds', {}, [0, 1, 3, 7]],
    ['at the pace of its rate', { IntervalSeconds: 2, BackoffRate: 3, MaxAttempts: 2 }, [0, 2, 8]],
    [
      'never waiting longer than the most',
      { IntervalSeconds: 4, MaxDelaySeconds: 5, MaxAttempts: 4 },
      [0, 4, 9, 14, 19],
    ],
    ['not at all if told so', { MaxAttempts: 0 }, [0]],
  ];
  it.each(cases)('tries again %s', async (_name, retrier, at) => {
    const function_ = failing(99);
    const desk = aDesk(aMachine({ A: aTask('f', { Retry: [{ ErrorEquals: ['Busy'], ...retrier }] }) }), {
      f: function_.handler,
    });
    const arn = await desk.start();
    await desk.advance(100_000);
    expect(function_.at).toEqual(at);
    expect(await desk.describe(arn)).toMatchObject({ status: 'FAILED', error: 'Busy' });
    expect(desk.transitions).toHaveLength(at.length);
  });

  it('with full jitter waits at most the computed delay', async () => {
    const function_ = failing(3);
    const desk = aDesk(
      aMachine({
        A: aTask('f', {
          Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 100, JitterStrategy: 'FULL' }],
        }),
      }),
      { f: function_.handler },
    );
    const arn = await desk.start();
    await desk.advance(700_000);
    expect((await desk.describe(arn)).output).toBe('"done"');
    expect(function_.at[1]).toBeLessThanOrEqual(100);
  });

  it('counts for each retrier by itself, and the count begins anew in the next state', async () => {
    const names = ['One', 'Two', 'One', 'Two'];
    const once = (name: string) => ({
      ErrorEquals: [name],
      MaxAttempts: 2,
      IntervalSeconds: 1,
      BackoffRate: 1,
    });
    const desk = aDesk(
      aMachine({
        A: aTask('f', {
          Retry: [once('One'), once('Two')],
          Output: '{% $states.context.State.RetryCount %}',
        }),
      }),
      {
        f: () => {
          const name = names.shift();
          if (name !== undefined) throw errorNamed(name);
        },
      },
    );
    const arn = await desk.start();
    await desk.advance(60_000);
    expect(await desk.describe(arn)).toMatchObject({ status: 'SUCCEEDED', output: '4' });
  });

  it('goes on to Catch when the attempts are used up', async () => {
    const desk = aDesk(
      aMachine({
        A: aTask('f', {
          Retry: [{ ErrorEquals: ['Busy'], MaxAttempts: 1 }],
          Catch: [
            {
              ErrorEquals: ['Busy'],
              Assign: { why: '{% $states.errorOutput.Error %}' },
              Output: '{% $parse($states.errorOutput.Cause).errorMessage %}',
              Next: 'B',
            },
          ],
        }),
        B: { Type: 'Pass', Output: ['{% $why %}', '{% $states.input %}'], End: true },
      }),
      { f: failing(99).handler },
    );
    const arn = await desk.start();
    await desk.advance(60_000);
    expect((await desk.describe(arn)).output).toBe('["Busy","said the function"]');
  });

  it('repeats a whole Parallel with new threads', async () => {
    const function_ = failing(1);
    const desk = aDesk(
      aMachine({
        A: {
          Type: 'Parallel',
          Branches: [{ StartAt: 'F', States: { F: aTask('f') } }],
          Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 5 }],
          End: true,
        },
      }),
      { f: function_.handler },
    );
    const arn = await desk.start();
    await desk.advance(5000);
    expect((await desk.describe(arn)).output).toBe('["done"]');
  });
});

describe('which names answer to which failure', () => {
  const failures: Record<string, { states: Record<string, unknown>; wait?: number }> = {
    TicketClosed: { states: { A: aTask('refuse') } },
    'States.Timeout': { states: { A: aTokenTask('register', { TimeoutSeconds: 5 }) }, wait: 5000 },
    heartbeat: { states: { A: aTokenTask('register', { HeartbeatSeconds: 5 }) }, wait: 5000 },
    'States.QueryEvaluationError': {
      states: { A: aTask('echo', { Output: '{% $states.input.nothing %}' }) },
    },
    'States.DataLimitExceeded': { states: { A: aTask('flood') } },
  };
  const rows: [string, Record<string, boolean>][] = [
    [
      'TicketClosed',
      {
        TicketClosed: true,
        'States.ALL': true,
        'States.TaskFailed': true,
        'States.Timeout': false,
        Other: false,
      },
    ],
    [
      'States.Timeout',
      {
        'States.Timeout': true,
        'States.ALL': true,
        'States.TaskFailed': false,
        'States.HeartbeatTimeout': false,
      },
    ],
    [
      'heartbeat',
      {
        'States.HeartbeatTimeout': true,
        'States.Timeout': true,
        'States.ALL': true,
        'States.TaskFailed': false,
      },
    ],
    [
      'States.QueryEvaluationError',
      { 'States.QueryEvaluationError': true, 'States.ALL': true, 'States.Timeout': false },
    ],
    [
      'States.DataLimitExceeded',
      { 'States.DataLimitExceeded': true, 'States.ALL': false, 'States.TaskFailed': false },
    ],
  ];
  const flat = rows.flatMap(([failure, names]) =>
    Object.entries(names).map(([name, caught]) => ({ failure, name, caught })),
  );
  it.each(flat)('$failure caught by $name: $caught', async ({ failure, name, caught }) => {
    const { states, wait = 0 } = failures[failure] as (typeof failures)[string];
    const desk = aDesk(
      aMachine({
        A: { ...(states.A as object), Catch: [{ ErrorEquals: [name], Output: 'caught', Next: 'B' }] },
        B: { Type: 'Succeed' },
      }),
      {
        register: () => {},
        echo: (x) => x,
        flood: () => '#'.repeat(262_145),
        refuse: () => {
          throw errorNamed('TicketClosed');
        },
      },
    );
    const arn = await desk.start();
    await desk.advance(wait);
    expect((await desk.describe(arn)).status).toBe(caught ? 'SUCCEEDED' : 'FAILED');
  });

  it('an expression of Catch that fails is the end', async () => {
    const desk = aDesk(
      aMachine({
        A: aTask('refuse', {
          Catch: [{ ErrorEquals: ['States.ALL'], Output: '{% $states.errorOutput.Nope %}', Next: 'B' }],
        }),
        B: { Type: 'Succeed' },
      }),
      {
        refuse: () => {
          throw errorNamed('TicketClosed');
        },
      },
    );
    expect(await desk.describe(await desk.start())).toMatchObject({
      status: 'FAILED',
      error: 'States.QueryEvaluationError',
      cause: expect.stringContaining("'Catch[0]/Output'"),
    });
  });
});
