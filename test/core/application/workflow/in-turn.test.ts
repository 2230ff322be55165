import { describe, expect, it } from 'vitest';
import { inTurn } from '../../../../lambdas/core/application/workflow/in-turn.ts';

const about = { correlationId: 'cor_round' };
const counts = async () => ({ one: 1 });
const fails = (why: string) => () => Promise.reject(new Error(why));

describe('rounds in turn', () => {
  it('count together', async () => {
    expect(
      await inTurn([counts, async ({ correlationId }) => ({ two: correlationId.length })])(about),
    ).toEqual({
      one: 1,
      two: 9,
    });
  });

  it('all have their turn, whatever became of those before', async () => {
    let turns = 0;
    const last = async () => {
      turns += 1;
      return { turns };
    };
    await expect(inTurn([fails('first'), last])(about)).rejects.toThrow('first');
    await expect(inTurn([fails('first'), fails('second'), last])(about)).rejects.toThrow('2 rounds failed.');
    expect(turns).toBe(2);
  });
});
