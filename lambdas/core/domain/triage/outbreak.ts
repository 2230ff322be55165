/** When tickets of one kind come faster than they usually do, and which of them are about the same thing (ADR 19). */
import { likeness, telling } from './similar.ts';

/** What is counted together. */
export interface Cluster {
  readonly category: string;
  readonly product: string | null;
}

/** Tickets of a cluster that were opened in an hour of the clock. */
export interface HourCount {
  /** Its beginning, ISO 8601 UTC. */
  readonly hour: string;
  readonly count: number;
}

/** A ticket as the count remembers it. */
export interface CountedTicket {
  readonly ticketId: string;
  readonly number: number;
  readonly createdAt: string;
  /** Stems that tell most of it. */
  readonly stems: readonly string[];
}

/** Something that happens to many people at once. Times are ISO 8601 UTC. */
export interface Outbreak extends Cluster {
  /** `obk_` + ULID. */
  readonly id: string;
  readonly startedAt: string;
  /** When the newest ticket came with which they still were more than usual. */
  readonly lastAt: string;
  /** Tickets an hour that are usual for the cluster at this time of the week. */
  readonly usual: number;
  /** At most 100, oldest first. */
  readonly tickets: readonly { readonly id: string; readonly number: number }[];
  /** The ticket that they were linked to; null: nobody has yet. */
  readonly problemId: string | null;
  /** Counts up with every change, from 1. */
  readonly revision: number;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** How far back "usual" reaches. */
export const KNOWN_DAYS = 28;
/** A desk younger than this knows nothing usual. */
export const YOUNG_DAYS = 3;
/** Without a ticket too many for so long it has calmed down, and the next one is another outbreak. */
export const CALM_HOURS = 6;
/** Tickets are counted over so long before the newest. */
export const WINDOW_MINUTES = 60;

/** Fewer are never an outbreak. */
export const LEAST = 5;
/** How often a look at a cluster that does what it always does may take it for an outbreak. */
const FALSE_ALARM = 1e-6;
/** Nothing is rarer than this, an hour: nobody is told of eight tickets in a cluster that had one all year. */
const RAREST = 0.5;
/** Busy hours vary by more than chance; below twice the usual nobody is told. */
const LEAST_GROWTH = 2;

/** The probability of so many or more where `mean` are usual, by Poisson's distribution. */
export const tail = (count: number, mean: number): number => {
  let term = Math.exp(-mean);
  let below = 0;
  for (let k = 0; k < count; k += 1) {
    below += term;
    term *= mean / (k + 1);
  }
  // Far out the difference to 1 is lost in rounding, so that the terms themselves are added.
  if (1 - below > 1e-9) return 1 - below;
  let sum = 0;
  for (let k = count; term > sum * 1e-12 && term > 0; k += 1) {
    sum += term;
    term *= mean / (k + 1);
  }
  return sum;
};

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
};

/** The hour of the clock in which an instant lies. */
export const hourOf = (at: string): string => `${at.slice(0, 13)}:00:00.000Z`;

/** The same three hours of each week before, as far as they are known: their counts an hour. */
const sameTimeOfWeek = (
  counts: ReadonlyMap<number, number>,
  now: number,
  since: number,
): readonly number[] => {
  const hour = Math.floor(now / HOUR) * HOUR;
  const rates: number[] = [];
  for (let then = hour - 7 * DAY; then - HOUR >= since; then -= 7 * DAY)
    rates.push([then - HOUR, then, then + HOUR].reduce((sum, one) => sum + (counts.get(one) ?? 0), 0) / 3);
  return rates;
};

/**
 * Tickets an hour: what the known weeks had in the mean, or at this time of the week in the median, so that one bad day
 * makes nothing usual; whichever is more. `since`: from when on the desk would have counted. The hours of the window
 * itself do not count.
 */
export const usualRate = (hours: readonly HourCount[], since: string, now: string): number => {
  const end = Math.floor(Date.parse(now) / HOUR) * HOUR - HOUR;
  const start = Math.max(Date.parse(since), Date.parse(now) - KNOWN_DAYS * DAY);
  const known = hours.filter(({ hour }) => Date.parse(hour) >= start - HOUR && Date.parse(hour) < end);
  const counts = new Map(known.map(({ hour, count }) => [Date.parse(hour), count]));
  const total = known.reduce((sum, { count }) => sum + count, 0);
  const length = Math.max(1, (end - start) / HOUR);
  return Math.max(RAREST, (total + 1) / length, median(sameTimeOfWeek(counts, Date.parse(now), start)));
};

/** Whether so many in an hour are more than chance makes of what is usual. */
export const isFaster = (count: number, usual: number): boolean =>
  count >= LEAST && count >= LEAST_GROWTH * usual && tail(count, usual) < FALSE_ALARM;

/** The smallest number of tickets in an hour that is an outbreak. */
export const leastFor = (usual: number): number => {
  let count = LEAST;
  while (!isFaster(count, usual)) count += 1;
  return count;
};

export const isYoung = (since: string, now: string): boolean =>
  Date.parse(now) - Date.parse(since) < YOUNG_DAYS * DAY;

export const isRunning = ({ lastAt }: Pick<Outbreak, 'lastAt'>, now: string): boolean =>
  Date.parse(now) - Date.parse(lastAt) < CALM_HOURS * HOUR;

/** Alike enough to be about one thing. */
const ALIKE = 0.2;

/** How many tickets have each stem. */
const frequencies = (tickets: readonly CountedTicket[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const { stems } of tickets)
    for (const stem of new Set(stems)) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  return counts;
};

/**
 * Those that are near the one which has most near it; oldest first. A cluster of everything (`other`, no product) may be
 * busy with many things at once. A stem tells the less the more of the `earlier` tickets had it: in an outbreak it is
 * what all have and nobody had before that tells most.
 */
export const alike = (
  tickets: readonly CountedTicket[],
  earlier: readonly CountedTicket[],
): readonly CountedTicket[] => {
  const known = frequencies(earlier);
  const tells = (stem: string): number => telling(known.get(stem) ?? 0);
  const stems = tickets.map((ticket) => new Set(ticket.stems));
  const nearTo = (at: number): readonly CountedTicket[] => {
    const own = stems[at] ?? new Set();
    return tickets.filter(
      (_, other) => other === at || likeness(own, stems[other] ?? new Set(), tells) >= ALIKE,
    );
  };
  return tickets
    .map((_, at) => nearTo(at))
    .reduce<readonly CountedTicket[]>((most, one) => (one.length > most.length ? one : most), [])
    .toSorted((one, other) => (one.ticketId < other.ticketId ? -1 : 1));
};

/** Tickets that an outbreak names. */
export const MOST_NAMED = 100;

/** A running outbreak has come so far; nothing else of it changes. */
export const grown = (outbreak: Outbreak, tickets: readonly CountedTicket[], lastAt: string): Outbreak => {
  const known = new Set(outbreak.tickets.map(({ id }) => id));
  const more = tickets.filter(({ ticketId }) => !known.has(ticketId));
  return {
    ...outbreak,
    lastAt: lastAt > outbreak.lastAt ? lastAt : outbreak.lastAt,
    tickets: [...outbreak.tickets, ...more.map(({ ticketId: id, number }) => ({ id, number }))].slice(
      0,
      MOST_NAMED,
    ),
    revision: outbreak.revision + 1,
  };
};
