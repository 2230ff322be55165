/** Whether a resolution is asked about. */
import type { Ticket } from '../ticket/ticket.ts';

/** Solved by a person who said something; not spam, not merged (product.md section 7). */
export const surveyWanted = (
  ticket: Pick<Ticket, 'status' | 'spam' | 'mergedInto' | 'marks' | 'progress'>,
): boolean =>
  ticket.status === 'solved' &&
  !ticket.progress.autoSolved &&
  ticket.marks.publicReplies > 0 &&
  !ticket.spam &&
  ticket.mergedInto === null;

/** Names one offer of a survey: what a page's nonce is issued for; null when nothing was offered. */
export const surveyKey = (ticket: Pick<Ticket, 'id' | 'satisfaction'>): string | null =>
  ticket.satisfaction.offeredAt === null ? null : `${ticket.id}@${ticket.satisfaction.offeredAt}`;
