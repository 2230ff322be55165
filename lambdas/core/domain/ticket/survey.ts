/** Whether the requester is asked how it went: decided once for each resolution (product.md section 7). */
import { type Circumstances, type Decision, decided, nothing } from './decision.ts';
import type { Ticket } from './ticket.ts';

/**
 * Offers the survey, or puts on record that none is offered, so that the workflow goes on either way. Nothing when the
 * ticket is not solved or it was decided for this resolution. Reopening withdraws an offer (status.ts).
 */
export const decideSurvey = (ticket: Ticket, offer: boolean, c: Circumstances): Decision => {
  const { solvedAt, satisfaction, progress } = ticket;
  if (ticket.status !== 'solved' || solvedAt === null || progress.surveyDecidedFor === solvedAt)
    return nothing(ticket);
  const after: Ticket = { ...ticket, progress: { ...progress, surveyDecidedFor: solvedAt } };
  if (!offer)
    return decided(after, {
      type: 'ticket.changed',
      payload: { changes: { survey: { before: null, after: 'not-offered' } } },
    });
  return decided(
    { ...after, satisfaction: { ...satisfaction, status: 'offered', offeredAt: c.now } },
    {
      type: 'satisfaction.offered',
      payload: { solvedAt, offeredAt: c.now, agentId: satisfaction.agentId, groupId: ticket.groupId },
    },
  );
};
