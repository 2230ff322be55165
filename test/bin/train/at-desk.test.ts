import { describe, expect, it } from 'vitest';
import { follow } from '../../../bin/desk/train/at-desk.ts';
import type { Training } from '../../../lambdas/core/application/model-ports.ts';
import { after } from '../../core/builders.ts';

const aTraining = (more: Partial<Training> = {}): Training => ({
  ...{ id: 'mine', by: 'erik', startedAt: after(0), until: after(15), phase: 'reading', done: 0, total: 0 },
  ...{ finishedAt: null, result: null, measured: null, failure: null },
  ...more,
});

/** What the desk says at each look; the last is said again for ever. A minute passes between two. */
const followed = async (...said: readonly (Training | null)[]) => {
  const shown: string[] = [];
  let looks = 0;
  const following = {
    trainings: { last: async () => said[Math.min(looks, said.length - 1)] ?? null },
    now: async () => new Date(after(looks)),
    pause: async () => {
      looks += 1;
    },
  };
  const progress = {
    begin: (what: string, total: number) => void shown.push(`${what} of ${total}`),
    step: () => void shown.push('step'),
    end: () => void shown.push('end'),
  };
  const outcome = await follow(following, 'mine', progress).then(
    ({ result, measured }) => ({ result, measured }),
    (error: Error) => ({ error: error.message }),
  );
  return { shown, looks, ...outcome };
};

const done = aTraining({ phase: 'storing', finishedAt: after(4), result: { activated: 1 } });

describe('following a training at the desk', () => {
  it('shows each phase as the desk tells of it, and ends with what came of it', async () => {
    const { shown, ...outcome } = await followed(
      null,
      aTraining({ total: 3 }),
      aTraining({ done: 2, total: 3 }),
      aTraining({ phase: 'learning' }),
      done,
    );
    expect(outcome).toMatchObject({ result: { activated: 1 }, looks: 4 });
    expect(shown).toEqual([
      ...['reading tickets of 3', 'step', 'step', 'end'],
      ...['learning from most of 1', 'end', 'learning from all of 1'],
    ]);
  });

  it('hands on how good it is', async () => {
    const measured = { seconds: 1, modelBytes: 5, microsecondsPerTicket: 9 };
    expect(await followed({ ...done, measured })).toMatchObject({ measured });
    expect(await followed(done)).toMatchObject({ measured: null });
  });

  it('follows the one that was quicker, for the desk begins no second one', async () => {
    const other = aTraining({ id: 'other' });
    const ended = { ...done, id: 'other', result: { worse: 1 } };
    expect(await followed(other, ended)).toMatchObject({ result: { worse: 1 } });
    // One that was over before is none of ours.
    expect(await followed({ ...ended, finishedAt: after(-9) }, done)).toMatchObject({
      result: { activated: 1 },
    });
  });

  it('says that it failed, that it died, and that it never began', async () => {
    const failed = aTraining({ finishedAt: after(1), failure: 'Throttled' });
    expect(await followed(failed)).toMatchObject({
      error: expect.stringMatching(/could not learn: Throttled/),
    });
    expect(await followed(aTraining())).toMatchObject({
      error: expect.stringMatching(/ended without a word/),
      looks: 15,
    });
    expect(await followed(null)).toMatchObject({ error: expect.stringMatching(/has not begun yet/) });
  });
});
