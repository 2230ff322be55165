/** What people do in stories about a ticket's life, through the use cases that the API calls. */
import { rateFromPage, ratingPage } from '../../../../lambdas/core/application/pages/rating-page.ts';
import { addComment } from '../../../../lambdas/core/application/tickets/add-comment.ts';
import {
  changeTicket,
  markSpam,
  returnTicket,
} from '../../../../lambdas/core/application/tickets/agent-changes.ts';
import { assignTicket } from '../../../../lambdas/core/application/tickets/assign-ticket.ts';
import { escalateTicket } from '../../../../lambdas/core/application/tickets/escalate-ticket.ts';
import { type NewTicket, openTicket } from '../../../../lambdas/core/application/tickets/open-ticket.ts';
import type { FieldsChange } from '../../../../lambdas/core/domain/ticket/change.ts';
import type { Rating, Status } from '../../../../lambdas/core/domain/ticket/words.ts';
import { aRequest, LENA, MARIA } from '../requests.ts';
import type { Lifecycle } from './harness.ts';

/** Opened by Maria; waits until the workflow sleeps. */
export const open = async (life: Lifecycle, parts: Partial<NewTicket> = {}): Promise<string> => {
  const body = { subject: 'The export stops', description: 'It stops at 50 %.', ...parts };
  const { body: ticket } = await openTicket(life.ports)(aRequest(MARIA, { body }));
  await life.quiet();
  return ticket.id;
};

const comment =
  (caller: typeof MARIA | typeof LENA) =>
  async (
    life: Lifecycle,
    ticket: string,
    body: string,
    more: { readonly status?: Status; readonly public?: boolean } = {},
  ) => {
    const answer = await addComment(life.ports)(
      aRequest(caller, { params: { ticket }, body: { body, ...more } }),
    );
    await life.quiet();
    return answer.body;
  };

/** By Lena, who works on every line. */
export const reply = comment(LENA);
/** By Maria. */
export const write = comment(MARIA);

const settled =
  <I>(change: (life: Lifecycle, ticket: string, input: I) => Promise<unknown>) =>
  async (life: Lifecycle, ticket: string, input: I): Promise<void> => {
    await change(life, ticket, input);
    await life.quiet();
  };

export const patch = settled((life, ticket, body: FieldsChange) =>
  changeTicket(life.ports)(aRequest(LENA, { params: { ticket }, body })),
);

export const spam = settled((life, ticket, { undo }: { readonly undo: boolean }) =>
  markSpam(life.ports)(aRequest(LENA, { params: { ticket }, body: { undo } })),
);

export const escalate = settled((life, ticket, reason: string) =>
  escalateTicket(life.ports)(aRequest(LENA, { params: { ticket }, body: { reason } })),
);

export const giveBack = settled((life, ticket, reason: string) =>
  returnTicket(life.ports)(aRequest(LENA, { params: { ticket }, body: { reason } })),
);

export const assign = settled(
  (life, ticket, body: { readonly assigneeId: string | null } | { readonly auto: true }) =>
    assignTicket(life.ports)(aRequest(LENA, { params: { ticket }, body })),
);

/** Opens the page of the newest survey mail, reads for ten seconds, answers. */
export const rate = settled(async (life, _ticket, rating: Rating) => {
  const survey = life.ports.mailer.sent.findLast(({ tags }) => tags.notice === 'survey');
  const token = /\/r\/([^?\s]+)/.exec(survey?.text ?? '')?.[1] ?? '';
  const page = await ratingPage(life.ports)(
    aRequest({ kind: 'public' }, { params: { token }, query: { rating } }),
  );
  const nonce = /name="nonce" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
  await life.pass(1 / 6);
  await rateFromPage(life.ports)(
    aRequest({ kind: 'public' }, { params: { token }, body: { nonce, rating } }),
  );
});
