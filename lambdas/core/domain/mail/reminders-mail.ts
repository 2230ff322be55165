/** The mail that reminds an agent of several tickets at once: how it lists them. */
import type { EventPayloads } from '../ticket/event-payloads.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { metricName } from './render.ts';
import { spokenTime } from './words.ts';

/** A ticket and the share of its promise that has passed. */
export interface Reminded {
  readonly ticket: Pick<Ticket, 'number' | 'subject'>;
  readonly payload: Pick<EventPayloads['sla.reminded'], 'metric' | 'threshold' | 'dueAt'>;
}

/** A paragraph for each, the one that is due first at the top. */
export const remindersList = (
  reminded: readonly Reminded[],
  {
    locale,
    timeZone,
    baseUrl,
  }: { readonly locale: string; readonly timeZone: string; readonly baseUrl: string },
): string =>
  reminded
    .toSorted((a, b) => (a.payload.dueAt < b.payload.dueAt ? -1 : 1))
    .map(({ ticket, payload }) =>
      [
        `#${ticket.number} ${ticket.subject}`,
        `${metricName(payload.metric, locale)}: ${spokenTime(payload.dueAt, locale, timeZone)} (${payload.threshold} %)`,
        `${baseUrl}/v1/tickets/${ticket.number}`,
      ].join('\n'),
    )
    .join('\n\n');
