import { describe, expect, it, vi } from 'vitest';
import { aDesk, aMachine, aTask, aTokenTask, DAY, MACHINE_ARN, START } from './states-desk.ts';

const never = () => new Promise<never>(() => {});

describe('after kill -9', () => {
  it('a wait of 40 days goes on where it was', async () => {
    const first = aDesk(
      aMachine({
        A: aTokenTask('register', {
          TimeoutSeconds: '{% 40 * 86400 %}',
          Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'B' }],
        }),
        B: aTask('remind'),
      }),
      { register: () => {}, remind: () => 'reminded' },
    );
    const arn = await first.start();
    await first.advance(20 * DAY);
    const second = first.crash();
    await second.advance(20 * DAY - 1);
    expect((await second.describe(arn)).status).toBe('RUNNING');
    await second.advance(1);
    expect(await second.describe(arn)).toMatchObject({
      status: 'SUCCEEDED',
      output: '"reminded"',
      stopDate: (START + 40 * DAY) / 1000,
    });
  });

  it('a token handed out before is still good', async () => {
    let token = '';
    const first = aDesk(aMachine({ A: aTokenTask('register') }), {
      register: (payload: { token: string }) => {
        token = payload.token;
      },
    });
    const arn = await first.start();
    const second = first.crash();
    await second.settled();
    expect(second.calls).toEqual([]);
    await second.call('SendTaskSuccess', { taskToken: token, output: '1' });
    expect((await second.describe(arn)).status).toBe('SUCCEEDED');
  });

  it('a function that was being called is called again with the same payload', async () => {
    const first = aDesk(aMachine({ A: aTask('analyse') }), { analyse: never });
    const arn = await first.start({ ticketId: 'tkt_1' });
    const second = first.crash({ functions: { analyse: () => 'analysed' } });
    await second.settled();
    expect(second.calls).toEqual([{ name: 'analyse', payload: { ticketId: 'tkt_1' } }]);
    expect((await second.describe(arn)).output).toBe('"analysed"');
  });

  it('a token whose registration was not acknowledged is handed out again, the same one', async () => {
    const first = aDesk(aMachine({ A: aTokenTask('register') }), { register: never });
    const arn = await first.start();
    const second = first.crash({ functions: { register: () => {} } });
    await second.settled();
    expect(second.calls).toEqual(first.calls);
    const payload = second.calls[0]?.payload as { token: string } | undefined;
    await second.call('SendTaskSuccess', { taskToken: payload?.token, output: '1' });
    expect((await second.describe(arn)).status).toBe('SUCCEEDED');
  });

  it('a retry pause ends when it would have', async () => {
    const first = aDesk(
      aMachine({ A: aTask('analyse', { Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 60 }] }) }),
      {
        analyse: () => {
          throw new Error('no');
        },
      },
    );
    const arn = await first.start();
    const second = first.crash({ functions: { analyse: () => 1 } });
    await second.advance(59_999);
    expect(second.calls).toEqual([]);
    await second.advance(1);
    expect((await second.describe(arn)).status).toBe('SUCCEEDED');
  });

  it('a change of status that was not heard is told again, in order', async () => {
    const first = aDesk(aMachine({ A: { Type: 'Succeed' } }), {}, { onStatusChange: never });
    const arn = await first.start();
    const heard: string[] = [];
    const second = first.crash({
      options: { onStatusChange: (event) => void heard.push(event.detail.status) },
    });
    await second.settled();
    expect(heard).toEqual(['RUNNING', 'SUCCEEDED']);
    expect((await second.describe(arn)).status).toBe('SUCCEEDED');
    expect(second.crash({ options: {} }).statusEvents).toEqual([]);
  });

  it('a change of status that was refused is told again with the next one, in order', async () => {
    const printed = vi.spyOn(console, 'error').mockImplementation(() => {});
    const heard: string[] = [];
    let refusals = 1;
    const desk = aDesk(
      aMachine({ A: { Type: 'Wait', Seconds: 1, End: true } }),
      {},
      {
        onStatusChange: (event) => {
          refusals -= 1;
          if (refusals === 0) throw new Error('the bus is away');
          heard.push(event.detail.status);
        },
      },
    );
    await desk.start();
    await desk.advance(1000);
    expect(heard).toEqual(['RUNNING', 'SUCCEEDED']);
    expect(printed).toHaveBeenCalledOnce();
    printed.mockRestore();
  });

  it('an execution keeps the definition it started with, and a new one takes the new', async () => {
    const saying = (word: string) =>
      aMachine({ A: { Type: 'Wait', Seconds: 10, Next: 'B' }, B: { Type: 'Pass', Output: word, End: true } });
    const first = aDesk(saying('old'));
    const old = await first.start();
    const second = first.crash({ machines: { [MACHINE_ARN]: saying('new') } });
    const young = await second.start();
    await second.advance(10_000);
    expect([(await second.describe(old)).output, (await second.describe(young)).output]).toEqual([
      '"old"',
      '"new"',
    ]);
  });

  it('a stop during a retry pause is final', async () => {
    const first = aDesk(aMachine({ A: aTask('f', { Retry: [{ ErrorEquals: ['States.ALL'] }] }) }), {
      f: () => {
        throw new Error('no');
      },
    });
    const arn = await first.start();
    await first.call('StopExecution', { executionArn: arn });
    await first.advance(DAY);
    const second = first.crash();
    await second.advance(DAY);
    expect([first.calls.length, second.calls.length]).toEqual([1, 0]);
    expect((await second.describe(arn)).status).toBe('ABORTED');
  });
});

describe('closing', () => {
  it('lets a turn under way end and takes no more calls', async () => {
    const desk = aDesk(aMachine({ A: { Type: 'Wait', Seconds: 1, End: true } }));
    const started = desk.start();
    await desk.states.close();
    await started;
    await expect(desk.start()).rejects.toMatchObject({ code: 'ServiceUnavailable' });
    await desk.advance(2000);
  });
});
