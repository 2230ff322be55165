import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createActivity } from '../../../local/kernel/activity.ts';
import { createClock, type DeskClock } from '../../../local/kernel/clock.ts';

const DAY = 86_400_000;
const quiet = (): Promise<void> => Promise.resolve();

describe('the clock', () => {
  let dataFolder: string;
  let clock: DeskClock;
  beforeEach(() => {
    dataFolder = mkdtempSync(join(tmpdir(), 'clock-'));
    clock = createClock({ dataFolder });
  });
  afterEach(() => {
    clock.close();
    rmSync(dataFolder, { recursive: true, force: true });
  });

  it('is real time at first', () => {
    expect(Math.abs(clock.now() - Date.now())).toBeLessThan(50);
  });

  it('fires an alarm that is due at once, without being advanced', async () => {
    await new Promise<void>((resolve) => clock.alarm('a', clock.now() - 1, resolve));
  });

  it('takes a time between two milliseconds', async () => {
    const start = clock.now();
    let firedAt = 0;
    clock.alarm('a', start + DAY + 0.25, () => {
      firedAt = clock.now();
    });
    expect(await clock.advanceTo(start + 2 * DAY, quiet)).toEqual({ fired: 1 });
    expect(firedAt - start).toBeGreaterThanOrEqual(DAY + 1);
  });

  it('fires in order of time while it is advanced, each at its own time', async () => {
    const start = clock.now();
    const fired: [string, number][] = [];
    const note = (name: string) => () => {
      fired.push([name, Math.round((clock.now() - start) / DAY)]);
    };
    clock.alarm('c', start + 30 * DAY, note('c'));
    clock.alarm('a', start + 1 * DAY, note('a'));
    clock.alarm('b', start + 2 * DAY, note('b'));
    expect(await clock.advanceTo(start + 31 * DAY, quiet)).toEqual({ fired: 3 });
    expect(fired).toEqual([
      ['a', 1],
      ['b', 2],
      ['c', 30],
    ]);
    expect(clock.now()).toBeGreaterThanOrEqual(start + 31 * DAY);
  });

  it('fires alarms that were set on the way, and leaves later ones', async () => {
    const start = clock.now();
    const fired: string[] = [];
    clock.alarm('first', start + DAY, () => {
      fired.push('first');
      clock.alarm('second', start + 2 * DAY, () => void fired.push('second'));
      clock.alarm('late', start + 400 * DAY, () => void fired.push('late'));
    });
    await clock.advanceTo(start + 3 * DAY, quiet);
    expect(fired).toEqual(['first', 'second']);
    await clock.advanceTo(start + 401 * DAY, quiet);
    expect(fired).toEqual(['first', 'second', 'late']);
  });

  it('waits for the work of one alarm before it fires the next', async () => {
    const activity = createActivity();
    const log: string[] = [];
    const start = clock.now();
    clock.alarm('a', start + DAY, async () => {
      const end = activity.begin('a');
      await new Promise((resolve) => setTimeout(resolve, 5));
      log.push('work of a done');
      end();
    });
    clock.alarm('b', start + 2 * DAY, () => void log.push('b'));
    await clock.advanceTo(start + 2 * DAY, activity.settled);
    expect(log).toEqual(['work of a done', 'b']);
  });

  it('keeps only the last alarm of a key, and none that was cancelled', async () => {
    const fired: number[] = [];
    const start = clock.now();
    clock.alarm('k', start + DAY, () => void fired.push(1));
    clock.alarm('k', start + 2 * DAY, () => void fired.push(2));
    clock.alarm('gone', start + DAY, () => void fired.push(3));
    clock.cancel('gone');
    expect(await clock.advanceTo(start + 3 * DAY, quiet)).toEqual({ fired: 1 });
    expect(fired).toEqual([2]);
  });

  it('does not fire an alarm decades ahead by itself', async () => {
    let fired = false;
    clock.alarm('far', clock.now() + 20 * 365 * DAY, () => {
      fired = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(fired).toBe(false);
  });

  it('goes on where it was after a restart', async () => {
    const target = clock.now() + 90 * DAY;
    await clock.advanceTo(target, quiet);
    clock.close();
    clock = createClock({ dataFolder });
    expect(clock.now()).toBeGreaterThanOrEqual(target);
    expect(clock.now()).toBeLessThan(target + DAY);
    expect(Number(Atomics.load(new BigInt64Array(clock.shared), 0))).toBeGreaterThan(89 * DAY);
  });

  it('takes two calls at once one after the other', async () => {
    const start = clock.now();
    const fired: string[] = [];
    clock.alarm('a', start + DAY, () => void fired.push('a'));
    const results = await Promise.all([
      clock.advanceTo(start + 2 * DAY, quiet),
      clock.advanceTo(start + 3 * DAY, quiet),
    ]);
    expect(results).toEqual([{ fired: 1 }, { fired: 0 }]);
    expect(fired).toEqual(['a']);
  });

  it('says that an alarm is due until it has fired', async () => {
    await new Promise<void>((resolve) => {
      clock.alarm('a', clock.now() - 5, resolve);
      expect(clock.due()).toBe(true);
    });
    expect(clock.due()).toBe(false);
  });
});
