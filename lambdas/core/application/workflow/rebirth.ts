/** A workflow that died is born again under the next generation; one that keeps dying is shown to people. */
import { changeFields } from '../../domain/ticket/change.ts';
import { placeOf } from '../../domain/ticket/place.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { SYSTEM } from '../people.ts';
import type { Ports, Wait } from '../ports.ts';
import { keep } from '../tickets/keep.ts';

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
  const now = ports.clock.now();
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
  failures: number,
  failed: boolean,
): Promise<void> => {
  const now = ports.clock.now();
  const wait = { wakeAt: now, failures, failedAt: failed ? now : null };
  if (!(await ports.tickets.raiseGeneration(ticket.id, ticket.generation, wait))) return;
  await ports.workflows.start(ticket.id, ticket.generation + 1);
  await ports.workflows.stop(ticket.id, ticket.generation, 'A newer execution owns this ticket.');
};

/** For executions that ended FAILED, TIMED_OUT or ABORTED; one of an older generation is nobody's business. */
export const rebirth =
  (ports: RebirthPorts) =>
  async (ended: EndedExecution): Promise<void> => {
    const [, ticketId, generation] = /^(tkt_[0-9A-Z]+)-(\d+)$/.exec(ended.name) ?? [];
    if (ticketId === undefined) return;
    const [ticket, wait] = await Promise.all([ports.tickets.find(ticketId), ports.waits.find(ticketId)]);
    if (ticket === null || ticket.generation !== Number(generation)) return;
    if (placeOf(ticket, await ports.settings.current()).next === 'end') return;
    const failures = countFailures(wait, ports.clock.now());
    if (failures >= FAILURES) await flag(ports, ticket);
    if (failures <= FAILURES) await nextGeneration(ports, ticket, failures, true);
  };

/** A row this much overdue has lost its execution. */
const OVERDUE = 5 * 60_000;
const PAGE = 100;

/** Counts what it found, for the log. */
export const sweep =
  (ports: RebirthPorts) => async (): Promise<{ readonly overdue: number; readonly ended: number }> => {
    const before = new Date(Date.parse(ports.clock.now()) - OVERDUE).toISOString();
    const settings = await ports.settings.current();
    const counts = { overdue: 0, ended: 0 };
    for (let after: string | null = null; ; ) {
      const page: { items: readonly Wait[]; next: string | null } = await ports.waits.overdue(before, {
        size: PAGE,
        after,
      });
      for (const { ticketId } of page.items) {
        const [ticket, wait] = await Promise.all([ports.tickets.find(ticketId), ports.waits.find(ticketId)]);
        if (ticket === null || wait === null || wait.wakeAt >= before) continue;
        if (placeOf(ticket, settings).next === 'end') {
          await ports.waits.end(ticketId, ticket.generation);
          counts.ended += 1;
        } else {
          await nextGeneration(ports, ticket, 0, false);
          counts.overdue += 1;
        }
      }
      if (page.next === null) return counts;
      after = page.next;
    }
  };
