/** Keeps what agents say of tickets by what they do: the model learns from it. */

import type { TicketEvent } from '../../domain/ticket/events.ts';
import { LINES, PRIORITIES } from '../../domain/ticket/words.ts';
import type { Teaching } from '../model-ports.ts';
import type { Ports } from '../ports.ts';

type Labels = Pick<Teaching, 'category' | 'priority' | 'line' | 'solved' | 'merged'>;

const labelsOf = (event: TicketEvent): Labels => {
  switch (event.type) {
    case 'ticket.changed': {
      const { category, priority, line } = event.payload.changes;
      const named = typeof category?.after === 'string' ? category.after : undefined;
      const urgent = PRIORITIES.find((one) => one === priority?.after);
      const placed = LINES.find((one) => one === line?.after);
      return {
        ...(named === undefined ? {} : { category: named }),
        ...(urgent === undefined ? {} : { priority: urgent }),
        ...(placed === undefined ? {} : { line: placed }),
      };
    }
    case 'ticket.escalated':
    case 'ticket.returned':
      return { line: event.payload.to };
    case 'ticket.solved':
      return event.payload.auto ? {} : { solved: true };
    case 'ticket.merged':
      return { merged: true };
    default:
      return {};
  }
};

/** Of agents alone: what a machine decides teaches it nothing. Each event tells all of it, so order does not matter. */
export const keepExamples =
  (ports: Pick<Ports, 'examples'>) =>
  async (event: TicketEvent): Promise<void> => {
    if (event.actor.kind !== 'agent') return;
    const labels = labelsOf(event);
    if (Object.keys(labels).length === 0) return;
    const { ticketId, version, actor, occurredAt } = event;
    await ports.examples.put({ ticketId, version, by: actor.id, at: occurredAt, ...labels });
  };
