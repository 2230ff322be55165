/** The desk's clock: real time plus a durable offset, and the alarms that hang on it. */
import type { Clock } from './contract.ts';
import { openDatabase } from './database.ts';

/** The clock with what only the desk itself may do. */
export interface DeskClock extends Clock {
  /**
   * Moves desk time to `at` (ms), firing what is due on the way in order; `settled` is awaited after each alarm, so
   * an alarm must tell `Activity` of the work it begins. A time in the past only fires what is due. Calls queue up.
   */
  advanceTo(at: number, settled: () => Promise<void>): Promise<{ fired: number }>;
  /** Whether an alarm is due whose turn has not come yet: a source for `Activity`; false while `advanceTo` walks. */
  due(): boolean;
  /** One BigInt64: the offset in ms that `installDeskDate` reads in a worker. */
  readonly shared: SharedArrayBuffer;
  close(): void;
}

interface Alarm {
  readonly key: string;
  readonly at: number;
  readonly fire: () => void | Promise<void>;
}

/** Node fires a longer timeout after 1 ms. */
const LONGEST_TIMEOUT = 2 ** 31 - 1;

/** Opens the clock of a data folder where it was left; alarms are not kept, their owners set them again at start. */
export const createClock = ({ dataFolder }: { readonly dataFolder: string }): DeskClock => {
  const database = openDatabase(
    dataFolder,
    'clock',
    'CREATE TABLE IF NOT EXISTS clock (id INTEGER PRIMARY KEY CHECK (id = 1), offset INTEGER NOT NULL)',
  );
  const save = database.prepare('INSERT OR REPLACE INTO clock (id, offset) VALUES (1, ?)');
  const shared = new SharedArrayBuffer(8);
  const view = new BigInt64Array(shared);
  let offset = Number(database.prepare('SELECT offset FROM clock').get()?.offset ?? 0);
  Atomics.store(view, 0, BigInt(offset));

  const alarms = new Map<string, Alarm>();
  let earliest: Alarm | undefined;
  let timer: NodeJS.Timeout | undefined;
  let walking = false;
  let closed = false;
  let walks: Promise<unknown> = Promise.resolve();

  const now = (): number => Date.now() + offset;

  const jumpTo = (at: number): void => {
    if (at <= now()) return;
    offset += at - now();
    // Kept before anything happens at the new time: a restart must not set time back behind what it wrote.
    save.run(offset);
    Atomics.store(view, 0, BigInt(offset));
  };

  /** Looked up only when it may have changed: thousands of tickets have an alarm each. */
  const next = (): Alarm | undefined => {
    if (earliest !== undefined) return earliest;
    for (const alarm of alarms.values()) {
      if (earliest === undefined || alarm.at < earliest.at) earliest = alarm;
    }
    return earliest;
  };

  const remove = (key: string): boolean => {
    if (earliest?.key === key) earliest = undefined;
    return alarms.delete(key);
  };

  /** A failing alarm is an unhandled rejection: loud, and not the next alarm's trouble. */
  const fire = async (alarm: Alarm): Promise<void> => {
    remove(alarm.key);
    await alarm.fire();
  };

  const arm = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const alarm = walking || closed ? undefined : next();
    if (alarm === undefined) return;
    timer = setTimeout(ring, Math.min(Math.max(0, alarm.at - now()), LONGEST_TIMEOUT));
    timer.unref();
  };

  /** One alarm a turn, so that what it starts comes before the next one. */
  const ring = (): void => {
    const alarm = next();
    if (alarm !== undefined && alarm.at <= now()) void fire(alarm);
    arm();
  };

  const walk = async (target: number, settled: () => Promise<void>): Promise<{ fired: number }> => {
    let fired = 0;
    walking = true;
    arm();
    try {
      await settled();
      while (!closed) {
        const alarm = next();
        if (alarm === undefined || alarm.at > target) {
          if (now() >= target) return { fired };
          jumpTo(target);
        } else {
          jumpTo(alarm.at);
          fired += 1;
          void fire(alarm);
        }
        await settled();
      }
      return { fired };
    } finally {
      walking = false;
      arm();
    }
  };

  return {
    now,
    shared,
    alarm: (key, at, onTime) => {
      if (!Number.isFinite(at)) throw new TypeError(`The alarm ${key} is set to ${at}, which is no time.`);
      const before = next();
      remove(key);
      // Whole milliseconds, because the offset has no others; a retry with jitter asks for a part of one.
      const alarm = { key, at: Math.ceil(at), fire: onTime };
      alarms.set(key, alarm);
      if (earliest !== undefined && alarm.at < earliest.at) earliest = alarm;
      if (next() !== before) arm();
    },
    cancel: (key) => {
      const before = next();
      remove(key);
      if (next() !== before) arm();
    },
    due: () => {
      if (walking || closed) return false;
      const alarm = next();
      return alarm !== undefined && alarm.at <= now();
    },
    advanceTo: (at, settled) => {
      const result = walks.then(() => walk(at, settled));
      walks = result.catch(() => undefined);
      return result;
    },
    close: () => {
      closed = true;
      clearTimeout(timer);
      alarms.clear();
      earliest = undefined;
      database.close();
    },
  };
};
