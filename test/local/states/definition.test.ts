import { describe, expect, it } from 'vitest';
import { definitionProblems } from '../../../local/states/definition.ts';
import { aDesk, aMachine, aTask, aTokenTask } from './states-desk.ts';

const end = { Type: 'Succeed' };
const pass = (more: Record<string, unknown>) => aMachine({ A: { Type: 'Pass', End: true, ...more } });
const catching = (...names: string[][]) =>
  aMachine({ A: aTask('f', { Catch: names.map((ErrorEquals) => ({ ErrorEquals, Next: 'B' })) }), B: end });

describe('a definition is refused for', () => {
  const cases: [string, unknown, string | RegExp][] = [
    ['text that is no JSON', '{', /no JSON/],
    ['JSONPath', { StartAt: 'A', States: { A: end } }, 'QueryLanguage must be JSONata'],
    ['a JSONPath state', pass({ QueryLanguage: 'JSONPath' }), "state 'A': QueryLanguage"],
    ['a JSONPath field', pass({ InputPath: '$.x' }), `state 'A': Unrecognized key: "InputPath"`],
    ['a field with a typing error', aMachine({ A: aTask('f', { TimeoutSecond: 1 }) }), `"TimeoutSecond"`],
    ['a top-level field nobody knows', aMachine({ A: end }, { Timeout: 1 }), `"Timeout"`],
    ['an unknown type', aMachine({ A: { Type: 'Pause' } }), `state 'A': unknown Type "Pause"`],
    ['a state without a type', aMachine({ A: {} }), `state 'A': unknown Type undefined`],
    [
      'another service',
      aMachine({ A: { ...aTask('f'), Resource: 'arn:aws:states:::sqs:sendMessage' } }),
      "state 'A': Resource",
    ],
    [
      'a misspelt integration',
      aMachine({ A: { ...aTask('f'), Resource: 'arn:aws:states:::lambda:invokeX' } }),
      "state 'A': Resource",
    ],
    [
      'a bare function',
      aMachine({ A: { ...aTask('f'), Resource: 'arn:aws:lambda:eu-west-1:000000000000:function:f' } }),
      "state 'A': Resource",
    ],
    [
      'an argument nobody knows',
      aMachine({ A: aTask('f', { Arguments: { FunctionName: 'f', Qualifier: '1' } }) }),
      `state 'A': Arguments: Unrecognized key`,
    ],
    [
      'a distributed Map',
      aMachine({
        A: {
          Type: 'Map',
          ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED' }, StartAt: 'B', States: { B: end } },
          End: true,
        },
      }),
      "state 'A': ItemProcessor: ProcessorConfig.Mode",
    ],
    [
      'a missing target',
      pass({ End: undefined, Next: 'B' }),
      "state 'A': leads to 'B', which does not exist",
    ],
    [
      'a missing target of Catch',
      aMachine({ A: aTask('f', { Catch: [{ ErrorEquals: ['X'], Next: 'B' }] }) }),
      "state 'A': leads to 'B'",
    ],
    ['a missing start', { ...aMachine({ A: end }), StartAt: 'B' }, "StartAt names 'B'"],
    ['a state that nothing leads to', aMachine({ A: end, B: end }), "state 'B': nothing leads to it"],
    ['states that lead in a circle', aMachine({ A: { Type: 'Pass', Next: 'A' } }), 'no state ends it'],
    ['neither Next nor End', aMachine({ A: { Type: 'Pass' } }), "state 'A': needs either Next or End"],
    [
      'both Next and End',
      aMachine({ A: { Type: 'Pass', Next: 'B', End: true }, B: end }),
      "state 'A': needs either Next or End",
    ],
    [
      'a name used twice',
      aMachine({ A: { Type: 'Parallel', Branches: [{ StartAt: 'A', States: { A: end } }], End: true } }),
      "state 'A': the name is used twice",
    ],
    ['a name too long', aMachine({ ['x'.repeat(81)]: end }), 'longer than 80'],
    [
      'an unknown States. error',
      catching(['States.Tiemout']),
      "state 'A': Catch[0]: unknown error States.Tiemout",
    ],
    ['catching States.Runtime', catching(['States.Runtime']), 'always ends the execution'],
    ['States.ALL in company', catching(['States.ALL', 'X']), 'must stand alone'],
    [
      'States.ALL not last',
      catching(['States.ALL'], ['X']),
      "state 'A': Catch[0]: States.ALL must come last",
    ],
    [
      'a heartbeat as long as the timeout',
      aMachine({ A: aTokenTask('f', { TimeoutSeconds: 5, HeartbeatSeconds: 5 }) }),
      'HeartbeatSeconds must be less',
    ],
    ['a timeout of nothing', aMachine({ A: aTask('f', { TimeoutSeconds: 0 }) }), "state 'A': TimeoutSeconds"],
    [
      'a timeout of 1.5 seconds',
      aMachine({ A: aTask('f', { TimeoutSeconds: 1.5 }) }),
      "state 'A': TimeoutSeconds",
    ],
    [
      'a token that nobody is told',
      aMachine({
        A: { ...aTokenTask('f'), Arguments: { FunctionName: 'f', Payload: '{% $states.input %}' } },
      }),
      'do not contain $states.context.Task.Token',
    ],
    [
      'a token where there is none',
      aMachine({
        A: aTask('f', { Arguments: { FunctionName: 'f', Payload: '{% $states.context.Task.Token %}' } }),
      }),
      "state 'A': Arguments/Payload: there is no $states.context.Task here",
    ],
    ['$eval', pass({ Output: "{% $eval('1') %}" }), "state 'A': Output: $eval is not available"],
    ['$eval handed on', pass({ Output: "{% $map(['1'], $eval) %}" }), '$eval is not available'],
    [
      'an expression that does not parse',
      pass({ Output: { a: '{% $x( %}' } }),
      "state 'A': Output/a: the expression does not parse",
    ],
    ['operators of later JSONata', pass({ Output: '{% $states.input.a ?? 1 %}' }), 'does not parse'],
    [
      '$states.result in Arguments',
      aMachine({ A: aTask('f', { Arguments: { FunctionName: 'f', Payload: '{% $states.result.x %}' } }) }),
      'Arguments/Payload: there is no $states.result here',
    ],
    [
      '$states.result in a filter in Arguments',
      aMachine({
        A: aTask('f', {
          Arguments: { FunctionName: 'f', Payload: '{% $states.input.xs[id = $states.result.id] %}' },
        }),
      }),
      'there is no $states.result here',
    ],
    [
      '$states.errorOutput outside of Catch',
      pass({ Output: '{% $states.errorOutput %}' }),
      'there is no $states.errorOutput here',
    ],
    [
      'a part of $states that does not exist',
      pass({ Output: '{% $states.inptu %}' }),
      'there is no $states.inptu here',
    ],
    ['an assigned $states', pass({ Assign: { states: 1 } }), "the name 'states' is reserved"],
    [
      'a Wait for two things',
      aMachine({ A: { Type: 'Wait', Seconds: 1, Timestamp: '2026-01-01T00:00:00Z', End: true } }),
      'either Seconds or Timestamp',
    ],
    [
      'a Wait for a day',
      aMachine({ A: { Type: 'Wait', Timestamp: '2026-01-01', End: true } }),
      "state 'A': Timestamp",
    ],
    [
      'delays that contradict',
      aMachine({
        A: aTask('f', { Retry: [{ ErrorEquals: ['X'], IntervalSeconds: 5, MaxDelaySeconds: 5 }] }),
      }),
      'MaxDelaySeconds must be greater',
    ],
    [
      'a backoff below 1',
      aMachine({ A: aTask('f', { Retry: [{ ErrorEquals: ['X'], BackoffRate: 0.5 }] }) }),
      "state 'A': Retry.0.BackoffRate",
    ],
  ];
  it.each(cases)('%s', (_name, definition, problem) => {
    expect(definitionProblems(definition)).toContainEqual(
      typeof problem === 'string' ? expect.stringContaining(problem) : expect.stringMatching(problem),
    );
  });

  it('a fault deep inside, and names the state in which it is', () => {
    const inner = { StartAt: 'C', States: { C: { Type: 'Pass', ResultPath: null, End: true } } };
    const map = { Type: 'Map', ItemProcessor: inner, End: true };
    const definition = aMachine({
      A: { Type: 'Parallel', Branches: [{ StartAt: 'B', States: { B: map } }], End: true },
    });
    expect(definitionProblems(definition)).toEqual([`state 'C': Unrecognized key: "ResultPath"`]);
  });

  it('several faults at once, all of them said', () => {
    expect(definitionProblems(aMachine({ A: { Type: 'Pass' }, B: { Type: 'Pause' } }))).toHaveLength(2);
  });
});

it('a sound definition has no problems, before substitution and as text', () => {
  const definition = aMachine({
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is CloudFormation's
    A: aTokenTask('${RegisterFunction}', {
      Comment: 'waits',
      TimeoutSeconds: '{% $max([1, 5]) %}',
      HeartbeatSeconds: 5,
      Retry: [{ ErrorEquals: ['Lambda.TooManyRequestsException'], JitterStrategy: 'FULL' }],
      Catch: [
        {
          ErrorEquals: ['States.Timeout', 'States.HeartbeatTimeout'],
          Next: 'B',
          Output: '{% $states.errorOutput %}',
        },
        { ErrorEquals: ['States.ALL'], Next: 'B' },
      ],
    }),
    B: end,
  });
  expect(definitionProblems(definition)).toEqual([]);
  expect(definitionProblems(JSON.stringify(definition))).toEqual([]);
});

it('the desk does not open with a definition that cannot run', () => {
  expect(() => aDesk(aMachine({ A: { Type: 'Pause' } }))).toThrow(
    /state machine ticket cannot run:\n- state 'A'/,
  );
});
