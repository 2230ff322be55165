/** Which events of a calendar are holidays, and on which days. */
import { type CalendarEvent, type Property, textOf } from './icalendar.ts';

/** A day as schedules write it: `2026-12-25`, or `12-25` for every year. */
export interface Holiday {
  readonly day: string;
  readonly name: string;
}

export interface FoundHolidays {
  readonly holidays: readonly Holiday[];
  /** A sentence for each event that was passed over. */
  readonly skipped: readonly string[];
}

const DAY = 86_400_000;

/** Longer than a works holiday, shorter than a mistake in a date. */
const MOST_DAYS = 60;

/** `20261225` in milliseconds; null when it is no day, or a day with a time. */
const dayOf = ({ value }: Property): number | null => {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(value) ?? [];
  const at = Date.parse(`${year}-${month}-${day}T00:00:00Z`);
  return Number.isNaN(at) || isoDay(at) !== `${year}-${month}-${day}` ? null : at;
};

const isoDay = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** RFC 5545 section 3.6.1: the end is not part of it; without one an event of a day lasts that day. */
const daysLong = (event: CalendarEvent, begins: number): number | null => {
  const [end] = event.get('DTEND') ?? [];
  const [duration] = event.get('DURATION') ?? [];
  if (end !== undefined) {
    const ends = dayOf(end);
    return ends === null ? null : Math.max(1, (ends - begins) / DAY);
  }
  if (duration === undefined) return 1;
  const [, count, unit] = /^\+?P(\d{1,4})([DW])$/.exec(duration.value) ?? [];
  return count === undefined ? null : Number(count) * (unit === 'W' ? 7 : 1);
};

interface Yearly {
  readonly every: number;
  /** The last moment that it may begin, milliseconds. */
  readonly until: number;
  readonly count: number;
}

const FOR_EVER: Yearly = { every: 1, until: Number.POSITIVE_INFINITY, count: Number.POSITIVE_INFINITY };

const isForEver = ({ every, until, count }: Yearly): boolean =>
  every === 1 && !Number.isFinite(until) && !Number.isFinite(count);

/** A rule of RFC 5545 section 3.3.10 that names the same date of years; null for every other. */
const yearlyOf = ({ value }: Property, begins: number): Yearly | null => {
  const parts = new Map(value.split(';').map((part) => part.toUpperCase().split('=') as [string, string]));
  const date = new Date(begins);
  const only = new Map([
    ['FREQ', 'YEARLY'],
    ['BYMONTH', String(date.getUTCMonth() + 1)],
    ['BYMONTHDAY', String(date.getUTCDate())],
  ]);
  let rule = FOR_EVER;
  for (const [name, given] of parts) {
    if (name === 'WKST' || only.get(name) === given) continue;
    const number = /^\d{1,4}$/.test(given) ? Number(given) : 0;
    if (name === 'UNTIL')
      rule = { ...rule, until: dayOf({ params: new Map(), value: given.slice(0, 8) }) ?? 0 };
    else if (name === 'COUNT' && number > 0) rule = { ...rule, count: number };
    else if (name === 'INTERVAL' && number > 0) rule = { ...rule, every: number };
    else return null;
  }
  return parts.has('FREQ') ? rule : null;
};

/** The same date in another year; null on the 29th of February of one that has none. */
const inYear = (begins: number, year: number): number | null => {
  const date = new Date(begins);
  const at = Date.UTC(year, date.getUTCMonth(), date.getUTCDate());
  return new Date(at).getUTCDate() === date.getUTCDate() ? at : null;
};

const beginnings = (begins: number, rule: Yearly, lastYear: number): readonly number[] => {
  const found: number[] = [];
  for (let year = new Date(begins).getUTCFullYear(); year <= lastYear; year += rule.every) {
    const at = inYear(begins, year);
    if (at === null) continue;
    if (at > rule.until || found.length >= rule.count) break;
    found.push(at);
  }
  return found;
};

const excludedFrom = (event: CalendarEvent): ReadonlySet<string> =>
  new Set(
    (event.get('EXDATE') ?? []).flatMap(({ value }) =>
      value.split(',').map((day) => day.replace(/^(\d{4})(\d{2})(\d{2}).*$/, '$1-$2-$3')),
    ),
  );

const daysFrom = (begins: number, days: number): readonly number[] =>
  Array.from({ length: days }, (_, index) => begins + index * DAY);

const ONE_DAY_ONLY = 'it has times, and only whole days are holidays';

/** Days of one event, or the reason why it has none. */
const daysOf = (event: CalendarEvent, lastYear: number): readonly string[] | { readonly why: string } => {
  const [start] = event.get('DTSTART') ?? [];
  const begins = start === undefined ? null : dayOf(start);
  if (begins === null) return { why: ONE_DAY_ONLY };
  if (event.get('STATUS')?.[0]?.value.toUpperCase() === 'CANCELLED') return { why: 'it is cancelled' };
  if (event.has('RECURRENCE-ID') || event.has('RDATE')) return { why: 'it moves days of a series' };
  const days = daysLong(event, begins);
  if (days === null) return { why: ONE_DAY_ONLY };
  if (days > MOST_DAYS) return { why: `it lasts ${days} days` };
  const [recurs] = event.get('RRULE') ?? [];
  if (recurs === undefined) return daysFrom(begins, days).map(isoDay);
  const rule = yearlyOf(recurs, begins);
  if (rule === null) return { why: `it repeats by ${recurs.value}, and only a date of every year is read` };
  const excluded = excludedFrom(event);
  // Every year for ever is what schedules can say themselves; before it began nobody asks any more.
  if (isForEver(rule) && excluded.size === 0)
    return daysFrom(begins, days).map((day) => isoDay(day).slice(5));
  return beginnings(begins, rule, lastYear)
    .filter((at) => !excluded.has(isoDay(at)))
    .flatMap((at) => daysFrom(at, days).map(isoDay));
};

const nameOf = (event: CalendarEvent): string => textOf(event.get('SUMMARY')?.[0]?.value ?? 'without a name');

const inOrder = (a: Holiday, b: Holiday): number =>
  a.day.length - b.day.length || (a.day < b.day ? -1 : Number(a.day > b.day));

/** Days from the first year to the last, each once, those of every year first. */
export const holidaysIn = (
  events: readonly CalendarEvent[],
  years: { readonly first: number; readonly last: number },
): FoundHolidays => {
  const found = new Map<string, Holiday>();
  const skipped: string[] = [];
  for (const event of events) {
    const name = nameOf(event);
    const days = daysOf(event, years.last);
    if ('why' in days) {
      skipped.push(`${name}: ${days.why}`);
      continue;
    }
    for (const day of days) {
      const year = day.length === 5 ? years.first : Number(day.slice(0, 4));
      if (year >= years.first && year <= years.last && !found.has(day)) found.set(day, { day, name });
    }
  }
  const holidays = [...found.values()].filter(({ day }) => day.length === 5 || !found.has(day.slice(5)));
  return { holidays: holidays.toSorted(inOrder), skipped };
};
