/** The satisfaction figures: facts kept as events arrive, counted when somebody asks. */
import { DomainError } from '../../domain/errors.ts';
import { type SatisfactionRow, satisfactionByMonth } from '../../domain/satisfaction/figures.ts';
import type { TicketEvent } from '../../domain/ticket/events.ts';
import type { Operation } from '../operation.ts';
import type { Ports } from '../ports.ts';

interface Period {
  readonly query: { readonly from?: string | undefined; readonly to?: string | undefined };
}

const monthsBefore = (now: string, months: number): string => {
  const date = new Date(now);
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - months, 1)).toISOString();
};

/** Months are of the offer, UTC, so that answers and offers of a row are about the same surveys. Default: 12 months. */
export const satisfactionFigures =
  (ports: Pick<Ports, 'figures' | 'clock'>): Operation<Period, readonly SatisfactionRow[]> =>
  async ({ input }) => {
    const now = ports.clock.now();
    const from = (input.query.from ?? monthsBefore(now, 11)).slice(0, 7);
    const to = (input.query.to ?? now).slice(0, 7);
    if (from > to) throw new DomainError('BadQuery', 'malformed', 'from must not be after to.');
    if (Number(to.slice(0, 4)) - Number(from.slice(0, 4)) > 10)
      throw new DomainError('BadQuery', 'malformed', 'At most ten years can be read at once.');
    return { body: satisfactionByMonth(await ports.figures.satisfaction(from, to)) };
  };

/** Keeps the fact of one survey. Each event tells all of it, so neither order nor repetition matters. */
export const projectSatisfaction =
  (ports: Pick<Ports, 'figures'>) =>
  async (event: TicketEvent): Promise<void> => {
    switch (event.type) {
      case 'satisfaction.offered':
      case 'satisfaction.withdrawn':
      case 'satisfaction.rated':
        return ports.figures.put({
          ticketId: event.ticketId,
          period: event.payload.offeredAt.slice(0, 7),
          offeredAt: event.payload.offeredAt,
          rating: event.type === 'satisfaction.rated' ? event.payload.rating : null,
          withdrawn: event.type === 'satisfaction.withdrawn',
          agentId: event.payload.agentId,
          groupId: event.payload.groupId,
          version: event.version,
        });
      default:
    }
  };
