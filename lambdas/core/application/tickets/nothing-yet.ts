/** Whether what somebody outside says leaves open what their ticket was asked for. */
import type { Settings } from '../../domain/settings/schemas.ts';
import type { Comment, Ticket } from '../../domain/ticket/ticket.ts';
import { categoryOf } from '../../domain/ticket/where.ts';

/** What reads details is loaded only where some are missing. */
export const saysNothingYet = async (
  ticket: Ticket,
  comment: Comment,
  settings: Settings,
): Promise<boolean> => {
  if (ticket.missingDetails.length === 0) return false;
  const { givesNothingYet } = await import('../../domain/triage/details/nothing-yet.ts');
  return givesNothingYet(comment, categoryOf(settings, ticket.category), settings.desk.products);
};
