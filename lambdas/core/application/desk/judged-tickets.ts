/** Tickets of the desk, with what its agents said of them by what they did: what the model learns from. */
import type { Settings } from '../../domain/settings/schemas.ts';
import { categoryOf, defaultCategory } from '../../domain/ticket/where.ts';
import type { Example } from '../../domain/triage/model/model.ts';
import type { Taught } from '../model-ports.ts';
import type { Ports } from '../ports.ts';
import type { ListedTicket } from '../records.ts';

/** So many are read and learnt in some minutes; older ones tell less of what the desk does today. */
const NEWEST = 10_000;
const AT_ONCE = 50;
const TOLD_EVERY = 1_000;

type Labels = Pick<Example, 'category' | 'priority' | 'line'>;

/**
 * What a person said counts; of a ticket that one solved, the rest is taken as it ended. Nobody says of a ticket that
 * it is of the default category by leaving it there.
 */
const labelsOf = (settings: Settings, ticket: ListedTicket, said: Taught | undefined): Labels => {
  const { solved = false, category = null, priority = null, line = null } = said ?? {};
  const ended = solved && ticket.category !== defaultCategory(settings)?.id ? ticket.category : null;
  const named = category ?? ended;
  const placed = line ?? (solved ? ticket.line : null);
  return {
    category: named !== null && categoryOf(settings, named) !== undefined ? named : null,
    priority: priority ?? (solved ? ticket.priority : null),
    line: placed === null ? null : String(placed),
  };
};

/** What a ticket is, and where nobody said: what the one is into which people have merged it. */
const exampleOf = (ticket: ListedTicket, body: string, own: Labels, into: Labels | null): Example => ({
  subject: ticket.subject,
  body,
  language: ticket.language,
  category: own.category ?? into?.category ?? null,
  priority: own.priority ?? into?.priority ?? null,
  line: own.line ?? into?.line ?? null,
});

const targetOf = (ticket: ListedTicket, said: Taught | undefined): readonly string[] =>
  said?.merged === true && ticket.mergedInto !== null ? [ticket.mergedInto] : [];

/** Those of which the category is known, about the newest; `told` hears how many have been read, of how many. */
export const judgedTickets = async (
  ports: Pick<Ports, 'examples' | 'tickets' | 'settings'>,
  told: (done: number, total: number) => Promise<void>,
): Promise<readonly Example[]> => {
  const settings = await ports.settings.current();
  const taught = await ports.examples.newest(NEWEST);
  const said = new Map(taught.map((one) => [one.ticketId, one]));
  const examples: Example[] = [];
  for (let at = 0; at < taught.length; at += AT_ONCE) {
    if (at % TOLD_EVERY === 0) await told(at, taught.length);
    const ids = taught.slice(at, at + AT_ONCE).map(({ ticketId }) => ticketId);
    const tickets = (await ports.tickets.listed(ids)).filter(({ spam }) => !spam);
    const into = [...new Set(tickets.flatMap((ticket) => targetOf(ticket, said.get(ticket.id))))];
    const targets = into.length === 0 ? [] : await ports.tickets.listed(into);
    const labels = new Map(
      [...targets, ...tickets].map((one) => [one.id, labelsOf(settings, one, said.get(one.id))]),
    );
    const labelled = tickets.flatMap((ticket) => {
      const own = labels.get(ticket.id);
      const [target] = targetOf(ticket, said.get(ticket.id));
      const theirs = target === undefined ? null : (labels.get(target) ?? null);
      return own === undefined ? [] : [{ ticket, own, theirs }];
    });
    examples.push(
      ...(await Promise.all(
        labelled.map(async ({ ticket, own, theirs }) =>
          exampleOf(ticket, await ports.tickets.description(ticket.id), own, theirs),
        ),
      )),
    );
  }
  return examples.filter(({ category }) => category !== null);
};
