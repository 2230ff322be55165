/** `rate(…)` and `cron(…)`, in UTC. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html */

const UNITS: Readonly<Record<string, number>> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
};
const DAY = 86_400_000;

/** An expression that does not hold here. */
export class InvalidSchedule extends Error {
  constructor(expression: string, reason: string) {
    super(`The schedule ${expression} is not valid: ${reason}.`);
    this.name = 'InvalidSchedule';
  }
}

/** Answers the first time after the given one, both in ms; undefined when there is none any more. */
export type Schedule = (after: number) => number | undefined;

interface Field {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly words?: readonly string[];
}

const FIELDS: readonly Field[] = [
  { name: 'minutes', least: 0, most: 59 },
  { name: 'hours', least: 0, most: 23 },
  { name: 'day of month', least: 1, most: 31 },
  {
    name: 'month',
    least: 1,
    most: 12,
    words: ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'],
  },
  { name: 'day of week', least: 1, most: 7, words: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'] },
  { name: 'year', least: 1970, most: 2199 },
];

/** The numbers a field allows: `*`, `5`, `1-5`, `MON-FRI`, `0/15`, and lists of them. */
const parseField = (expression: string, text: string, field: Field): ReadonlySet<number> => {
  const fail = (): never => {
    throw new InvalidSchedule(expression, `${field.name} does not know ${text} here`);
  };
  const numberOf = (word: string): number => {
    const index = field.words?.indexOf(word.toUpperCase()) ?? -1;
    const value = index === -1 ? Number(word) : index + field.least;
    if (word === '' || !Number.isInteger(value) || value < field.least || value > field.most) return fail();
    return value;
  };
  const allowed = new Set<number>();
  for (const part of text.split(',')) {
    const [range = '', step] = part.split('/');
    const [from = '', to] = range.split('-');
    const first = from === '*' ? field.least : numberOf(from);
    const last = to === undefined ? (from === '*' || step !== undefined ? field.most : first) : numberOf(to);
    const by = step === undefined ? 1 : Number(step);
    if (!Number.isInteger(by) || by < 1 || last < first) fail();
    for (let value = first; value <= last; value += by) allowed.add(value);
  }
  return allowed;
};

const isLastOfMonth = (day: Date): boolean => new Date(day.getTime() + DAY).getUTCDate() === 1;

const parseCron = (expression: string, texts: readonly string[]): Schedule => {
  if (texts.length !== 6) throw new InvalidSchedule(expression, 'cron has six fields');
  const [, , dayOfMonth = '', , dayOfWeek = ''] = texts;
  if ((dayOfMonth === '?') === (dayOfWeek === '?')) {
    throw new InvalidSchedule(expression, 'one of day of month and day of week must be ?');
  }
  const parse = (index: number): ReadonlySet<number> => {
    const field = FIELDS[index];
    const text = texts[index] ?? '';
    if (field === undefined || text === '?' || (text === 'L' && index === 2)) return new Set();
    // The last day of a week is Saturday.
    if (text === 'L' && index === 4) return new Set([7]);
    return parseField(expression, text, field);
  };
  const [minutes, hours, days, months, weekdays, years] = [0, 1, 2, 3, 4, 5].map(parse) as [
    ReadonlySet<number>,
    ReadonlySet<number>,
    ReadonlySet<number>,
    ReadonlySet<number>,
    ReadonlySet<number>,
    ReadonlySet<number>,
  ];
  const fits = (day: Date): boolean => {
    if (!years.has(day.getUTCFullYear()) || !months.has(day.getUTCMonth() + 1)) return false;
    if (dayOfMonth === 'L') return isLastOfMonth(day);
    return dayOfMonth === '?' ? weekdays.has(day.getUTCDay() + 1) : days.has(day.getUTCDate());
  };
  const times = [...hours]
    .flatMap((hour) => [...minutes].map((minute) => hour * 3_600_000 + minute * 60_000))
    .toSorted((a, b) => a - b);
  const end = Math.max(...years) + 1;
  return (after) => {
    for (let day = Math.floor(after / DAY) * DAY; ; day += DAY) {
      const date = new Date(day);
      if (date.getUTCFullYear() >= end) return undefined;
      if (!fits(date)) continue;
      const time = times.find((candidate) => day + candidate > after);
      if (time !== undefined) return day + time;
    }
  };
};

/** Throws InvalidSchedule, also for `W` and `#`, which we do not know. */
export const parseSchedule = (expression: string): Schedule => {
  const [, kind, inner = ''] = /^(rate|cron)\((.*)\)$/.exec(expression.trim()) ?? [];
  if (kind === 'cron') return parseCron(expression, inner.trim().split(/\s+/));
  if (kind !== 'rate') throw new InvalidSchedule(expression, 'it is neither rate nor cron');
  const [, count = '', unit = '', plural] = /^(\d+) (minute|hour|day)(s)?$/.exec(inner.trim()) ?? [];
  const span = Number(count) * (UNITS[unit] ?? Number.NaN);
  if (!(span > 0) || (count === '1') === (plural === 's')) {
    throw new InvalidSchedule(expression, 'a rate is a number and minute(s), hour(s) or day(s)');
  }
  return (after) => after + span;
};
