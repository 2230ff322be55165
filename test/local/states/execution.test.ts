import { describe, expect, it } from 'vitest';
import { aDesk, aMachine, aTask, aTokenTask, MACHINE_ARN, START } from './states-desk.ts';

const arnOf = (name: string) => `${MACHINE_ARN.replace(':stateMachine:', ':execution:')}:${name}`;

describe('an execution as a whole', () => {
  it('ends as TIMED_OUT when the machine says so, and its function is not heard any more', async () => {
    const desk = aDesk(aMachine({ A: aTokenTask('f') }, { TimeoutSeconds: 30 }), { f: () => {} });
    const arn = await desk.start();
    await desk.advance(30_000);
    expect((await desk.describe(arn)).status).toBe('TIMED_OUT');
    expect((await desk.history(arn)).at(-1)?.type).toBe('ExecutionTimedOut');
  });

  it('ends with its 25,000th event', async () => {
    const desk = aDesk(
      aMachine({
        A: { Type: 'Pass', Next: 'B' },
        B: { Type: 'Choice', Choices: [{ Condition: '{% $states.input = 0 %}', Next: 'C' }], Default: 'A' },
        C: { Type: 'Succeed' },
      }),
    );
    const executionArn = await desk.start(1);
    expect(await desk.describe(executionArn)).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
    const last = await desk.call('GetExecutionHistory', { executionArn, reverseOrder: true, maxResults: 1 });
    expect(last.events).toMatchObject([{ id: 25_000, type: 'ExecutionFailed' }]);
  });

  it('tells its changes of status as EventBridge gets them', async () => {
    const desk = aDesk(
      aMachine(
        {
          A: {
            Type: 'Choice',
            Choices: [
              { Condition: "{% $states.input = 'fail' %}", Next: 'F' },
              { Condition: "{% $states.input = 'wait' %}", Next: 'W' },
            ],
            Default: 'S',
          },
          F: { Type: 'Fail', Error: 'Broken', Cause: 'why' },
          W: { Type: 'Wait', Seconds: 60, End: true },
          S: { Type: 'Succeed', Output: 'done' },
        },
        { TimeoutSeconds: 30 },
      ),
    );
    await desk.start('ok', 'one');
    await desk.start('fail', 'two');
    await desk.start('wait', 'three');
    await desk.start('wait', 'four');
    await desk.call('StopExecution', { executionArn: arnOf('four') });
    await desk.advance(30_000);
    expect(desk.statusEvents.map(({ detail }) => [detail.name, detail.status])).toEqual([
      ['one', 'RUNNING'],
      ['one', 'SUCCEEDED'],
      ['two', 'RUNNING'],
      ['two', 'FAILED'],
      ['three', 'RUNNING'],
      ['four', 'RUNNING'],
      ['four', 'ABORTED'],
      ['three', 'TIMED_OUT'],
    ]);
    expect(desk.statusEvents[3]).toMatchObject({
      source: 'aws.states',
      'detail-type': 'Step Functions Execution Status Change',
      resources: [arnOf('two')],
      detail: {
        executionArn: arnOf('two'),
        stateMachineArn: MACHINE_ARN,
        startDate: START,
        stopDate: START,
        input: '"fail"',
        output: null,
        error: 'Broken',
        cause: 'why',
      },
    });
    expect(desk.statusEvents[1]?.detail.output).toBe('"done"');
    expect(desk.statusEvents[0]?.detail).toMatchObject({ stopDate: null, output: null });
  });

  it('may only call what the role of its machine allows', async () => {
    const asked: string[][] = [];
    const desk = aDesk(
      aMachine({ A: aTask('f') }),
      { f: () => 1 },
      {
        authorize: (...question) => {
          asked.push(question);
          throw new Error('is not authorized to perform: lambda:InvokeFunction');
        },
      },
    );
    expect(await desk.describe(await desk.start())).toMatchObject({
      status: 'FAILED',
      error: 'Lambda.AWSLambdaException',
    });
    expect(asked).toEqual([[MACHINE_ARN, 'lambda:InvokeFunction', 'f']]);
    expect(desk.calls).toEqual([]);
  });

  it('is billed for every state entered and every retry', async () => {
    let calls = 0;
    const desk = aDesk(
      aMachine({
        A: aTask('f', { Retry: [{ ErrorEquals: ['States.ALL'] }], Next: 'B' }),
        B: { Type: 'Succeed' },
      }),
      {
        f: () => {
          calls += 1;
          if (calls < 2) throw new Error('no');
        },
      },
    );
    await desk.start();
    await desk.advance(10_000);
    expect(desk.transitions).toEqual(['A', 'A', 'B']);
  });
});
