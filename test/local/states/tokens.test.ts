import { describe, expect, it } from 'vitest';
import { createTokens } from '../../../local/states/tokens.ts';
import { aDesk, aMachine, aTokenTask, DAY, errorNamed, type StatesDesk } from './states-desk.ts';

const registering = () => {
  const tokens: string[] = [];
  return { tokens, functions: { register: ({ token }: { token: string }) => void tokens.push(token) } };
};

const after = { B: { Type: 'Pass', Output: { after: '{% $states.input %}' }, End: true } };
const succeed = (desk: StatesDesk, taskToken: unknown, output: unknown = 'yes') =>
  desk.call('SendTaskSuccess', { taskToken, output: JSON.stringify(output) });

describe('a task that waits for its token', () => {
  it('goes on with what the holder says, and ignores what its function answered', async () => {
    const { tokens, functions } = registering();
    const desk = aDesk(aMachine({ A: aTokenTask('register', { Next: 'B' }), ...after }), functions);
    const arn = await desk.start();
    expect((await desk.describe(arn)).status).toBe('RUNNING');
    await succeed(desk, tokens[0], { rated: 'good' });
    expect((await desk.describe(arn)).output).toBe('{"after":{"rated":"good"}}');
  });

  it('fails with what the holder says', async () => {
    const { tokens, functions } = registering();
    const desk = aDesk(
      aMachine({
        A: aTokenTask('register', { Catch: [{ ErrorEquals: ['Superseded'], Next: 'B' }] }),
        ...after,
      }),
      functions,
    );
    const arn = await desk.start();
    await desk.call('SendTaskFailure', { taskToken: tokens[0], error: 'Superseded', cause: 'a newer one' });
    expect((await desk.describe(arn)).output).toBe('{"after":{"Error":"Superseded","Cause":"a newer one"}}');
  });

  it('fails when its function fails', async () => {
    const desk = aDesk(aMachine({ A: aTokenTask('register') }), {
      register: () => {
        throw errorNamed('Superseded');
      },
    });
    expect(await desk.describe(await desk.start())).toMatchObject({ status: 'FAILED', error: 'Superseded' });
  });

  it('can be woken by its own function while that still runs', async () => {
    const desk = aDesk(aMachine({ A: aTokenTask('register', { Next: 'B' }), ...after }), {
      register: async ({ token }: { token: string }, inside) => {
        await succeed(inside, token, 'woke itself');
        throw errorNamed('TooLateToFail');
      },
    });
    const arn = await desk.start();
    expect(await desk.describe(arn)).toMatchObject({
      status: 'SUCCEEDED',
      output: '{"after":"woke itself"}',
    });
  });

  it('ends by the clock at its computed deadline, and the token is worth nothing then', async () => {
    const { tokens, functions } = registering();
    const desk = aDesk(
      aMachine({
        A: aTokenTask('register', {
          TimeoutSeconds: '{% $states.input.days * 86400 %}',
          Catch: [{ ErrorEquals: ['States.Timeout'], Output: 'late', Next: 'B' }],
        }),
        ...after,
      }),
      functions,
    );
    const arn = await desk.start({ days: 40 });
    await desk.advance(40 * DAY - 1);
    expect((await desk.describe(arn)).status).toBe('RUNNING');
    await desk.advance(1);
    expect((await desk.describe(arn)).output).toBe('{"after":"late"}');
    await expect(succeed(desk, tokens[0])).rejects.toMatchObject({ code: 'TaskTimedOut' });
  });

  it('a retry hands out another token, and the one before it is over', async () => {
    const { tokens, functions } = registering();
    const desk = aDesk(
      aMachine({
        A: aTokenTask('register', { TimeoutSeconds: 10, Retry: [{ ErrorEquals: ['States.Timeout'] }] }),
      }),
      functions,
    );
    const arn = await desk.start();
    await desk.advance(11_000);
    expect(tokens).toHaveLength(2);
    await expect(succeed(desk, tokens[0])).rejects.toMatchObject({ code: 'TaskTimedOut' });
    await succeed(desk, tokens[1]);
    expect((await desk.describe(arn)).status).toBe('SUCCEEDED');
  });

  it('lives as long as its heart beats', async () => {
    const { tokens, functions } = registering();
    const desk = aDesk(
      aMachine({ A: aTokenTask('register', { TimeoutSeconds: 100, HeartbeatSeconds: 10 }) }),
      functions,
    );
    const arn = await desk.start();
    for (let beat = 0; beat < 5; beat += 1) {
      await desk.advance(9000);
      await desk.call('SendTaskHeartbeat', { taskToken: tokens[0] });
    }
    expect((await desk.describe(arn)).status).toBe('RUNNING');
    await desk.advance(10_000);
    expect(await desk.describe(arn)).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
    await expect(desk.call('SendTaskHeartbeat', { taskToken: tokens[0] })).rejects.toMatchObject({
      code: 'TaskTimedOut',
    });
  });

  it('heartbeats do not outlive the deadline', async () => {
    const { tokens, functions } = registering();
    const desk = aDesk(
      aMachine({ A: aTokenTask('register', { TimeoutSeconds: 20, HeartbeatSeconds: 15 }) }),
      functions,
    );
    const arn = await desk.start();
    await desk.advance(14_000);
    await desk.call('SendTaskHeartbeat', { taskToken: tokens[0] });
    await desk.advance(6000);
    expect((await desk.describe(arn)).status).toBe('FAILED');
  });

  it('is answered once', async () => {
    const { tokens, functions } = registering();
    const desk = aDesk(aMachine({ A: aTokenTask('register') }), functions);
    const arn = await desk.start();
    const answers = await Promise.allSettled([1, 2, 3].map((n) => succeed(desk, tokens[0], n)));
    expect(answers.map((answer) => answer.status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect((await desk.describe(arn)).output).toBe('1');
  });

  it('its token dies with a stopped execution', async () => {
    const { tokens, functions } = registering();
    const desk = aDesk(aMachine({ A: aTokenTask('register') }), functions);
    const arn = await desk.start();
    await desk.call('StopExecution', { executionArn: arn, error: 'Reborn', cause: 'a new generation' });
    expect(await desk.describe(arn)).toMatchObject({
      status: 'ABORTED',
      error: 'Reborn',
      cause: 'a new generation',
    });
    await expect(succeed(desk, tokens[0])).rejects.toMatchObject({ code: 'TaskTimedOut' });
    expect(desk.clock.next()).toBeUndefined();
  });

  it('the tokens of parallel branches do not get mixed up', async () => {
    const tokens: Record<string, string> = {};
    const branch = (name: string) => ({
      StartAt: name,
      States: {
        [name]: {
          ...aTokenTask('register'),
          Arguments: {
            FunctionName: 'register',
            Payload: { name, token: '{% $states.context.Task.Token %}' },
          },
        },
      },
    });
    const desk = aDesk(
      aMachine({ P: { Type: 'Parallel', Branches: [branch('A'), branch('B')], End: true } }),
      {
        register: ({ name, token }: { name: string; token: string }) => {
          tokens[name] = token;
        },
      },
    );
    const arn = await desk.start();
    await succeed(desk, tokens.B, 'b');
    await succeed(desk, tokens.A, 'a');
    expect((await desk.describe(arn)).output).toBe('["a","b"]');
  });
});

describe('a token', () => {
  it.each([
    ['text that never was one', 'abc', 'InvalidToken'],
    ['the token of another desk', createTokens(Buffer.alloc(32)).create(), 'TaskDoesNotExist'],
  ])('%s is refused', async (_name, taskToken, code) => {
    const desk = aDesk(aMachine({ A: { Type: 'Succeed' } }));
    await expect(succeed(desk, taskToken)).rejects.toMatchObject({ code });
    await expect(desk.call('SendTaskFailure', { taskToken })).rejects.toMatchObject({ code });
    await expect(desk.call('SendTaskHeartbeat', { taskToken })).rejects.toMatchObject({ code });
  });

  it.each([
    ['is no JSON', 'oops', 'InvalidOutput'],
    ['is over 256 KB', JSON.stringify('#'.repeat(262_144)), 'ValidationException'],
  ])('comes with an output that is refused if it %s', async (_name, output, code) => {
    const { tokens, functions } = registering();
    const desk = aDesk(aMachine({ A: aTokenTask('register') }), functions);
    const arn = await desk.start();
    await expect(desk.call('SendTaskSuccess', { taskToken: tokens[0], output })).rejects.toMatchObject({
      code,
    });
    expect((await desk.describe(arn)).status).toBe('RUNNING');
  });
});
