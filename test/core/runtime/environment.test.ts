import { expect, test } from 'vitest';
import { readEnvironment } from '../../../lambdas/core/runtime/environment.ts';

test('a function reads its own variables', () => {
  expect(readEnvironment('relay', { EVENT_BUS_NAME: 'threeline', PATH: '/bin' })).toEqual({
    EVENT_BUS_NAME: 'threeline',
  });
});

test('everything that is missing or wrong is one error, without values', () => {
  expect(() => readEnvironment('orchestrate', { STATE_MACHINE_ARN: 'secret' })).toThrow(
    'The environment of orchestrate is not complete: TABLE_NAME is missing, CONTENT_BUCKET is missing, STATE_MACHINE_ARN is wrong.',
  );
});
