import { expect, it } from 'vitest';
import { outcome } from './outcome.ts';
import { aTask } from './states-desk.ts';

const failures: [string, Record<string, unknown>, unknown, { error: string; cause?: unknown }][] = [
  [
    'Fail fails with its words',
    { A: { Type: 'Fail', Error: 'Gone', Cause: "{% 'since ' & $states.input.day %}" } },
    { day: 'Monday' },
    { error: 'Gone', cause: 'since Monday' },
  ],
  [
    'a Choice without a way on fails',
    { A: { Type: 'Choice', Choices: [{ Condition: false, Next: 'B' }] }, B: { Type: 'Succeed' } },
    {},
    { error: 'States.NoChoiceMatched' },
  ],
  [
    "a function's error fails the task",
    { A: aTask('refuse') },
    {},
    {
      error: 'TicketClosed',
      cause: '{"errorType":"TicketClosed","errorMessage":"said the function","trace":[]}',
    },
  ],
  [
    'a missing function fails the task',
    { A: aTask('absent') },
    {},
    { error: 'Lambda.ResourceNotFoundException', cause: 'Function not found: absent' },
  ],
  [
    'an expression that finds nothing fails',
    { A: { Type: 'Pass', Output: { b: ['{% $states.input.nothing %}'] }, End: true } },
    {},
    {
      error: 'States.QueryEvaluationError',
      cause:
        "An error occurred while executing the state 'A' (entered at the event id #2). The JSONata expression '$states.input.nothing' specified for the field 'Output/b[0]' returned nothing (undefined).",
    },
  ],
  [
    'an expression that throws fails',
    { A: { Type: 'Pass', Output: "{% 1 + 'a' %}", End: true } },
    {},
    { error: 'States.QueryEvaluationError', cause: expect.stringContaining('T2002') },
  ],
  [
    'a condition must be a boolean',
    { A: { Type: 'Choice', Choices: [{ Condition: "{% 'yes' %}", Next: 'B' }] }, B: { Type: 'Succeed' } },
    {},
    {
      error: 'States.QueryEvaluationError',
      cause: expect.stringContaining("Expected 'boolean', but was 'string'"),
    },
  ],
  [
    'a wait of half a second is refused',
    { A: { Type: 'Wait', Seconds: '{% 0.5 %}', End: true } },
    {},
    { error: 'States.QueryEvaluationError' },
  ],
  [
    'a time limit must be positive',
    { A: aTask('double', { TimeoutSeconds: '{% 0 %}' }) },
    {},
    { error: 'States.QueryEvaluationError', cause: expect.stringContaining('less than 1') },
  ],
  [
    'items must be an array',
    { A: { Type: 'Map', ItemProcessor: { StartAt: 'D', States: { D: aTask('double') } }, End: true } },
    {},
    { error: 'States.QueryEvaluationError' },
  ],
  [
    'a payload over 256 KB ends the execution past States.ALL',
    {
      A: {
        Type: 'Map',
        Items: [1],
        ItemProcessor: {
          StartAt: 'D',
          States: { D: { Type: 'Pass', Output: "{% $pad('', 262145, '#') %}", End: true } },
        },
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'B' }],
        End: true,
      },
      B: { Type: 'Succeed' },
    },
    {},
    { error: 'States.DataLimitExceeded' },
  ],
];
it.each(failures)('%s', async (_name, states, input, failure) => {
  expect(await outcome(states, input)).toMatchObject({ status: 'FAILED', ...failure });
});
