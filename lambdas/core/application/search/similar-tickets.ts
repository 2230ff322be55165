/** Open tickets that are like one by their words: perhaps somebody has answered it already. */
import { maySee } from '../../domain/people/access.ts';
import { indexedStems, tellingTerms, wordsByStem } from '../../domain/search/stems.ts';
import { LIMITS, type TicketWords } from '../../domain/search/ticket-words.ts';
import { isUnsolved } from '../../domain/ticket/unsolved.ts';
import { type TicketView, ticketView } from '../../domain/ticket/view.ts';
import { isSameKind, likeness, mostSimilar, sharedStems, telling } from '../../domain/triage/similar.ts';
import type { Operation } from '../operation.ts';
import type { Ports } from '../ports.ts';
import { visibleTicket } from '../tickets/visible.ts';

type SimilarPorts = Pick<Ports, 'tickets' | 'words'> & { readonly baseUrl: string };

interface ByTicket {
  readonly params: { readonly ticket: string };
}

/** A ticket as lists show it, how like it is (0 to 1), and the words that both have. */
export type SimilarView = TicketView & {
  readonly likeness: number;
  readonly sharedWords: readonly string[];
};

/** Stems whose lists are read, and how far back: what is common stands in many newer tickets already. */
const MOST_STEMS = 12;
const MOST_OF_STEM = 60;
/** Tickets that are read, and of these the ones whose words are. */
const MOST_TICKETS = 40;
const MOST_COMPARED = 15;
const MOST_SHARED = 10;
/** A stem that nobody looked up is neither rare nor common. */
const USUAL = 10;

/** What was said, without people and tags: those are alike for other reasons. */
const contentOf = ({ subject, said }: TicketWords): ReadonlySet<string> =>
  new Set([...subject, ...said.map(({ stem }) => stem)]);

/** At most five; those of the same category and product first. What nobody has indexed yet is not among them. */
export const similarTickets =
  (ports: SimilarPorts): Operation<ByTicket, { readonly data: readonly SimilarView[] }> =>
  async ({ caller, input }) => {
    const ticket = await visibleTicket(ports, input.params.ticket, caller);
    const description = await ports.tickets.description(ticket.id);
    const own = new Set([
      ...indexedStems(ticket.subject).slice(0, LIMITS.subject),
      ...tellingTerms(description, LIMITS.description).map(({ stem }) => stem),
    ]);
    const lists = new Map(
      await Promise.all(
        [...own]
          .slice(0, MOST_STEMS)
          .map(async (stem) => [stem, await ports.words.tickets(stem, null, MOST_OF_STEM)] as const),
      ),
    );
    const tells = (stem: string): number => telling(lists.get(stem)?.length ?? USUAL);

    const promise = new Map<string, number>();
    for (const [stem, ids] of lists)
      for (const id of ids) promise.set(id, (promise.get(id) ?? 0) + tells(stem) ** 2);
    promise.delete(ticket.id);
    const candidates = [...promise]
      .toSorted(([a, one], [b, other]) => other - one || (a < b ? 1 : -1))
      .slice(0, MOST_TICKETS)
      .map(([id]) => id);

    const open = (await ports.tickets.listed(candidates)).filter(
      (one) => isUnsolved(one) && !one.spam && one.mergedInto === null && maySee(caller, one),
    );
    const compared = open
      .toSorted((one, other) => Number(isSameKind(ticket, other)) - Number(isSameKind(ticket, one)))
      .slice(0, MOST_COMPARED);
    const words = await ports.words.wordsOfAll(compared.map(({ id }) => id));
    const contents = new Map([...words].map(([id, one]) => [id, contentOf(one)]));
    const contentsOf = (id: string): ReadonlySet<string> => contents.get(id) ?? new Set();

    const shown = wordsByStem(`${ticket.subject}\n${description}`);
    const similar = mostSimilar(
      ticket,
      compared.map((one) => ({ ticket: one, likeness: likeness(own, contentsOf(one.id), tells) })),
    );
    return {
      body: {
        data: similar.map((one) => ({
          ...ticketView(one.ticket, { description: null, caller, baseUrl: ports.baseUrl }),
          likeness: Math.round(one.likeness * 100) / 100,
          sharedWords: sharedStems(own, contentsOf(one.ticket.id), tells)
            .slice(0, MOST_SHARED)
            .map((stem) => shown.get(stem) ?? stem),
        })),
      },
      version: ticket.version,
    };
  };
