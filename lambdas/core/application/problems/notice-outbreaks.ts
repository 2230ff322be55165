/** Counts tickets by cluster as they are analysed, and tells of an outbreak once, by an event of the ticket that made it one. */
import { isNamed } from '../../domain/errors.ts';
import { IMPORTED_TAG } from '../../domain/mail/inbound/imports.ts';
import { tellingTerms } from '../../domain/search/stems.ts';
import { decided } from '../../domain/ticket/decision.ts';
import type { TicketEvent } from '../../domain/ticket/events.ts';
import { later } from '../../domain/ticket/instants.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import {
  alike,
  type Cluster,
  type CountedTicket,
  grown,
  isFaster,
  isRunning,
  isYoung,
  KNOWN_DAYS,
  LEAST,
  MOST_NAMED,
  type Outbreak,
  usualRate,
  WINDOW_MINUTES,
} from '../../domain/triage/outbreak.ts';
import { againAfter } from '../again.ts';
import { SYSTEM } from '../people.ts';
import type { Ports } from '../ports.ts';
import { keep } from '../tickets/keep.ts';

export type NoticePorts = Pick<Ports, 'tickets' | 'settings' | 'clock' | 'ids' | 'clusters' | 'outbreaks'>;

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const STEMS = 24;
/** How far back it is known which words the cluster always has. */
const TEXTS_DAYS = 7;
/** The desk's first; where there is none the desk is taken for an old one. */
const FIRST_NUMBER = 1001;
const ATTEMPTS = 5;

const before = (at: string, milliseconds: number): string =>
  new Date(Date.parse(at) - milliseconds).toISOString();

/** Spam, merged and imported tickets do not count, and no problem is its own incident. */
const counts = (ticket: Pick<Ticket, 'spam' | 'mergedInto' | 'tags' | 'type'>): boolean =>
  !ticket.spam &&
  ticket.mergedInto === null &&
  !ticket.tags.includes(IMPORTED_TAG) &&
  ticket.type !== 'problem';

/** What was analysed first and is still so; answers to questions make no new tickets. */
const countedNow = async (ports: NoticePorts, event: TicketEvent): Promise<Ticket | null> => {
  if (event.type !== 'ticket.analysed' || event.payload.round > 0) return null;
  const ticket = await ports.tickets.find(event.ticketId);
  return ticket !== null && counts(ticket) ? ticket : null;
};

/** Those of the last hour that are about one thing and still count. */
const together = async (
  ports: NoticePorts,
  cluster: Cluster,
  recent: readonly CountedTicket[],
): Promise<readonly CountedTicket[]> => {
  const newest = recent[0]?.createdAt ?? '';
  const all = await ports.clusters.since(cluster, before(newest, TEXTS_DAYS * DAY));
  const inWindow = new Set(recent.map(({ ticketId }) => ticketId));
  const near = alike(
    recent,
    all.filter(({ ticketId }) => !inWindow.has(ticketId)),
  );
  const listed = await ports.tickets.listed(near.map(({ ticketId }) => ticketId));
  const standing = new Set(listed.filter(counts).map(({ id }) => id));
  return near.filter(({ ticketId }) => standing.has(ticketId));
};

/** Another ticket may come at the same moment: what is not added now is added with that one. */
const grow = async (
  ports: NoticePorts,
  running: Outbreak,
  tickets: readonly CountedTicket[],
  at: string,
): Promise<void> => {
  let current: Outbreak | null = running;
  for (let attempt = 1; current !== null && attempt <= ATTEMPTS; attempt += 1) {
    if (await ports.outbreaks.change(grown(current, tickets, at))) return;
    current = await ports.outbreaks.of(running);
  }
};

/** One transaction of the ticket's event and the outbreak, so that exactly one of all that see it tells of it. */
const tell = async (ports: NoticePorts, last: Outbreak | null, outbreak: Outbreak, ticketId: string) => {
  const { id: outbreakId, category, product, usual, tickets } = outbreak;
  const numbers = tickets.map(({ number }) => number);
  const settings = await ports.settings.current();
  await againAfter('VersionConflict', ATTEMPTS, async () => {
    const ticket = await ports.tickets.find(ticketId);
    if (ticket === null) return;
    const now = later(ports.clock.now(), ticket.updatedAt);
    const decision = decided(ticket, {
      type: 'ticket.outbreak-noticed',
      payload: { outbreakId, category, product, count: numbers.length, usual, numbers },
    });
    try {
      await keep(ports, {
        before: ticket,
        decision,
        now,
        settings,
        actor: SYSTEM,
        correlationId: ticketId,
        with: { outbreak: { before: last, after: outbreak } },
      });
    } catch (error) {
      if (!isNamed(error, 'OutbreakChanged')) throw error;
    }
  });
};

const counted = async (ports: NoticePorts, ticket: Ticket): Promise<CountedTicket> => {
  const { id: ticketId, number, createdAt, subject } = ticket;
  const description = await ports.tickets.description(ticketId);
  const stems = tellingTerms(`${subject}\n${description}`, STEMS).map(({ stem }) => stem);
  return { ticketId, number, createdAt, stems };
};

/** The event may come twice, late and in any order: a ticket counts once, in the hour in which it was opened. */
export const noticeOutbreaks =
  (ports: NoticePorts) =>
  async (event: TicketEvent): Promise<void> => {
    const ticket = await countedNow(ports, event);
    if (ticket === null) return;
    const { createdAt } = ticket;
    const cluster = { category: ticket.category, product: ticket.product };
    await ports.clusters.add(cluster, await counted(ports, ticket));
    const recent = await ports.clusters.since(cluster, before(createdAt, WINDOW_MINUTES * MINUTE));
    if (recent.length < LEAST) return;
    const [last, hours, first] = await Promise.all([
      ports.outbreaks.of(cluster),
      ports.clusters.hours(cluster, before(createdAt, KNOWN_DAYS * DAY)),
      ports.tickets.find(FIRST_NUMBER),
    ]);
    const since = first?.createdAt ?? before(createdAt, KNOWN_DAYS * DAY);
    const usual = usualRate(hours, since, createdAt);
    if (isYoung(since, createdAt) || !isFaster(recent.length, usual)) return;
    const tickets = await together(ports, cluster, recent);
    if (!isFaster(tickets.length, usual)) return;
    if (last !== null && isRunning(last, createdAt)) return grow(ports, last, tickets, createdAt);
    const named = tickets.slice(0, MOST_NAMED);
    const outbreak: Outbreak = {
      ...cluster,
      id: ports.ids.next('obk'),
      startedAt: named[0]?.createdAt ?? createdAt,
      lastAt: createdAt,
      usual: Math.round(usual * 10) / 10,
      tickets: named.map(({ ticketId: id, number }) => ({ id, number })),
      problemId: null,
      revision: 1,
    };
    return tell(ports, last, outbreak, ticket.id);
  };
