/** Whether an answer to a survey counts. */
import type { DeskSettings } from '../settings/schemas.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { surveyKey } from './survey.ts';

/** One press of the button, as the page's nonce and the request tell it. */
export interface RatingAttempt {
  readonly ticket: Pick<Ticket, 'id' | 'satisfaction'>;
  /** When the page was shown, from its nonce; ISO 8601 UTC. */
  readonly shownAt: string;
  readonly now: string;
  /** The `surveyKey` that the nonce was issued for; null when it is not ours. */
  readonly nonceFor: string | null;
  /** A second action on a page that asked whether the first was meant. */
  readonly confirmed: boolean;
  readonly settings: { readonly desk: Pick<DeskSettings, 'ratingDays'> };
}

export type RatingVerdict = 'counts' | 'too-fast' | 'nonce' | 'withdrawn' | 'over' | 'not-offered';

const PERSON_NEEDS_MILLIS = 2_000;
/** A page that has been open for longer is shown again, so that a press replayed later changes nothing. */
const NONCE_LASTS_MILLIS = 3_600_000;
const DAY_MILLIS = 86_400_000;

/**
 * Answers count for `ratingDays` after the offer, may be changed, also when the ticket is closed; a press within two
 * seconds of the page view does not until it is confirmed (product.md section 7).
 */
export const ratingVerdict = (attempt: RatingAttempt): RatingVerdict => {
  const { ticket, settings } = attempt;
  const { status, offeredAt } = ticket.satisfaction;
  if (status === 'withdrawn') return 'withdrawn';
  if (status === null || offeredAt === null) return 'not-offered';
  const now = Date.parse(attempt.now);
  if (now > Date.parse(offeredAt) + settings.desk.ratingDays * DAY_MILLIS) return 'over';
  const looked = now - Date.parse(attempt.shownAt);
  if (attempt.nonceFor !== surveyKey(ticket) || looked > NONCE_LASTS_MILLIS) return 'nonce';
  return looked < PERSON_NEEDS_MILLIS && !attempt.confirmed ? 'too-fast' : 'counts';
};
