/** The pages behind links; apart from the API, because whoever asks one does not ask the other. */
import { pageAttachment } from '../application/pages/page-attachment.ts';
import { rateFromPage, ratingPage } from '../application/pages/rating-page.ts';
import { commentFromPage, ticketPage } from '../application/pages/ticket-page.ts';
import { errorPage } from '../domain/pages/error-page.ts';

type PagePorts = Parameters<typeof ticketPage>[0] &
  Parameters<typeof commentFromPage>[0] &
  Parameters<typeof pageAttachment>[0] &
  Parameters<typeof ratingPage>[0] &
  Parameters<typeof rateFromPage>[0];

export const pages = (ports: PagePorts) => ({
  ticketPage: ticketPage(ports),
  commentFromPage: commentFromPage(ports),
  pageAttachment: pageAttachment(ports),
  ratingPage: ratingPage(ports),
  rateFromPage: rateFromPage(ports),
  errorPage,
});
