/** How many POSTs a minute a caller may make (settings `desk.rateLimits`), counted where all instances see it. */
import type { Caller } from '../../domain/people/caller.ts';
import type { DeskSettings } from '../../domain/settings/schemas.ts';
import type { Ports } from '../ports.ts';

export interface RateVerdict {
  readonly limit: number;
  readonly remaining: number;
  readonly resetSeconds: number;
  readonly allowed: boolean;
}

type Limits = DeskSettings['rateLimits'];

/** Whose count it is, and where it ends; a page's reader is known by address only. */
const countOf = (
  caller: Caller,
  address: string,
  limits: Limits,
): { readonly who: string; readonly limit: number | null } => {
  switch (caller.kind) {
    case 'machine':
      return { who: caller.id, limit: caller.rateLimit ?? limits.perKey };
    case 'agent':
      return { who: caller.id, limit: limits.perPerson };
    case 'requester':
    case 'link':
      return { who: caller.personId, limit: limits.perPerson };
    case 'public':
      return { who: `address:${address}`, limit: limits.perAddress };
  }
};

/** null: no limit is set, and nothing is counted. */
export const limitRate =
  (ports: Pick<Ports, 'rates' | 'settings' | 'clock'>) =>
  async (caller: Caller, source: { readonly address: string }): Promise<RateVerdict | null> => {
    const { desk } = await ports.settings.current();
    const { who, limit } = countOf(caller, source.address, desk.rateLimits);
    if (limit === null) return null;
    const now = ports.clock.now();
    const used = await ports.rates.count(who, now.slice(0, 16));
    return {
      limit,
      remaining: Math.max(0, limit - used),
      resetSeconds: 60 - Number(now.slice(17, 19)),
      allowed: used <= limit,
    };
  };
