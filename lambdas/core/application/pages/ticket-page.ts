/** Reading and answering through the link in a mail: the page of one ticket for one person. */
import { DomainError } from '../../domain/errors.ts';
import { answersText } from '../../domain/pages/answers.ts';
import { type Draft, ticketPage as render } from '../../domain/pages/ticket-page.ts';
import { pageWords } from '../../domain/pages/words.ts';
import { maySee } from '../../domain/people/access.ts';
import type { LinkCaller } from '../../domain/people/caller.ts';
import { builtInLocale } from '../../domain/people/language.ts';
import type { Comment, Ticket } from '../../domain/ticket/ticket.ts';
import { everyPage } from '../every-page.ts';
import type { Operation, Request } from '../operation.ts';
import type { Ports } from '../ports.ts';
import { addComment, type CommentPorts } from '../tickets/add-comment.ts';
import { conversationOf } from '../tickets/conversation.ts';
import { standing } from '../tickets/standing.ts';
import { attachmentAt, linkHasEnded, openPageToken, pageLink } from './links.ts';

export type PagePorts = CommentPorts &
  Pick<Ports, 'seals' | 'tickets' | 'settings' | 'clock' | 'ids'> & { readonly baseUrl: string };

/** The whole conversation of nearly every ticket; longer ones are cut at the front, where mails hold it already. */
const SHOWN = 100;
const BODY_MAX = 100_000;

type Params = { readonly params: { readonly token: string } };

const linkEnded = (): DomainError =>
  new DomainError('LinkEnded', 'missing', 'This link is not valid any more.');

export interface OpenedPage {
  readonly ticket: Ticket;
  readonly caller: LinkCaller;
  /** The ticket that took it in, when it is somebody else's and the reader is on it; null: nothing goes on elsewhere. */
  readonly goesOnIn: Ticket | null;
}

/**
 * The link to a merged ticket leads its requester to the ticket that took it in, if that is theirs too. Throws LinkEnded
 * when the token is none of ours, or its ticket or its person's part in it is over.
 */
export const openPage = async (
  ports: Pick<PagePorts, 'seals' | 'tickets' | 'clock' | 'ids'>,
  token: string,
): Promise<OpenedPage> => {
  const caller = await openPageToken(ports)(token);
  const ticket = caller === null ? null : await ports.tickets.find(caller.ticketId);
  if (caller === null || ticket === null || !maySee(caller, ticket)) throw linkEnded();
  const target = await standing(ports, ticket);
  if (linkHasEnded(target, ports.clock.now())) throw linkEnded();
  if (target.id === ticket.id) return { ticket, caller, goesOnIn: null };
  const there = { ...caller, ticketId: target.id };
  if (target.requester.email === caller.email) return { ticket: target, caller: there, goesOnIn: null };
  return { ticket, caller, goesOnIn: maySee(there, target) ? target : null };
};

/** The newest public comments, oldest first. */
const conversation = async (ports: PagePorts, tickets: readonly string[]): Promise<readonly Comment[]> => {
  let newest: readonly Comment[] = [];
  for await (const comments of everyPage((page) => ports.tickets.comments(tickets, page), SHOWN))
    newest = [...newest, ...comments.filter((comment) => comment.public)].slice(-SHOWN);
  return newest;
};

const show = async (
  ports: PagePorts,
  { ticket, caller, goesOnIn }: OpenedPage,
  token: string,
  more: { readonly said?: { readonly text: string; readonly warn: boolean }; readonly draft?: Draft } = {},
): Promise<string> => {
  const tickets = await conversationOf(ports, ticket, caller);
  const [comments, settings] = await Promise.all([conversation(ports, tickets), ports.settings.current()]);
  const goesOn =
    goesOnIn === null
      ? {}
      : {
          goesOn: {
            number: goesOnIn.number,
            link: await pageLink(ports, goesOnIn.id, caller.email, ports.clock.now()),
          },
        };
  return render({
    ticket,
    comments,
    settings,
    reader: caller.email,
    linkTo: (attachmentId) => attachmentAt(`/t/${token}`, attachmentId),
    ...goesOn,
    ...more,
  });
};

/** GET: writes nothing. `?sent=1` and `?sent=2` are where a form sends the browser after it has been taken. */
export const ticketPage =
  (ports: PagePorts): Operation<Params & { query: { sent?: string | undefined } }, string> =>
  async ({ input }) => {
    const { token } = input.params;
    const opened = await openPage(ports, token);
    const words = pageWords(builtInLocale(opened.ticket.language));
    const { sent } = input.query;
    const said = sent === '1' ? words.sent : sent === '2' ? words.followedUp : null;
    return {
      body: await show(ports, opened, token, said === null ? {} : { said: { text: said, warn: false } }),
    };
  };

/** Browsers end lines as RFC 822 does. */
const typed = (text: string | undefined): string => (text ?? '').replaceAll(/\r\n?/g, '\n').trim();

const DETAIL = 'detail:';

const draftOf = (form: Readonly<Record<string, string>>): Draft => ({
  body: typed(form.body),
  answers: Object.fromEntries(
    Object.entries(form)
      .filter(([field]) => field.startsWith(DETAIL))
      .map(([field, text]) => [field.slice(DETAIL.length), typed(text)]),
  ),
  solved: form.solved === 'yes',
});

/** POST: adds the comment and sends the browser back to the page, so that a reload repeats nothing. */
export const commentFromPage =
  (ports: PagePorts): Operation<Params & { body: Readonly<Record<string, string>> }, string> =>
  async (request: Request<Params & { body: Readonly<Record<string, string>> }>) => {
    const { token } = request.input.params;
    const draft = draftOf(request.input.body);
    const opened = await openPage(ports, token);
    const words = pageWords(builtInLocale(opened.ticket.language));
    const { ticket, caller, goesOnIn } = opened;
    const { solved } = draft;
    const answers = answersText(ticket, draft.answers, await ports.settings.current());
    // An empty line ends the last answer.
    const text = [answers, draft.body].filter((part) => part !== '').join('\n\n');
    const body = text === '' && solved ? words.markSolved : text;
    if (body === '' || body.length > BODY_MAX)
      return {
        body: await show(ports, opened, token, {
          said: { text: body === '' ? words.empty : words.tooLong, warn: true },
          draft,
        }),
        status: 422,
      };
    const outcome = await addComment(
      ports,
      'web',
    )({
      ...request,
      caller,
      ifMatch: null,
      once: null,
      input: {
        params: { ticket: ticket.id },
        body: { body, ...(solved && ticket.status !== 'closed' ? { status: 'solved' as const } : {}) },
      },
    });
    const followedUp = ![ticket.id, goesOnIn?.id].includes(outcome.body.ticketId);
    return { body: '', status: 303, location: `/t/${token}?sent=${followedUp ? 2 : 1}` };
  };
