/** How far the clocks of a time zone are from UTC, and when that changes; all zone arithmetic is Temporal's. */
import { create, getTimeZoneTransition, offsetNanoseconds } from 'temporal-polyfill/fns/ZonedDateTime';

/** A time in which the offset stays the same; instants are milliseconds since 1970 UTC. */
export interface Regime {
  readonly from: number;
  readonly to: number;
  /** Milliseconds to add to UTC for the local time. */
  readonly offset: number;
}

const NANOSECONDS = 1_000_000;

/** In order and without gaps from `from` to `to`; the zone is one that `timeZone` (settings/fields.ts) has let in. */
export const regimesIn = (timeZone: string, from: number, to: number): readonly Regime[] => {
  const regimes: Regime[] = [];
  let at = create(BigInt(from) * BigInt(NANOSECONDS), timeZone);
  for (let start = from; start < to; ) {
    const next = getTimeZoneTransition(at, 'next');
    const end = Math.min(next?.epochMilliseconds ?? to, to);
    regimes.push({ from: start, to: end, offset: offsetNanoseconds(at) / NANOSECONDS });
    at = next ?? at;
    start = end;
  }
  return regimes;
};
