/** Opening a ticket: by a requester for themselves, by an agent or a machine for anyone. */
import { DomainError, invalid } from '../../domain/errors.ts';
import type { Caller } from '../../domain/people/caller.ts';
import { planOf } from '../../domain/people/plan.ts';
import type { Settings } from '../../domain/settings/schemas.ts';
import { openTicket as decide } from '../../domain/ticket/open.ts';
import type { Participant, Requester, Ticket } from '../../domain/ticket/ticket.ts';
import type { TicketView } from '../../domain/ticket/view.ts';
import type { Priority, TicketType } from '../../domain/ticket/words.ts';
import { languageAtFirstSight, toldBy } from '../../domain/triage/language.ts';
import type { Operation, Outcome } from '../operation.ts';
import { actorOf, authorOf } from '../people.ts';
import type { Ports } from '../ports.ts';
import type { Person } from '../records.ts';
import { type AnswerPorts, ticketOutcome } from './answer.ts';
import { type AttachPorts, filesToAttach } from './attach.ts';
import { keep } from './keep.ts';
import { once } from './once.ts';
import { withNumber } from './with-number.ts';

export interface NewTicket {
  readonly subject: string;
  readonly description: string;
  readonly category?: string | undefined;
  readonly product?: string | undefined;
  readonly priority?: Priority | undefined;
  readonly type?: TicketType | undefined;
  readonly details?: Readonly<Record<string, string>> | undefined;
  readonly locale?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly attachments?: readonly string[] | undefined;
  readonly cc?: readonly string[] | undefined;
  readonly requester?:
    | {
        readonly email: string;
        readonly name?: string | null | undefined;
        readonly locale?: string | undefined;
      }
    | undefined;
}

export type OpenPorts = AnswerPorts & AttachPorts & Pick<Ports, 'ids' | 'numbers' | 'settings' | 'people'>;

/** Who opens tickets in the name of others. */
const mayName = (caller: Caller): caller is Extract<Caller, { kind: 'agent' | 'machine' }> =>
  caller.kind === 'agent' || caller.kind === 'machine';

const requesterFor = (
  ports: OpenPorts,
  caller: Caller,
  input: NewTicket,
  settings: Settings,
  known: Person | null,
): Requester => {
  if (caller.kind === 'requester') {
    if (input.requester !== undefined)
      throw new DomainError(
        'Forbidden',
        'forbidden',
        'Only agents and machine keys may open a ticket for another person.',
      );
    return {
      id: caller.personId,
      email: caller.email,
      name: caller.name,
      locale: input.locale ?? caller.locale ?? settings.desk.locale,
      plan: planOf(caller.email, settings, true, ports.clock.now()),
      verified: true,
    };
  }
  if (!mayName(caller))
    throw new DomainError('Forbidden', 'forbidden', 'A link from a mail opens no tickets.');
  if (input.requester === undefined) {
    if (caller.kind === 'machine')
      throw invalid([{ path: 'requester', message: 'is needed when a machine key opens a ticket' }]);
    return {
      id: ports.ids.person(caller.email),
      email: caller.email,
      name: caller.name,
      locale: input.locale ?? settings.desk.locale,
      plan: planOf(caller.email, settings, true, ports.clock.now()),
      verified: true,
    };
  }
  const { email } = input.requester;
  const verified = caller.kind === 'agent' || known?.verified === true;
  return {
    id: ports.ids.person(email),
    email,
    name: input.requester.name ?? known?.name ?? null,
    locale: input.requester.locale ?? input.locale ?? known?.locale ?? settings.desk.locale,
    plan: planOf(email, settings, verified, ports.clock.now()),
    verified,
  };
};

/** Whoever has not said a language, nor had one before, gets what their text looks like. */
const spoken = (caller: Caller, body: NewTicket, requester: Requester, known: Person | null) => {
  const theirs = caller.kind === 'requester' ? caller.locale : (body.requester?.locale ?? known?.locale);
  const isTheirs = theirs != null;
  const language = languageAtFirstSight(toldBy(body.description, body.subject), requester.locale, isTheirs);
  return {
    language,
    requester: isTheirs || body.locale !== undefined ? requester : { ...requester, locale: language },
  };
};

const participantsOf = (cc: readonly string[] | undefined, requester: Requester): readonly Participant[] =>
  [...new Set(cc ?? [])]
    .filter((email) => email !== requester.email)
    .map((email) => ({ email, name: null, kind: 'cc' }));

/** 201 only when ticket, first event and idempotency row are durably written. */
export const openTicket =
  (ports: OpenPorts): Operation<{ body: NewTicket }, TicketView> =>
  async (request) => {
    const { caller, input } = request;
    const { body } = input;
    const named = mayName(caller) ? body.requester : undefined;
    // At the same time: most of what a caller waits for is the database.
    const [settings, known] = await Promise.all([
      ports.settings.current(),
      named === undefined ? null : ports.people.find(named.email),
    ]);
    const { requester, language } = spoken(
      caller,
      body,
      requesterFor(ports, caller, body, settings, known),
      known,
    );
    if (
      caller.kind === 'machine' &&
      caller.products.length > 0 &&
      !caller.products.includes(body.product ?? '')
    )
      throw new DomainError('Forbidden', 'forbidden', 'This key may only open tickets for its own products.');
    const files = await filesToAttach(ports, request, body.attachments);
    const outcomeOf = async (ticket: Ticket): Promise<Outcome<TicketView>> => ({
      ...(await ticketOutcome(ports, ticket, caller, body.description)),
      location: `/v1/tickets/${ticket.id}`,
      status: 201,
    });
    return withNumber(ports.numbers, async (number) => {
      const now = ports.clock.now();
      const actor = actorOf(caller, null);
      const opened = decide(
        {
          id: ports.ids.next('tkt'),
          number,
          commentId: ports.ids.next('cmt'),
          subject: body.subject,
          description: body.description,
          requester,
          channel: 'api',
          category: body.category,
          product: body.product,
          priority: body.priority,
          type: body.type,
          details: body.details,
          locale: body.locale,
          language,
          tags: body.tags,
          participants: participantsOf(body.cc, requester),
          author:
            caller.kind === 'requester'
              ? authorOf(caller, null)
              : { kind: 'requester', id: requester.id, email: requester.email, name: requester.name },
        },
        { now, settings, actor },
      );
      const decision = await files.into(opened);
      const kept = await keep(ports, {
        before: null,
        decision,
        with: { uploads: decision.uploads },
        now,
        settings,
        actor,
        correlationId: request.correlationId,
        once: async ({ after }) =>
          request.once === null ? null : once(request.once, await outcomeOf(after)),
      });
      return outcomeOf(kept.after);
    });
  };
