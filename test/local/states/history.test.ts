import { expect, it } from 'vitest';
import { aDesk, aMachine, aTask, aTokenTask, errorNamed, START, type StatesDesk } from './states-desk.ts';

const shape = async (desk: StatesDesk, arn: string) =>
  (await desk.history(arn)).map(({ id, previousEventId, type }) => [id, previousEventId, type]);

it('the history of a token task reads as on AWS', async () => {
  let token = '';
  const desk = aDesk(aMachine({ A: aTokenTask('register', { TimeoutSeconds: 60, Assign: { x: 1 } }) }), {
    register: (payload: { token: string }) => {
      token = payload.token;
      return 'noted';
    },
  });
  const arn = await desk.start({ a: 1 });
  await desk.call('SendTaskSuccess', { taskToken: token, output: '{"b":2}' });
  const resource = { resourceType: 'lambda', resource: 'invoke.waitForTaskToken' };
  const whole = { truncated: false };
  const timestamp = START / 1000;
  expect(await desk.history(arn)).toEqual([
    {
      id: 1,
      previousEventId: 0,
      timestamp,
      type: 'ExecutionStarted',
      executionStartedEventDetails: {
        input: '{"a":1}',
        inputDetails: whole,
        roleArn: 'arn:aws:iam::000000000000:role/ticket',
      },
    },
    {
      id: 2,
      previousEventId: 0,
      timestamp,
      type: 'TaskStateEntered',
      stateEnteredEventDetails: { name: 'A', input: '{"a":1}', inputDetails: whole },
    },
    {
      id: 3,
      previousEventId: 2,
      timestamp,
      type: 'TaskScheduled',
      taskScheduledEventDetails: {
        ...resource,
        region: 'eu-west-1',
        parameters: JSON.stringify({ FunctionName: 'register', Payload: { token } }),
        timeoutInSeconds: 60,
      },
    },
    { id: 4, previousEventId: 3, timestamp, type: 'TaskStarted', taskStartedEventDetails: resource },
    {
      id: 5,
      previousEventId: 4,
      timestamp,
      type: 'TaskSubmitted',
      taskSubmittedEventDetails: {
        ...resource,
        output: '{"ExecutedVersion":"$LATEST","Payload":"noted","StatusCode":200}',
        outputDetails: whole,
      },
    },
    {
      id: 6,
      previousEventId: 5,
      timestamp,
      type: 'TaskSucceeded',
      taskSucceededEventDetails: { ...resource, output: '{"b":2}', outputDetails: whole },
    },
    {
      id: 7,
      previousEventId: 6,
      timestamp,
      type: 'TaskStateExited',
      stateExitedEventDetails: {
        name: 'A',
        output: '{"b":2}',
        outputDetails: whole,
        assignedVariables: { x: '1' },
        assignedVariablesDetails: whole,
      },
    },
    {
      id: 8,
      previousEventId: 7,
      timestamp,
      type: 'ExecutionSucceeded',
      executionSucceededEventDetails: { output: '{"b":2}', outputDetails: whole },
    },
  ]);
});

it('a caught failure leaves its state, a timeout has no cause, an evaluation says where', async () => {
  const desk = aDesk(
    aMachine({
      A: aTask('refuse', { Catch: [{ ErrorEquals: ['Refused'], Next: 'B' }] }),
      B: aTokenTask('register', {
        TimeoutSeconds: 5,
        Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'C' }],
      }),
      C: { Type: 'Pass', Output: '{% $nothing %}', End: true },
    }),
    {
      register: () => {},
      refuse: () => {
        throw errorNamed('Refused');
      },
    },
  );
  const arn = await desk.start();
  await desk.advance(5000);
  expect(await shape(desk, arn)).toEqual([
    [1, 0, 'ExecutionStarted'],
    [2, 0, 'TaskStateEntered'],
    [3, 2, 'TaskScheduled'],
    [4, 3, 'TaskStarted'],
    [5, 4, 'TaskFailed'],
    [6, 5, 'TaskStateExited'],
    [7, 6, 'TaskStateEntered'],
    [8, 7, 'TaskScheduled'],
    [9, 8, 'TaskStarted'],
    [10, 9, 'TaskSubmitted'],
    [11, 10, 'TaskTimedOut'],
    [12, 11, 'TaskStateExited'],
    [13, 12, 'PassStateEntered'],
    [14, 13, 'EvaluationFailed'],
    [15, 14, 'ExecutionFailed'],
  ]);
  const history = await desk.history(arn);
  expect(history[10]?.taskTimedOutEventDetails).toEqual({
    resourceType: 'lambda',
    resource: 'invoke.waitForTaskToken',
    error: 'States.Timeout',
  });
  expect(history[13]?.evaluationFailedEventDetails).toMatchObject({
    error: 'States.QueryEvaluationError',
    location: 'Output',
    state: 'C',
  });
});

it('the threads of a Map hang on its start', async () => {
  const desk = aDesk(
    aMachine({
      M: {
        Type: 'Map',
        ItemProcessor: { StartAt: 'P', States: { P: { Type: 'Pass', End: true } } },
        End: true,
      },
    }),
  );
  const arn = await desk.start([1, 2]);
  expect(await shape(desk, arn)).toEqual([
    [1, 0, 'ExecutionStarted'],
    [2, 0, 'MapStateEntered'],
    [3, 2, 'MapStateStarted'],
    [4, 3, 'MapIterationStarted'],
    [5, 3, 'MapIterationStarted'],
    [6, 4, 'PassStateEntered'],
    [7, 6, 'PassStateExited'],
    [8, 7, 'MapIterationSucceeded'],
    [9, 5, 'PassStateEntered'],
    [10, 9, 'PassStateExited'],
    [11, 10, 'MapIterationSucceeded'],
    [12, 11, 'MapStateSucceeded'],
    [13, 11, 'MapStateExited'],
    [14, 13, 'ExecutionSucceeded'],
  ]);
});
