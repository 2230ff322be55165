/** Rating a resolution through the link in the survey: nothing is written by reading, and only people count. */
import { DomainError } from '../../domain/errors.ts';
import { type RatingForm, ratingPage as render } from '../../domain/pages/rating-page.ts';
import type { PageWords } from '../../domain/pages/words.ts';
import { ratingVerdict } from '../../domain/satisfaction/rating.ts';
import { surveyKey } from '../../domain/satisfaction/survey.ts';
import type { Settings } from '../../domain/settings/schemas.ts';
import { later } from '../../domain/ticket/instants.ts';
import { rate, rateAttempted } from '../../domain/ticket/rate.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { RATINGS, type Rating } from '../../domain/ticket/words.ts';
import { againAfter } from '../again.ts';
import type { Operation } from '../operation.ts';
import type { Ports } from '../ports.ts';
import { keep } from '../tickets/keep.ts';
import { daysAfter, openRatingToken, type RatingToken } from './links.ts';

export type RatingPorts = Pick<Ports, 'seals' | 'tickets' | 'settings' | 'clock' | 'ids'>;

type Params = { readonly params: { readonly token: string } };
type Said = { readonly text: keyof PageWords; readonly warn: boolean; readonly until?: string };

const COMMENT_MAX = 5000;

/** Issued to one view of the page; every press that is put on record raises the version, so it is good for one. */
interface Nonce {
  readonly version: number;
  readonly shownAt: string;
  readonly confirming: boolean;
}

const sealNonce = (ports: RatingPorts, ticket: Ticket, confirming: boolean): Promise<string> =>
  ports.seals.seal(
    'nonce',
    JSON.stringify([ticket.id, ticket.satisfaction.offeredAt, ticket.version, ports.clock.now(), confirming]),
  );

const openNonce = async (ports: RatingPorts, token: RatingToken, sealed: string): Promise<Nonce | null> => {
  const text = await ports.seals.open('nonce', sealed);
  if (text === null) return null;
  const [ticketId, offeredAt, version, shownAt, confirming] = JSON.parse(text) as [
    string,
    string,
    number,
    string,
    boolean,
  ];
  return ticketId === token.ticketId && offeredAt === token.offeredAt
    ? { version, shownAt, confirming }
    : null;
};

const parseRating = (text: string | undefined): Rating | null => RATINGS.find((one) => one === text) ?? null;

interface Opened {
  readonly token: RatingToken;
  readonly ticket: Ticket;
  readonly settings: Settings;
}

const open = async (ports: RatingPorts, sealed: string): Promise<Opened> => {
  const token = await openRatingToken(ports.seals, sealed);
  const [ticket, settings] = await Promise.all([
    token === null ? null : ports.tickets.find(token.ticketId),
    ports.settings.current(),
  ]);
  if (token === null || ticket === null || ticket.spam)
    throw new DomainError('LinkEnded', 'missing', 'This link is not valid any more.');
  return { token, ticket, settings };
};

const OVER: Said = { text: 'rateOver', warn: false };

/** Why there is nothing to answer, or null when there is. */
const closedFor = ({ token, ticket, settings }: Opened, now: string): Said | null => {
  if (ticket.satisfaction.offeredAt !== token.offeredAt) return OVER;
  if (ticket.satisfaction.status === 'withdrawn') return { text: 'rateWithdrawn', warn: false };
  return now > daysAfter(token.offeredAt, settings.desk.ratingDays) ? OVER : null;
};

const formFor = async (
  ports: RatingPorts,
  ticket: Ticket,
  rating: Rating | null,
  comment: string,
  confirming: boolean,
): Promise<RatingForm> => ({
  nonce: await sealNonce(ports, ticket, confirming),
  rating,
  comment,
  confirming,
});

/** GET: writes nothing, ever; `?rating=` only preselects. */
export const ratingPage =
  (ports: RatingPorts): Operation<Params & { query: { rating?: string | undefined } }, string> =>
  async ({ input }) => {
    const opened = await open(ports, input.params.token);
    const { ticket, settings } = opened;
    const ended = closedFor(opened, ports.clock.now());
    if (ended !== null) return { body: render({ ticket, settings, said: ended, form: null }) };
    const given = parseRating(ticket.satisfaction.status ?? undefined);
    const form = await formFor(
      ports,
      ticket,
      parseRating(input.query.rating) ?? given,
      ticket.satisfaction.comment ?? '',
      false,
    );
    return { body: render({ ticket, settings, form }) };
  };

const ATTEMPTS = 4;

/** POST: counts a person's answer, records every other attempt, and says which it was. */
export const rateFromPage =
  (ports: RatingPorts): Operation<Params & { body: Readonly<Record<string, string>> }, string> =>
  async ({ input, correlationId }) => {
    const rating = parseRating(input.body.rating);
    const comment = (input.body.comment ?? '').replace(/\r\n?/g, '\n').trim().slice(0, COMMENT_MAX);
    return againAfter('VersionConflict', ATTEMPTS, async () => {
      const opened = await open(ports, input.params.token);
      const { ticket, settings, token } = opened;
      const now = later(ports.clock.now(), ticket.updatedAt);
      const again = async (said: Said, after: Ticket, confirming = false) =>
        render({ ticket, settings, said, form: await formFor(ports, after, rating, comment, confirming) });
      const ended = closedFor(opened, now);
      if (ended !== null) return { body: render({ ticket, settings, said: ended, form: null }), status: 410 };
      if (rating === null) return { body: await again({ text: 'choose', warn: true }, ticket), status: 422 };
      const nonce = await openNonce(ports, token, input.body.nonce ?? '');
      const actor = { kind: 'requester', id: ticket.requester.id } as const;
      const c = { now, settings, actor };
      const put = (decision: ReturnType<typeof rate>) =>
        keep(ports, { before: ticket, decision, now, settings, actor, correlationId });
      const isUnused = nonce !== null && nonce.version === ticket.version;
      const verdict = ratingVerdict({
        ticket,
        shownAt: nonce?.shownAt ?? now,
        now,
        nonceFor: isUnused ? surveyKey(ticket) : null,
        confirmed: nonce?.confirming === true,
        settings,
      });
      if (verdict === 'too-fast' || verdict === 'nonce') {
        const { after } = await put(rateAttempted(ticket, { rating, why: verdict }, c));
        if (verdict === 'too-fast')
          return { body: await again({ text: 'rateConfirm', warn: true }, after, true) };
        return { body: await again({ text: 'rateStale', warn: true }, after), status: 409 };
      }
      if (verdict !== 'counts')
        return { body: render({ ticket, settings, said: OVER, form: null }), status: 410 };
      await put(rate(ticket, { rating, comment: comment === '' ? null : comment }, c));
      const until = daysAfter(token.offeredAt, settings.desk.ratingDays);
      return {
        body: render({ ticket, settings, said: { text: 'rateThanks', warn: false, until }, form: null }),
      };
    });
  };
