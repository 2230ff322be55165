import { describe, expect, it } from 'vitest';
import { outcome } from './outcome.ts';
import { aTask, START } from './states-desk.ts';

describe('the state types', () => {
  const cases: [string, Record<string, unknown>, unknown, unknown][] = [
    ['Pass hands its input on', { A: { Type: 'Pass', End: true } }, { a: 1 }, { a: 1 }],
    [
      'Pass shapes its output',
      { A: { Type: 'Pass', Output: { b: '{% $states.input.a + 1 %}' }, End: true } },
      { a: 1 },
      { b: 2 },
    ],
    ['an output may be null', { A: { Type: 'Pass', Output: null, End: true } }, { a: 1 }, null],
    ['an output may be false', { A: { Type: 'Pass', Output: '{% 1 = 2 %}', End: true } }, {}, false],
    [
      'text with blanks around the marks is no expression',
      { A: { Type: 'Pass', Output: ' {% 1 %} ', End: true } },
      {},
      ' {% 1 %} ',
    ],
    [
      'Succeed shapes its output',
      { A: { Type: 'Succeed', Output: '{% $states.input.a %}' } },
      { a: [1] },
      [1],
    ],
    [
      'a variable is seen by later states and outputs see the old ones',
      {
        A: { Type: 'Pass', Assign: { x: 1 }, Next: 'B' },
        B: { Type: 'Pass', Assign: { x: '{% $x + 1 %}' }, Output: '{% $x %}', Next: 'C' },
        C: { Type: 'Pass', Output: '{% [$states.input, $x] %}', End: true },
      },
      {},
      [1, 2],
    ],
    ['Task answers with what Lambda answers', { A: aTask('double') }, { n: 4 }, 8],
    ['a function that answers nothing answers null', { A: aTask('nothing') }, {}, null],
    [
      'Choice takes the first rule that holds, with its own Output and Assign',
      {
        A: {
          Type: 'Choice',
          Choices: [
            { Condition: '{% $states.input.n > 5 %}', Next: 'B', Output: 'big' },
            { Condition: '{% $states.input.n > 2 %}', Next: 'B', Output: 'middle', Assign: { seen: true } },
            { Condition: true, Next: 'B' },
          ],
          Output: 'the default',
          Default: 'B',
        },
        B: { Type: 'Pass', Output: ['{% $states.input %}', '{% $seen %}'], End: true },
      },
      { n: 4 },
      ['middle', true],
    ],
    [
      'Choice falls back to its default with the Output of the state',
      {
        A: {
          Type: 'Choice',
          Choices: [{ Condition: false, Next: 'B' }],
          Output: 'the default',
          Default: 'B',
        },
        B: { Type: 'Succeed' },
      },
      {},
      'the default',
    ],
    [
      'Parallel gives every branch its arguments and collects in order',
      {
        A: {
          Type: 'Parallel',
          Arguments: { n: '{% $states.input.n + 1 %}' },
          Branches: [
            { StartAt: 'D', States: { D: aTask('double') } },
            { StartAt: 'P', States: { P: { Type: 'Pass', Output: '{% $states.input.n %}', End: true } } },
          ],
          Output: '{% $states.result %}',
          End: true,
        },
      },
      { n: 1 },
      [4, 2],
    ],
    [
      'Map runs its items in order of index, each with its context',
      {
        A: {
          Type: 'Map',
          Items: '{% $states.input.xs %}',
          ItemSelector: {
            n: '{% $states.context.Map.Item.Value %}',
            i: '{% $states.context.Map.Item.Index %}',
          },
          MaxConcurrency: 2,
          ItemProcessor: {
            ProcessorConfig: { Mode: 'INLINE' },
            StartAt: 'D',
            States: { D: aTask('double', { Output: '{% [$states.input.i, $states.result.Payload] %}' }) },
          },
          End: true,
        },
      },
      { xs: [5, 6, 7] },
      [
        [0, 10],
        [1, 12],
        [2, 14],
      ],
    ],
    [
      'Map of nothing is nothing',
      {
        A: {
          Type: 'Map',
          Items: [],
          ItemProcessor: { StartAt: 'D', States: { D: aTask('double') } },
          End: true,
        },
      },
      {},
      [],
    ],
    [
      'branches see the variables around them but keep their own',
      {
        A: { Type: 'Pass', Assign: { x: 1 }, Next: 'B' },
        B: {
          Type: 'Parallel',
          Branches: [
            {
              StartAt: 'P',
              States: { P: { Type: 'Pass', Assign: { y: '{% $x %}' }, Output: '{% $x %}', End: true } },
            },
          ],
          Next: 'C',
        },
        C: { Type: 'Pass', Output: ['{% $states.input %}', '{% $exists($y) %}'], End: true },
      },
      {},
      [[1], false],
    ],
    [
      'the functions of Step Functions are there',
      {
        A: {
          Type: 'Pass',
          Output: [
            '{% $partition([1,2,3],2) %}',
            '{% $range(1,7,3) %}',
            "{% $hash('a','SHA-256') %}",
            '{% $parse($states.input.text).a %}',
            '{% $random(7) = $random(7) and $random() < 1 %}',
            '{% $length($uuid()) %}',
            '{% $now() %}',
            '{% $millis() %}',
            "{% $now('[Y0001]') %}",
          ],
          End: true,
        },
      },
      { text: '{"a":1}' },
      [
        [[1, 2], [3]],
        [1, 4, 7],
        'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb',
        1,
        true,
        36,
        new Date(START).toISOString(),
        START,
        '2026',
      ],
    ],
    [
      'the context says who runs',
      {
        A: {
          Type: 'Pass',
          Output:
            '{% [$states.context.Execution.Input.a, $states.context.StateMachine.Name, $states.context.State.Name, $states.context.Execution.StartTime] %}',
          End: true,
        },
      },
      { a: 1 },
      [1, 'ticket', 'A', '2026-11-21T09:00:00.000Z'],
    ],
  ];
  it.each(cases)('%s', async (_name, states, input, output) => {
    expect(await outcome(states, input)).toEqual({ status: 'SUCCEEDED', output });
  });
});
