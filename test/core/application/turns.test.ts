import { describe, expect, it } from 'vitest';
import { throwTogether, turns } from '../../../lambdas/core/application/turns.ts';

const first = new Error('first');
const second = new Error('second');

describe('turns', () => {
  it('go on whatever becomes of those before, and say what came of each', async () => {
    const { take, failures } = turns();
    expect(await take(() => Promise.reject(first))).toBeNull();
    expect(await take(async () => 'done')).toBe('done');
    expect(await take(() => Promise.reject(second))).toBeNull();
    expect(failures).toEqual([first, second]);
  });

  it('fail in the same way when they throw before they begin to wait', async () => {
    const { take, failures } = turns();
    const turn = (): Promise<never> => {
      throw first;
    };
    expect(await take(turn)).toBeNull();
    expect(failures).toEqual([first]);
  });

  it('may be taken side by side, and inside another', async () => {
    const { take, failures } = turns();
    await Promise.all([first, second].map((error) => take(() => take(() => Promise.reject(error)))));
    expect(failures).toEqual([first, second]);
  });
});

describe('failures', () => {
  it('are thrown together', () => {
    expect(() => throwTogether([first, second], 'tickets could not be mended')).toThrow(
      expect.objectContaining({
        name: 'AggregateError',
        message: '2 tickets could not be mended.',
        errors: [first, second],
      }),
    );
  });

  it('are nothing to throw when there are none', () => {
    throwTogether([], 'tickets could not be mended');
  });
});
