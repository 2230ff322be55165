/** Executions do not live for ever: a year at most on AWS, and 25,000 events; well before that they hand over. */
import { superseded } from '../../domain/errors.ts';
import type { Place } from '../../domain/ticket/place.ts';
import type { Ports } from '../ports.ts';
import type { StepInput } from './step-input.ts';

/** Far from Step Functions' limit of 25,000 history events. */
export const LOOPS = 1000;

/** No wait ends later after the execution's start than this (design.md section 4, Arming). */
const LIFETIME_DAYS = 330;

const endOfLife = (startedAt: string): string =>
  new Date(Date.parse(startedAt) + LIFETIME_DAYS * 86_400_000).toISOString();

/** A wait never outlives its execution, and never lasts longer than a wait can (99,999,999 seconds). */
export const within = (place: Place, startedAt: string): Place => {
  const end = endOfLife(startedAt);
  return place.wakeAt > end ? { ...place, wakeAt: end } : place;
};

/** The input of a step to which a wait leads when its time is up. */
export interface AgingInput extends StepInput {
  /** How often the execution has waited. */
  readonly loops: number;
}

/**
 * Asked by every step to which a wait leads when its time is up, because that time may be the execution's own end. Starts
 * the next generation and throws Superseded when it is.
 */
export const handOverWhenOld = async (
  ports: Pick<Ports, 'tickets' | 'workflows' | 'clock'>,
  { ticketId, generation, startedAt, loops }: AgingInput,
): Promise<void> => {
  const now = ports.clock.now();
  if (loops < LOOPS && now < endOfLife(startedAt)) return;
  const wait = { wakeAt: now, failures: 0, failedAt: null };
  if (await ports.tickets.raiseGeneration(ticketId, generation, wait))
    await ports.workflows.start(ticketId, generation + 1);
  throw superseded();
};
