/** The details that stand on a ticket now, whoever brought them: agents attach logs as well. */
import type { Circumstances } from '../../domain/ticket/decision.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { analyse } from '../../domain/triage/analyse.ts';
import type { DetailFinding } from '../../domain/triage/triage.ts';
import type { Ports } from '../ports.ts';
import { textsOn } from './texts-on.ts';

/** What the desk itself wrote asks for details and holds none. */
export const foundDetails =
  (ports: Pick<Ports, 'tickets'>) =>
  async (ticket: Ticket, { settings, now }: Circumstances): Promise<readonly DetailFinding[]> => {
    const texts = await textsOn(ports, ticket, ({ author }) => author.kind !== 'system');
    return analyse(ticket, texts, settings, now, ticket.progress.detailsRounds).details;
  };
