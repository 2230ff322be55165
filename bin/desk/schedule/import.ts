/** `desk schedule import`: the days of a calendar become holidays of a schedule. */
import { parseDocument } from '../../../lambdas/core/domain/settings/parse.ts';
import type { Schedule } from '../../../lambdas/core/domain/settings/schemas.ts';
import type { ExitCode, Voice } from '../apply.ts';
import { type Asked, orRefusal } from '../ask.ts';
import { apiAddress } from '../aws/place.ts';
import { Refused } from '../http.ts';
import { shortly } from '../mail/printable.ts';
import { deskApi } from '../wire.ts';
import { type Holiday, holidaysIn } from './holidays.ts';
import { eventsIn } from './icalendar.ts';
import { calendarText } from './source.ts';

export interface ImportOrder extends Asked {
  /** A file or an https address. */
  readonly source: string;
  /** Id of the schedule. */
  readonly schedule: string;
  /** So many years from this one on. */
  readonly years: number;
  /** `2026-11-22`. */
  readonly today: string;
  readonly dryRun: boolean;
}

/** Every year's day already stands for those of single years. */
const missingIn = ({ holidays }: Schedule, found: readonly Holiday[]): readonly Holiday[] =>
  found.filter(({ day }) => !holidays.includes(day) && !holidays.includes(day.slice(-5)));

const schedulesOf = (document: unknown): readonly Schedule[] => {
  const read = parseDocument('schedules', document);
  if ('document' in read) return read.document;
  throw new Refused('the desk has schedules that this version cannot read', read.problems);
};

/**
 * Only adds: a holiday that somebody wrote by hand stays, and the same calendar again changes nothing. 0: done or
 * nothing to do. 2: the calendar or the desk could not be had, or has no such schedule.
 */
export const importSchedule = (
  order: ImportOrder,
  voice: Voice,
  get: typeof fetch = fetch,
): Promise<ExitCode> =>
  orRefusal(voice, async () => {
    const events = eventsIn(await calendarText(order.source, get));
    if (events === null) throw new Refused(`${order.source} is no iCalendar file (RFC 5545)`);
    const first = Number(order.today.slice(0, 4));
    const { holidays, skipped } = holidaysIn(events, { first, last: first + order.years - 1 });
    for (const sentence of skipped) voice.say(`passed over ${shortly(sentence, 160)}`);

    const api = await deskApi(apiAddress(order.where), order.token);
    const { document, etag } = await api.read('schedules');
    const schedules = schedulesOf(document);
    const schedule = schedules.find(({ id }) => id === order.schedule);
    if (schedule === undefined) {
      const known = schedules.map(({ id }) => id).join(', ');
      throw new Refused(`there is no schedule ${order.schedule}; there are ${known}`);
    }
    const missing = missingIn(schedule, holidays);
    if (missing.length === 0) {
      voice.say('nothing to change');
      return 0;
    }
    voice.say(schedule.id);
    for (const { day, name } of missing) voice.say(`  + ${day}  ${shortly(name, 60)}`);
    if (order.dryRun) {
      voice.say('dry run: nothing was sent');
      return 0;
    }
    const wanted = { ...schedule, holidays: [...schedule.holidays, ...missing.map(({ day }) => day)] };
    await api.replace(
      'schedules',
      schedules.map((one) => (one === schedule ? wanted : one)),
      etag,
    );
    voice.say(`schedules: applied, ${missing.length} ${missing.length === 1 ? 'holiday' : 'holidays'} more`);
    return 0;
  });
