/** Which policies have applied to a ticket: what elapsed under one is counted by its schedule for ever. */
import type { Settings, SlaPolicy } from '../settings/schemas.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { PolicyPeriod } from './marks.ts';
import { policyFor } from './policy.ts';

const followedBy = (
  periods: readonly PolicyPeriod[],
  policy: SlaPolicy | null,
  from: string,
): readonly PolicyPeriod[] => {
  const next = { policy: policy?.id ?? null, schedule: policy?.schedule ?? null };
  const last = periods.at(-1);
  if (last === undefined) return [{ from, ...next }];
  if (last.policy === next.policy && last.schedule === next.schedule) return periods;
  return from > last.from
    ? [...periods, { from, ...next }]
    : [...periods.slice(0, -1), { from: last.from, ...next }];
};

/** The periods as they stand under these settings: a change of the policies counts from when it was made. */
export const policyPeriods = (ticket: Ticket, settings: Settings): readonly PolicyPeriod[] =>
  followedBy(
    ticket.marks.policies,
    policyFor(ticket, settings['sla-policies']),
    ticket.marks.policies.length === 0 ? ticket.createdAt : (settings.policiesChangedAt ?? ''),
  );

/** The periods after a change of the ticket, which may have brought it under another policy; null: it is being opened. */
export const policiesAfter = (
  before: Ticket | null,
  after: Ticket,
  settings: Settings,
  now: string,
): readonly PolicyPeriod[] =>
  followedBy(
    before === null ? [] : policyPeriods(before, settings),
    policyFor(after, settings['sla-policies']),
    now,
  );
