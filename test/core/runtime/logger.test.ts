import { afterEach, expect, test, vi } from 'vitest';
import { throttled } from '../../../lambdas/core/domain/errors.ts';
import { errorIds } from '../../../lambdas/core/runtime/logger.ts';
import { MESSAGES } from '../../../lambdas/core/runtime/messages.ts';

afterEach(() => void vi.restoreAllMocks());

test('a line is a registered sentence with its code and ids', async () => {
  const written: string[] = [];
  vi.stubEnv('POWERTOOLS_DEV', 'true');
  // The logger reads its environment once, at the first line of a process.
  vi.resetModules();
  const { log } = await import('../../../lambdas/core/runtime/logger.ts');
  vi.spyOn(console, 'warn').mockImplementation((line: string) => void written.push(line));
  log('warn', 'API_BUSY', { correlationId: 'req-1', route: 'openTicket' });
  expect(JSON.parse(written.join(''))).toMatchObject({
    level: 'WARN',
    message: MESSAGES.API_BUSY,
    code: 'API_BUSY',
    correlationId: 'req-1',
    route: 'openTicket',
  });
});

test('an error is told without what a person may have written', () => {
  const parse = () => JSON.parse('{"email": rita@example.com}');
  let thrown: unknown;
  try {
    parse();
  } catch (error) {
    thrown = error;
  }
  const told = errorIds(thrown);
  expect(told.errorName).toBe('SyntaxError');
  expect(JSON.stringify(told)).not.toContain('rita');
  expect(told.stack).toMatch(/^\s+at /);
});

test("the engine's own words are kept, and of AWS the request id", () => {
  expect(errorIds(new TypeError('x is not a function')).cause).toBe('x is not a function');
  const aws = Object.assign(new Error('Item rita@example.com'), {
    $metadata: { httpStatusCode: 400, requestId: 'R1' },
  });
  expect(errorIds(throttled('The table', aws))).toMatchObject({ errorName: 'Throttled', cause: '400 R1' });
  expect(errorIds('text')).toEqual({ errorName: 'string' });
});
