/** What the desk does about outbreaks: looking at those that run, and making one problem of all their tickets. */
import { DomainError } from '../../domain/errors.ts';
import { planOf } from '../../domain/people/plan.ts';
import type { Settings } from '../../domain/settings/schemas.ts';
import { MOST_DETAIL_ROUNDS } from '../../domain/ticket/held.ts';
import { openTicket } from '../../domain/ticket/open.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { type TicketView, ticketView } from '../../domain/ticket/view.ts';
import { isRunning, type Outbreak } from '../../domain/triage/outbreak.ts';
import { againAfter } from '../again.ts';
import type { Operation, Request } from '../operation.ts';
import { actorOf, authorOf } from '../people.ts';
import type { Ports } from '../ports.ts';
import { answered, type BulkResult } from '../tickets/each-of.ts';
import { keep } from '../tickets/keep.ts';
import { withNumber } from '../tickets/with-number.ts';
import { type IncidentPorts, linkAll } from './incidents.ts';

export type OutbreakPorts = IncidentPorts & Pick<Ports, 'outbreaks' | 'numbers'>;

/** An outbreak as the API shows it. */
export type OutbreakView = Omit<Outbreak, 'revision'>;

const outbreakView = ({ revision: _revision, ...shown }: Outbreak): OutbreakView => shown;

/** Newest first; without those that have calmed down. */
export const listOutbreaks =
  (
    ports: Pick<OutbreakPorts, 'outbreaks' | 'clock'>,
  ): Operation<unknown, { readonly data: readonly OutbreakView[] }> =>
  async () => {
    const now = ports.clock.now();
    const all = await ports.outbreaks.list();
    return { body: { data: all.filter((one) => isRunning(one, now)).map(outbreakView) } };
  };

const outbreakNotFound = (): DomainError =>
  new DomainError('OutbreakNotFound', 'missing', 'There is no such outbreak.');

interface Words {
  readonly subject: string;
  readonly description: string;
}

/** What the ticket says when nobody says it better. */
const wordsFor = ({ category, product, tickets }: Outbreak, settings: Settings): Words => {
  const name = settings.categories.find(({ id }) => id === category)?.name.en ?? category;
  const of = settings.desk.products.find(({ id }) => id === product)?.name;
  return {
    subject: `Problem: ${name}${of === undefined ? '' : `, ${of}`}`,
    description: `Noticed as an outbreak. It began with ${tickets.map(({ number }) => `#${number}`).join(', ')}.`,
  };
};

type ByOutbreak = {
  readonly params: { readonly id: string };
  readonly body: { readonly subject?: string | undefined; readonly description?: string | undefined };
};

/** In the name of the lead who asks, and acknowledged to nobody. Throws OutbreakChanged when another was quicker. */
const open = async (
  ports: OutbreakPorts,
  request: Request<ByOutbreak>,
  outbreak: Outbreak,
): Promise<Ticket> => {
  const { caller, input, correlationId } = request;
  const author = authorOf(caller, null);
  if (caller.kind !== 'agent') throw new DomainError('Forbidden', 'forbidden', 'A lead does this.');
  const settings = await ports.settings.current();
  const words = wordsFor(outbreak, settings);
  return withNumber(ports.numbers, async (number) => {
    const now = ports.clock.now();
    const actor = actorOf(caller, null);
    const id = ports.ids.next('tkt');
    const isKnown = settings.categories.some((one) => one.id === outbreak.category);
    const opened = openTicket(
      {
        id,
        number,
        commentId: ports.ids.next('cmt'),
        subject: input.body.subject ?? words.subject,
        description: input.body.description ?? words.description,
        requester: {
          id: ports.ids.person(caller.email),
          email: caller.email,
          name: caller.name,
          locale: settings.desk.locale,
          plan: planOf(caller.email, settings, true, now),
          verified: true,
        },
        author: { ...author, kind: 'requester', id: ports.ids.person(caller.email) },
        channel: 'api',
        category: isKnown ? outbreak.category : undefined,
        product: settings.desk.products.some((one) => one.id === outbreak.product)
          ? outbreak.product
          : undefined,
        type: 'problem',
        quiet: true,
      },
      { now, settings, actor },
    );
    // Nobody asks the lead which version the others have.
    const progress = { ...opened.after.progress, detailsRounds: MOST_DETAIL_ROUNDS };
    const decision = { ...opened, after: { ...opened.after, progress } };
    const after = { ...outbreak, problemId: id, revision: outbreak.revision + 1 };
    const kept = await keep(ports, {
      before: null,
      decision,
      now,
      settings,
      actor,
      correlationId,
      with: { outbreak: { before: outbreak, after } },
    });
    return kept.after;
  });
};

/** A ticket more in the outbreak, or another lead, may come at the same moment. */
const ATTEMPTS = 6;

const problemOf = async (
  ports: OutbreakPorts,
  request: Request<ByOutbreak>,
): Promise<{ readonly outbreak: Outbreak; readonly problem: Ticket }> =>
  againAfter('OutbreakChanged', ATTEMPTS, async () => {
    const outbreak = (await ports.outbreaks.list()).find(({ id }) => id === request.input.params.id);
    if (outbreak === undefined) throw outbreakNotFound();
    const known = outbreak.problemId === null ? null : await ports.tickets.find(outbreak.problemId);
    return { outbreak, problem: known ?? (await open(ports, request, outbreak)) };
  });

/**
 * Opens the problem, or finds the one that was opened, and links every ticket of the outbreak: asked again, it links what
 * has come since. Throws OutbreakNotFound.
 */
export const makeProblem =
  (
    ports: OutbreakPorts,
  ): Operation<ByOutbreak, { readonly problem: TicketView; readonly results: readonly BulkResult[] }> =>
  async (request) => {
    const { outbreak, problem } = await problemOf(ports, request);
    const tickets = outbreak.tickets.map(({ id }) => id);
    const results = await linkAll(ports, request, problem, tickets);
    const shown = { description: null, caller: request.caller, baseUrl: ports.baseUrl };
    return answered(ports, request, {
      body: { problem: ticketView(problem, shown), results },
      version: problem.version,
      location: `/v1/tickets/${problem.id}`,
      status: 200,
    });
  };
