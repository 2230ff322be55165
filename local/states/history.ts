/** Writes an execution's history: the event types and detail objects of GetExecutionHistory. */
import type { Execution } from './execution.ts';

/** As it goes onto the wire; `timestamp` in epoch seconds. */
export interface HistoryEvent {
  readonly id: number;
  readonly previousEventId: number;
  readonly timestamp: number;
  readonly type: string;
  readonly [details: `${string}EventDetails`]: unknown;
}

/** The most events a Standard execution may have, its last one included. */
export const MOST_EVENTS = 25_000;

/** Thrown when only the execution's last event still fits. */
export class HistoryFull extends Error {}

const ENDS = /^Execution(Succeeded|Failed|TimedOut|Aborted)$/;

const detailsKey = (type: string): `${string}EventDetails` => {
  const kind = /State(Entered|Exited)$/.exec(type)?.[0] ?? type;
  return `${kind.charAt(0).toLowerCase()}${kind.slice(1)}EventDetails`;
};

/** JSON text as a detail, with the note that the desk never shortens it. */
export const inputDetail = (text: string) => ({ input: text, inputDetails: { truncated: false } });
export const outputDetail = (text: string) => ({ output: text, outputDetails: { truncated: false } });

/** Appends an event after `previousEventId` and answers its id. */
export const record = (
  run: { readonly execution: Execution; readonly events: HistoryEvent[]; readonly now: number },
  previousEventId: number,
  type: string,
  details?: Readonly<Record<string, unknown>>,
): number => {
  if (run.execution.eventCount >= MOST_EVENTS - 1 && !ENDS.test(type)) throw new HistoryFull();
  run.execution.eventCount += 1;
  const id = run.execution.eventCount;
  run.events.push({
    id,
    previousEventId,
    timestamp: run.now / 1000,
    type,
    ...(details === undefined ? {} : { [detailsKey(type)]: details }),
  });
  return id;
};
