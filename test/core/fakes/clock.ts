/** A clock that stands still until a test moves it. */
import type { Clock } from '../../../lambdas/core/application/ports.ts';

export interface FakeClock extends Clock {
  set(at: string): void;
  /** Milliseconds. */
  advance(by: number): void;
}

/** Starts on Monday 2 November 2026, 09:00 UTC. */
export const fakeClock = (start = '2026-11-02T09:00:00.000Z'): FakeClock => {
  let at = Date.parse(start);
  return {
    now: () => new Date(at).toISOString(),
    set: (to) => {
      at = Date.parse(to);
    },
    advance: (by) => {
      at += by;
    },
  };
};
