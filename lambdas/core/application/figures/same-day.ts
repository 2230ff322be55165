/** The figure "answered within the same working day": waits kept as events arrive, judged when somebody asks. */
import { DomainError } from '../../domain/errors.ts';
import { type SameDayRow, sameDayRows } from '../../domain/figures/same-day.ts';
import { dateIn } from '../../domain/people/day.ts';
import { hoursOfDesk, workingDayAt } from '../../domain/people/working-day.ts';
import type { TicketEvent } from '../../domain/ticket/events.ts';
import type { Operation } from '../operation.ts';
import type { Ports } from '../ports.ts';

interface Asked {
  readonly query: {
    readonly from?: string | undefined;
    readonly to?: string | undefined;
    readonly group?: string | undefined;
  };
}

const DAY = 86_400_000;

/** A day of a busy desk is a thousand rows to read. */
const MOST_DAYS = 31;

/** No desk is closed for longer: what came earlier belongs to an earlier working day. */
const LONGEST_CLOSURE_DAYS = 31;

const plusDays = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10);

/**
 * Working days are those of the desk's `schedule`, else of its clock; from and to are days, both included. Default: the
 * seven days that end today.
 */
export const sameDayFigures =
  (ports: Pick<Ports, 'figures' | 'clock' | 'settings'>): Operation<Asked, readonly SameDayRow[]> =>
  async ({ input: { query } }) => {
    const settings = await ports.settings.current();
    const { timeZone } = settings.desk;
    const to = query.to?.slice(0, 10) ?? dateIn(ports.clock.now(), timeZone);
    const from = query.from?.slice(0, 10) ?? plusDays(to, -6);
    if (from > to) throw new DomainError('BadQuery', 'malformed', 'from must not be after to.');
    if (plusDays(from, MOST_DAYS - 1) < to)
      throw new DomainError('BadQuery', 'malformed', `At most ${MOST_DAYS} days can be read at once.`);
    const hours = hoursOfDesk(settings);
    const dayAt = (instant: string) => workingDayAt(hours, timeZone, instant);
    // Whatever waits for a working day came after the last one before it had ended.
    let first = plusDays(from, -1);
    for (let back = 0; back < LONGEST_CLOSURE_DAYS && dayAt(`${first}T00:00:00.000Z`).date >= from; back += 1)
      first = plusDays(first, -1);
    const waits = await ports.figures.waits(first, plusDays(to, 1));
    return { body: sameDayRows(waits, { from, to, group: query.group ?? null, dayAt }) };
  };

/** Keeps what an event says of a wait. Each tells all of it, so neither order nor repetition matters. */
export const projectWaits =
  (ports: Pick<Ports, 'figures'>) =>
  async ({ ticketId, version, occurredAt, payload }: TicketEvent): Promise<void> => {
    const { waiting, waitingSince, groupId } = payload;
    if (waiting === undefined || waitingSince === undefined || groupId == null) return;
    await ports.figures.putWait({
      ticketId,
      since: waitingSince,
      answeredAt: waiting === 'answered' ? occurredAt : null,
      dropped: waiting === 'dropped',
      groupId,
      version,
    });
  };
