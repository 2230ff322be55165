import { describe, expect, it } from 'vitest';
import { createActivity } from '../../../local/kernel/activity.ts';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Whether the promise is settled after some turns of the event loop. */
const isDone = async (promise: Promise<void>): Promise<boolean> => {
  let done = false;
  void promise.then(() => {
    done = true;
  });
  for (let turns = 0; turns < 10; turns += 1) await turn();
  return done;
};

describe('the activity', () => {
  it('is settled when nothing ever began', async () => {
    await createActivity().settled();
  });

  it('is not settled while work is under way, and says which', async () => {
    const activity = createActivity();
    const end = activity.begin('a function runs');
    const settled = activity.settled();
    expect(await isDone(settled)).toBe(false);
    expect(activity.report()).toEqual(['a function runs']);
    end();
    await settled;
    expect(activity.report()).toEqual([]);
  });

  it('waits for a source that has work nobody has begun', async () => {
    const activity = createActivity();
    let messages = 1;
    activity.source('queue', () => messages > 0);
    const settled = activity.settled();
    expect(await isDone(settled)).toBe(false);
    expect(activity.report()).toEqual(['queue waits']);
    messages = 0;
    await settled;
  });

  it('follows work that hands over to other work a turn later', async () => {
    const activity = createActivity();
    const log: string[] = [];
    const end = activity.begin('first');
    setImmediate(() => {
      end();
      setImmediate(() => {
        const endSecond = activity.begin('second');
        setTimeout(() => {
          log.push('second done');
          endSecond();
        }, 3);
      });
    });
    await activity.settled();
    expect(log).toEqual(['second done']);
  });

  it('answers everybody who asked', async () => {
    const activity = createActivity();
    const end = activity.begin('x');
    const all = [activity.settled(), activity.settled()];
    end();
    await Promise.all(all);
  });

  it('takes an end that is called twice for one', async () => {
    const activity = createActivity();
    const end = activity.begin('a');
    activity.begin('b');
    end();
    end();
    expect(activity.report()).toEqual(['b']);
  });
});
