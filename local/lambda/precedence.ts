/** People first: while a request of theirs is under way, the desk's own work takes turns with it instead of crowding it out. */
import { setTimeout } from 'node:timers/promises';

export interface Precedence {
  /** A request of a person begins; the function that is returned ends it. */
  begin(): () => void;
  /** Resolves when nobody waits, after a moment in any case: a busy desk gets on as well. */
  turn(): Promise<void>;
}

/** Of real time. On AWS both would have machines of their own. */
const MOST_MILLISECONDS = 200;

export function createPrecedence(most = MOST_MILLISECONDS): Precedence {
  let underWay = 0;
  let quiet = Promise.withResolvers<void>();
  return {
    begin() {
      underWay += 1;
      return () => {
        underWay -= 1;
        if (underWay > 0) return;
        quiet.resolve();
        quiet = Promise.withResolvers();
      };
    },
    async turn() {
      if (underWay === 0) return;
      const timer = new AbortController();
      await Promise.race([
        quiet.promise,
        setTimeout(most, undefined, { signal: timer.signal }).catch(() => undefined),
      ]);
      timer.abort();
    },
  };
}
