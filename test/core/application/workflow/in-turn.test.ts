import { describe, expect, it } from 'vitest';
import { inTurn, type RoundAbout } from '../../../../lambdas/core/application/workflow/in-turn.ts';
import { aDesk } from '../a-desk.ts';

const about = { correlationId: 'cor_round' };
const desk = aDesk();
const counts = async () => ({ one: 1 });
const fails = (why: string) => () => Promise.reject(new Error(why));

describe('rounds in turn', () => {
  it('count together', async () => {
    expect(
      await inTurn(desk, [counts, async ({ correlationId }) => ({ two: correlationId.length })])(about),
    ).toEqual({
      one: 1,
      two: 9,
    });
  });

  it('go by the same settings, which are read once', async () => {
    let reads = 0;
    const current = async () => {
      reads += 1;
      return desk.settings.current();
    };
    const agents = async ({ settings }: RoundAbout) => ({ agents: settings.agents.length });
    const read = { settings: { ...desk.settings, current } };
    expect(await inTurn(read, [agents, agents])(about)).toEqual({
      agents: (await desk.settings.current()).agents.length,
    });
    expect(reads).toBe(1);
  });

  it('all have their turn, whatever became of those before', async () => {
    let turns = 0;
    const last = async () => {
      turns += 1;
      return { turns };
    };
    await expect(inTurn(desk, [fails('first'), last])(about)).rejects.toThrow('first');
    await expect(inTurn(desk, [fails('first'), fails('second'), last])(about)).rejects.toThrow(
      '2 rounds failed.',
    );
    expect(turns).toBe(2);
  });
});
