/** What share of past promises was kept, and what share would be kept under other policies. */
import type { Settings } from '../../../lambdas/core/domain/settings/schemas.ts';
import { promiseOutcomes } from '../../../lambdas/core/domain/sla/outcomes.ts';
import { METRICS, type Metric } from '../../../lambdas/core/domain/ticket/words.ts';
import type { TicketHistory } from '../aws/histories.ts';

/** Promises by how they ended; those that run within their target are not counted. */
export interface Count {
  readonly met: number;
  readonly breached: number;
}
export type Attainment = Readonly<Record<Metric, Count>>;

export interface Simulated {
  readonly tickets: number;
  readonly now: Attainment;
  readonly changed: Attainment;
}

/** The days of opening, `from` to `to`, both of them, UTC; and the time at which running clocks are looked at. */
export interface Span {
  readonly from: string;
  readonly to: string;
  readonly at: string;
}

type Tally = Record<Metric, { met: number; breached: number }>;

const emptyTally = (): Tally =>
  Object.fromEntries(METRICS.map((metric) => [metric, { met: 0, breached: 0 }])) as Tally;

const count = (tally: Tally, { ticket, events }: TicketHistory, settings: Settings, at: string): void => {
  for (const { metric, met } of promiseOutcomes(ticket, events, settings, at))
    tally[metric][met ? 'met' : 'breached'] += 1;
};

/** Spam, what was merged into another ticket, and imported history were promised nothing. */
const isPromised = ({ ticket, events: [opened] }: TicketHistory): boolean =>
  !ticket.spam &&
  ticket.mergedInto === null &&
  opened?.type === 'ticket.opened' &&
  opened.payload.history !== true;

/** Both by the same rule, each ticket as if its policy had always applied, so that they can be compared. */
export const simulated = async (
  histories: AsyncIterable<TicketHistory>,
  settings: Settings,
  changed: Settings,
  { from, to, at }: Span,
): Promise<Simulated> => {
  const [now, after] = [emptyTally(), emptyTally()];
  let tickets = 0;
  for await (const history of histories) {
    const day = history.ticket.createdAt.slice(0, 10);
    if (day < from || day > to || !isPromised(history)) continue;
    tickets += 1;
    count(now, history, settings, at);
    count(after, history, changed, at);
  }
  return { tickets, now, changed: after };
};
