/** A reply or a note, with the status it may bring; on a closed ticket the requester's words open a follow-up. */
import { DomainError } from '../../domain/errors.ts';
import { mayComment, maySee, seesNotes } from '../../domain/people/access.ts';
import { addComment as decide } from '../../domain/ticket/comment.ts';
import { openTicket } from '../../domain/ticket/open.ts';
import { isThanks } from '../../domain/ticket/thanks.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { type CommentView, commentView } from '../../domain/ticket/view.ts';
import type { Channel, Status } from '../../domain/ticket/words.ts';
import type { Operation, Outcome, Request } from '../operation.ts';
import { actorOf, authorOf } from '../people.ts';
import type { Ports } from '../ports.ts';
import { type AttachPorts, type FilesToAttach, filesToAttach } from './attach.ts';
import { type ChangePorts, changeOfTicket, refuseStale } from './change-of-ticket.ts';
import { asReaderOf } from './conversation.ts';
import { keep } from './keep.ts';
import { saysNothingYet } from './nothing-yet.ts';
import { once } from './once.ts';
import { said } from './said.ts';
import { standing } from './standing.ts';
import { visibleTicket } from './visible.ts';
import { withNumber } from './with-number.ts';

export interface NewComment {
  readonly params: { readonly ticket: string };
  readonly body: {
    readonly body: string;
    readonly public?: boolean | undefined;
    readonly attachments?: readonly string[] | undefined;
    readonly status?: Status | undefined;
  };
}

export type CommentPorts = ChangePorts & AttachPorts & Pick<Ports, 'numbers'>;

const REQUESTERS_STATUSES: readonly Status[] = ['solved', 'open'];

/** A ticket linked to the closed one, in the requester's name, opened with their words (product.md section 2). */
const followUp = async (
  ports: CommentPorts,
  request: Request<NewComment>,
  closed: Ticket,
  channel: Channel,
  files: FilesToAttach,
): Promise<Outcome<CommentView>> => {
  await refuseStale(ports, closed, request);
  const settings = await ports.settings.current();
  const author = authorOf(request.caller, closed);
  return withNumber(ports.numbers, async (number) => {
    const now = ports.clock.now();
    const actor = actorOf(request.caller, closed);
    const id = ports.ids.next('tkt');
    const opened = openTicket(
      {
        id,
        number,
        commentId: ports.ids.next('cmt'),
        subject: closed.subject,
        description: request.input.body.body,
        requester: closed.requester,
        channel,
        mailbox: closed.mailbox,
        category: settings.categories.some((one) => one.id === closed.category) ? closed.category : undefined,
        product: settings.desk.products.some((one) => one.id === closed.product) ? closed.product : undefined,
        locale: closed.language,
        participants: closed.participants,
        followUpOf: closed.id,
        author,
      },
      { now, settings, actor },
    );
    const decision = await files.into(opened);
    const [comment] = decision.comments;
    if (comment === undefined) throw new Error('A ticket is opened with its first comment.');
    const outcome: Outcome<CommentView> = {
      body: commentView(comment, [], request.caller),
      location: `/v1/tickets/${id}`,
      status: 201,
    };
    await keep(ports, {
      before: null,
      decision,
      now,
      settings,
      actor,
      correlationId: request.correlationId,
      with: { uploads: decision.uploads },
      once: () => once(request.once, outcome),
    });
    return outcome;
  });
};

/**
 * What somebody outside says on a ticket that was merged, they say on the one that took it in, as long as they are on
 * that; else the request is as it was.
 */
const whereItGoesOn = async (
  ports: CommentPorts,
  request: Request<NewComment>,
  ticket: Ticket,
): Promise<{ readonly request: Request<NewComment>; readonly ticket: Ticket }> => {
  if (ticket.mergedInto === null || seesNotes(request.caller)) return { request, ticket };
  const target = await standing(ports, ticket);
  const caller = asReaderOf(request.caller, target.id);
  if (!maySee(caller, target)) return { request, ticket };
  const input = { ...request.input, params: { ticket: target.id } };
  return { request: { ...request, caller, input, ifMatch: null }, ticket: target };
};

/**
 * 201 with the comment; its `ticketId` is the follow-up's when the ticket was closed, and that of the ticket that took
 * it in when it was merged.
 */
export const addComment =
  (ports: CommentPorts, channel: Channel = 'api'): Operation<NewComment, CommentView> =>
  async (asked) => {
    const isOfDesk = seesNotes(asked.caller);
    if (!isOfDesk && asked.input.body.public === false)
      throw new DomainError('Forbidden', 'forbidden', 'Only agents write internal notes.');
    const { status } = asked.input.body;
    if (!isOfDesk && status !== undefined && !REQUESTERS_STATUSES.includes(status))
      throw new DomainError(
        'Forbidden',
        'forbidden',
        'A requester may only solve a ticket or open it again.',
      );
    const { request, ticket } = await whereItGoesOn(
      ports,
      asked,
      await visibleTicket(ports, asked.input.params.ticket, asked.caller),
    );
    const { caller, input } = request;
    if (!mayComment(caller, ticket))
      throw new DomainError('Forbidden', 'forbidden', 'You may not comment on this ticket.');
    const files = await filesToAttach(ports, request, input.body.attachments);
    const continuesIn = (closed: Ticket): boolean => closed.status === 'closed' && !isOfDesk;
    if (continuesIn(ticket)) return followUp(ports, request, ticket, channel, files);
    const added = changeOfTicket(ports, {
      ref: input.params.ticket,
      request,
      decide: async (current, c) => {
        const comment = said(ports, caller, current, {
          bodyText: input.body.body,
          public: input.body.public ?? true,
          channel,
          createdAt: c.now,
        });
        const words = {
          comment,
          status: input.body.status,
          thanks: !isOfDesk && current.status === 'solved' && isThanks(input.body.body),
          nothingYet: !isOfDesk && !files.hasAny && (await saysNothingYet(current, comment, c.settings)),
        };
        return files.into(decide(current, words, c));
      },
      answer: ({ after }, decision) => {
        const [comment] = decision.comments;
        if (comment === undefined) throw new Error('A comment was decided without a comment.');
        return { body: commentView(comment, [], caller), version: after.version, status: 201 };
      },
    });
    return added.catch(async (error: unknown) => {
      if (!(error instanceof DomainError && error.name === 'TicketClosed')) throw error;
      // Closed or merged between the look and the write: the requester's words are not refused for that.
      const closed = await visibleTicket(ports, input.params.ticket, caller);
      if (!continuesIn(closed)) throw error;
      if (closed.mergedInto !== null) return addComment(ports, channel)(asked);
      return followUp(ports, request, closed, channel, files);
    });
  };
