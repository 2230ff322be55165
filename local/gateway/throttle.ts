/** The stage's throttle: a bucket of tokens per route, filled in real time. */
import type { RouteDescription } from '../template/api.ts';

/** Whether a request of this route may pass now. */
export function createThrottle(
  realNow: () => number = () => performance.now(),
): (route: RouteDescription) => boolean {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return ({ key, throttle }) => {
    if (!throttle) return true;
    const now = realNow();
    const before = buckets.get(key) ?? { tokens: throttle.burst, at: now };
    const filled = before.tokens + ((now - before.at) / 1000) * throttle.ratePerSecond;
    const tokens = Math.min(throttle.burst, filled);
    buckets.set(key, { tokens: tokens < 1 ? tokens : tokens - 1, at: now });
    return tokens >= 1;
  };
}
