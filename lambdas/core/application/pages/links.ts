/** The links that mails carry: what is sealed in them, who they let in, and until when. */
import type { LinkCaller } from '../../domain/people/caller.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { Seals } from '../desk-ports.ts';
import type { Ports } from '../ports.ts';

/** The outer limit; a page link ends earlier, 90 days after close, or with its person (product.md section 9). */
const PAGE_DAYS = 800;
const AFTER_CLOSE_DAYS = 90;
const DAY = 86_400_000;

export const daysAfter = (at: string, days: number): string =>
  new Date(Date.parse(at) + days * DAY).toISOString();

/** The page of a ticket for one person: the requester or a participant. */
export const pageLink = async (
  ports: { readonly seals: Seals; readonly baseUrl: string },
  ticketId: string,
  email: string,
  now: string,
): Promise<string> =>
  `${ports.baseUrl}/t/${await ports.seals.seal('page', `${ticketId} ${email} ${daysAfter(now, PAGE_DAYS).slice(0, 10)}`)}`;

/** Where the page of a ticket has an attachment; `page` is the page's address or path. */
export const attachmentAt = (page: string, attachmentId: string): string =>
  `${page}/attachments/${attachmentId}`;

/** The rating page of one resolution; it only rates and shows no conversation. */
export const ratingLink = async (
  ports: { readonly seals: Seals; readonly baseUrl: string },
  ticketId: string,
  offeredAt: string,
): Promise<string> => `${ports.baseUrl}/r/${await ports.seals.seal('rating', `${ticketId} ${offeredAt}`)}`;

/** Opens a page token as a bearer; null when it is not one or has ended. Whether its person is still on the ticket
 * is decided where the ticket is read. */
export const openPageToken =
  (ports: Pick<Ports, 'seals' | 'clock' | 'ids'>) =>
  async (token: string): Promise<LinkCaller | null> => {
    const [ticketId, email, until] = (await ports.seals.open('page', token))?.split(' ') ?? [];
    if (ticketId === undefined || email === undefined || until === undefined) return null;
    if (ports.clock.now().slice(0, 10) > until) return null;
    return { kind: 'link', personId: ports.ids.person(email), email, ticketId };
  };

/** A link outlives its ticket by 90 days, no more. */
export const linkHasEnded = (ticket: Ticket, now: string): boolean =>
  ticket.closedAt !== null && now > daysAfter(ticket.closedAt, AFTER_CLOSE_DAYS);

export interface RatingToken {
  readonly ticketId: string;
  readonly offeredAt: string;
}

export const openRatingToken = async (seals: Seals, token: string): Promise<RatingToken | null> => {
  const [ticketId, offeredAt] = (await seals.open('rating', token))?.split(' ') ?? [];
  return ticketId === undefined || offeredAt === undefined ? null : { ticketId, offeredAt };
};
