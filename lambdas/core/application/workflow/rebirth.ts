/** A workflow that died is born again under the next generation; one that keeps dying is shown to people. */
import { changeFields } from '../../domain/ticket/change.ts';
import { later } from '../../domain/ticket/instants.ts';
import { placeOf } from '../../domain/ticket/place.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { everyPage } from '../every-page.ts';
import { SYSTEM } from '../people.ts';
import type { Ports } from '../ports.ts';
import type { Wait } from '../records.ts';
import { keep } from '../tickets/keep.ts';
import { throwTogether, turns } from '../turns.ts';

export type RebirthPorts = Pick<Ports, 'tickets' | 'waits' | 'workflows' | 'settings' | 'clock' | 'ids'>;

/** The tag that agents see on a ticket whose workflow failed this often within an hour. */
export const FAILED_TAG = 'workflow-failed';
const FAILURES = 3;
const HOUR = 3_600_000;

export interface EndedExecution {
  /** `<ticketId>-<generation>`. */
  readonly name: string;
  readonly status: string;
}

const flag = async (ports: RebirthPorts, ticket: Ticket): Promise<void> => {
  if (ticket.tags.includes(FAILED_TAG)) return;
  const settings = await ports.settings.current();
  const now = later(ports.clock.now(), ticket.updatedAt);
  const decision = changeFields(
    ticket,
    { tags: [...ticket.tags, FAILED_TAG] },
    { now, settings, actor: SYSTEM },
  );
  await keep(ports, { before: ticket, decision, now, settings, actor: SYSTEM, correlationId: ticket.id });
};

const countFailures = (wait: Wait | null, now: string): number => {
  const recent = wait?.failedAt != null && Date.parse(now) - Date.parse(wait.failedAt) < HOUR;
  return (recent ? (wait?.failures ?? 0) : 0) + 1;
};

/** Raise, start, stop: in this order a crash in between leaves an execution that can't act, and a sweep that sees it. */
const nextGeneration = async (
  ports: RebirthPorts,
  ticket: Ticket,
  failed: Pick<Wait, 'failures' | 'failedAt'>,
): Promise<void> => {
  const wait = { wakeAt: ports.clock.now(), failures: failed.failures, failedAt: failed.failedAt };
  if (!(await ports.tickets.raiseGeneration(ticket.id, ticket.generation, wait))) return;
  await ports.workflows.start(ticket.id, ticket.generation + 1);
  await ports.workflows.stop(ticket.id, ticket.generation, 'A newer execution owns this ticket.');
};

/**
 * For executions that ended FAILED, TIMED_OUT or ABORTED; one of an older generation is nobody's business. After the
 * third failure in an hour only the sweep tries again, once a round.
 */
export const rebirth =
  (ports: RebirthPorts) =>
  async (ended: EndedExecution): Promise<void> => {
    const [, ticketId, generation] = /^(tkt_[0-9A-Z]+)-(\d+)$/.exec(ended.name) ?? [];
    if (ticketId === undefined) return;
    const [ticket, wait] = await Promise.all([ports.tickets.find(ticketId), ports.waits.find(ticketId)]);
    if (ticket === null || ticket.generation !== Number(generation)) return;
    if (placeOf(ticket, await ports.settings.current()).next === 'end') return;
    const failedAt = ports.clock.now();
    const failures = countFailures(wait, failedAt);
    if (failures >= FAILURES) await flag(ports, ticket);
    if (failures <= FAILURES) await nextGeneration(ports, ticket, { failures, failedAt });
  };

/** A row this much overdue has lost its execution. */
const OVERDUE = 5 * 60_000;

type Swept = { readonly [found in 'overdue' | 'ended']: number };

/** Looks again at a row that the index showed: meanwhile it may have been armed, or its ticket be over. */
const sweepOne = async (
  ports: RebirthPorts,
  ticketId: string,
  before: string,
): Promise<keyof Swept | null> => {
  const [ticket, wait, settings] = await Promise.all([
    ports.tickets.find(ticketId),
    ports.waits.find(ticketId),
    ports.settings.current(),
  ]);
  if (ticket === null || wait === null || wait.wakeAt >= before) return null;
  if (placeOf(ticket, settings).next === 'end') {
    await ports.waits.end(ticketId, ticket.generation);
    return 'ended';
  }
  await nextGeneration(ports, ticket, wait);
  return 'overdue';
};

/**
 * Counts what it found, for the log. A ticket that can't be revived keeps nobody else waiting; its error is thrown when
 * all have had their turn.
 */
export const sweep = (ports: RebirthPorts) => async (): Promise<Swept> => {
  const before = new Date(Date.parse(ports.clock.now()) - OVERDUE).toISOString();
  const counts = { overdue: 0, ended: 0 };
  const { take, failures } = turns();
  for await (const waits of everyPage((page) => ports.waits.overdue(before, page)))
    for (const { ticketId } of waits) {
      const found = await take(() => sweepOne(ports, ticketId, before));
      if (found !== null) counts[found] += 1;
    }
  throwTogether(failures, 'tickets could not be revived');
  return counts;
};
