/** Views and the search over them. */
import { DomainError } from '../../domain/errors.ts';
import { maySee, viewFor } from '../../domain/people/access.ts';
import type { Caller } from '../../domain/people/caller.ts';
import type { Search } from '../../domain/ticket/search.ts';
import { type TicketView, ticketView } from '../../domain/ticket/view.ts';
import type { Operation } from '../operation.ts';
import type { Ports } from '../ports.ts';
import type { ListedTicket, Page, PageRequest } from '../records.ts';
import type { SearchWords } from '../search/search-words.ts';

type ListPorts = Pick<Ports, 'tickets' | 'settings' | 'clock' | 'ids'> & {
  readonly baseUrl: string;
  readonly searchWords: SearchWords;
};

interface Query {
  readonly query: { readonly view?: string | undefined; readonly q?: string | undefined };
}

/** Cursors of a search by words say so: a number or an address may have been sought in another way first. */
const WORDS_CURSOR = 'words:';

const byWords = async (
  { searchWords }: ListPorts,
  text: string | null,
  isWanted: (ticket: ListedTicket) => boolean,
  { size, after }: PageRequest,
): Promise<Page<ListedTicket>> => {
  if (text === null) return { items: [], next: null };
  const from = after?.startsWith(WORDS_CURSOR) === true ? after.slice(WORDS_CURSOR.length) || null : null;
  const { items, next } = await searchWords(text, isWanted, { size, after: from });
  return { items, next: next === null ? null : `${WORDS_CURSOR}${next}` };
};

/** What the person asked, then what else names the address: who is copied in, who was written about. */
const byAddress = async (
  ports: ListPorts,
  email: string,
  isWanted: (ticket: ListedTicket) => boolean,
  page: PageRequest,
): Promise<Page<ListedTicket>> => {
  const personId = ports.ids.person(email);
  const namesIt = (ticket: ListedTicket): boolean => ticket.requester.id !== personId && isWanted(ticket);
  if (page.after?.startsWith(WORDS_CURSOR) === true) return byWords(ports, email, namesIt, page);
  const asked = await ports.tickets.view({ kind: 'requester', personId }, page);
  const items = asked.items.filter(isWanted);
  if (asked.next !== null) return { items, next: asked.next };
  if (items.length === page.size) return { items, next: WORDS_CURSOR };
  const named = await byWords(ports, email, namesIt, { size: page.size - items.length, after: null });
  return { items: [...items, ...named.items], next: named.next };
};

/** Loaded by the first search: most requests are none, and it needs the stems of two languages. */
const searchOf = async (query: string): Promise<Search> =>
  (await import('../../domain/ticket/search.ts')).parseSearch(query);

const searched = async (
  ports: ListPorts,
  search: Search,
  caller: Caller,
  page: PageRequest,
): Promise<Page<ListedTicket>> => {
  const isWanted = (ticket: ListedTicket): boolean =>
    maySee(caller, ticket) &&
    (search.status === null || ticket.status === search.status) &&
    (search.line === null || ticket.line === search.line) &&
    (search.product === null || ticket.product === search.product) &&
    (search.category === null || ticket.category === search.category);
  const { by, text } = search;
  if (by.kind === 'email') return byAddress(ports, by.email, isWanted, page);
  if (by.kind === 'ticket' && page.after === null) {
    const found = await ports.tickets.find(by.ref);
    if (found !== null && maySee(caller, found)) return { items: isWanted(found) ? [found] : [], next: null };
  }
  return byWords(ports, text, isWanted, page);
};

/** What must be answered today is a number that people plan by; a key that sees some products only is not told all. */
const isCounted = (name: string, caller: Caller): boolean => name === 'today' && caller.kind === 'agent';

const viewed = async (
  ports: ListPorts,
  name: string,
  caller: Caller,
  page: PageRequest,
): Promise<readonly [Page<ListedTicket>, number | undefined]> => {
  const view = viewFor(name, caller, ports.clock.now(), await ports.settings.current(), ports.ids.person);
  return Promise.all([
    ports.tickets.view(view, page),
    isCounted(name, caller) ? ports.tickets.count(view) : undefined,
  ]);
};

/** Eventually consistent, except by id or number. A page of a search may hold fewer than its size and still have a next. */
export const listTickets =
  (ports: ListPorts): Operation<Query, readonly TicketView[]> =>
  async ({ caller, input, page }) => {
    const { view, q } = input.query;
    if ((view === undefined) === (q === undefined))
      throw new DomainError('BadQuery', 'malformed', 'Give either view or q.');
    if (q !== undefined && caller.kind !== 'agent' && caller.kind !== 'machine')
      throw new DomainError('Forbidden', 'forbidden', 'Only agents and machine keys may search.');
    const [found, count] =
      q === undefined
        ? await viewed(ports, view ?? '', caller, page)
        : [await searched(ports, await searchOf(q), caller, page), undefined];
    return {
      body: found.items
        .filter((ticket) => maySee(caller, ticket))
        .map((ticket) => ticketView(ticket, { description: null, caller, baseUrl: ports.baseUrl })),
      page: { next: found.next, ...(count === undefined ? {} : { count }) },
    };
  };
