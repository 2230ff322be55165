/** A comment as somebody who is signed in says it, not yet with files. */
import { splitMail } from '../../domain/mail/inbound/visible/split.ts';
import type { Caller } from '../../domain/people/caller.ts';
import type { Comment, Ticket } from '../../domain/ticket/ticket.ts';
import type { Channel } from '../../domain/ticket/words.ts';
import { authorOf } from '../people.ts';
import type { Ports } from '../ports.ts';

export const said = (
  ports: Pick<Ports, 'ids'>,
  caller: Caller,
  ticket: Ticket,
  words: Pick<Comment, 'bodyText' | 'public' | 'createdAt'> & { readonly channel: Channel },
): Comment => ({
  id: ports.ids.next('cmt'),
  ticketId: ticket.id,
  author: authorOf(caller, ticket),
  public: words.public,
  channel: words.channel,
  bodyText: words.bodyText,
  bodyHtml: null,
  visibleText: splitMail(words.bodyText, '').visible,
  attachments: [],
  mailId: null,
  createdAt: words.createdAt,
});
