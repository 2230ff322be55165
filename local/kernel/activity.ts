/** Knows when the desk is quiet: nothing under way, and nothing waiting that could run now. */
import type { Activity } from './contract.ts';

/** The activity with the questions that only the desk asks. */
export interface DeskActivity extends Activity {
  /** Resolves when nothing is under way and nothing waits, and that held over turns of the event loop. */
  settled(): Promise<void>;
  /** What is under way or waits now, oldest first, for people. */
  report(): readonly string[];
}

/** Work may hand over to other work by way of a socket or a promise; quiet must outlast that. */
const QUIET_TURNS = 3;

/** How long to leave a source alone whose work nobody has begun yet, in ms: sources cannot call us. */
const SOURCE_PAUSE_MS = 2;

export const createActivity = (): DeskActivity => {
  const running = new Set<{ readonly what: string }>();
  const sources = new Map<string, () => boolean>();
  let waiters: (() => void)[] = [];
  /** Counts beginnings, so that work which began and ended between two looks is noticed. */
  let begun = 0;

  const waitingSources = (): string[] =>
    [...sources].filter(([, waiting]) => waiting()).map(([name]) => name);
  const somethingWaits = (): boolean => {
    for (const waiting of sources.values()) if (waiting()) return true;
    return false;
  };
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const idle = (): Promise<void> => new Promise((resolve) => waiters.push(resolve));
  const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, SOURCE_PAUSE_MS));

  const settled = async (): Promise<void> => {
    let quietTurns = 0;
    let seen = begun;
    while (quietTurns < QUIET_TURNS) {
      await turn();
      if (running.size > 0) {
        quietTurns = 0;
        await idle();
      } else if (somethingWaits()) {
        quietTurns = 0;
        await pause();
      } else {
        quietTurns = seen === begun ? quietTurns + 1 : 1;
        seen = begun;
      }
    }
  };

  return {
    settled,
    begin: (what) => {
      const work = { what };
      running.add(work);
      begun += 1;
      return () => {
        running.delete(work);
        if (running.size > 0) return;
        const woken = waiters;
        waiters = [];
        for (const wake of woken) wake();
      };
    },
    source: (name, waiting) => {
      sources.set(name, waiting);
    },
    report: () => [
      ...[...running].map((work) => work.what),
      ...waitingSources().map((name) => `${name} waits`),
    ],
  };
};
