/**
 * What the workflow of a ticket hands to its function, and what it gets back. Executions run for months and keep the
 * definition they were started with, so a field is only ever added as optional, and unknown ones are let through.
 */
import * as z from 'zod/mini';

/** Where an answer sends the workflow: the one branch of the state machine compares with these words. */
export const NEXT_PLACES = ['analyse', 'ask', 'assign', 'await', 'survey', 'rating', 'end'] as const;

/** The places that a workflow can wait for. */
export const WAITING_PLACES = ['await', 'survey', 'rating'] as const;

const time = z.iso.datetime();

const common = {
  ticketId: z.string().check(z.minLength(1)),
  /** The generation that this execution was started for; every write is conditional on it. */
  generation: z.int().check(z.minimum(1)),
  /** Start of the execution; a wait ends at the latest 330 days after it. */
  startedAt: time,
  /** How often this execution has waited. */
  loops: z.int().check(z.minimum(0)),
};

const step = <const S extends string>(name: S) => z.object({ step: z.literal(name), ...common });

/** The payload of a Task, told apart by `step`. */
export const stepInput = z.discriminatedUnion('step', [
  step('analyse'),
  step('ask-for-details'),
  step('assign-line'),
  step('act-on-moment'),
  step('offer-survey'),
  step('close'),
  z.object({
    step: z.literal('arm'),
    ...common,
    place: z.enum(WAITING_PLACES),
    /** When the wait ends by itself. */
    wakeAt: time,
    /** Handed to SendTaskSuccess to end the wait earlier. */
    token: z.string().check(z.minLength(1)),
  }),
]);

/** What every step answers, and what wakes a wait; `arm` answers nothing. */
export const stepAnswer = z.object({ next: z.enum(NEXT_PLACES), wakeAt: time });

export type StepInput = z.infer<typeof stepInput>;
export type StepName = StepInput['step'];
export type StepAnswer = z.infer<typeof stepAnswer>;

/** The input of an execution, exactly: the same name with another input is refused by Step Functions. */
export const executionInput = z.strictObject({ ticketId: common.ticketId, generation: common.generation });
