/** The frame of workflow steps: one function, one step a call; the name of an error is what the workflow branches on. */
import type { Context } from 'aws-lambda';
import * as z from 'zod/mini';
import { type StepAnswer, type StepInput, type StepName, stepInput } from '../contracts/step-inputs.ts';
import { DomainError } from '../domain/errors.ts';
import { errorIds, log } from './logger.ts';

/** The steps by name, each with the input of its own variant; `arm` answers nothing. */
export type Steps = {
  readonly [Name in StepName]: (
    input: Extract<StepInput, { readonly step: Name }>,
  ) => Promise<Name extends 'arm' ? void : StepAnswer>;
};

/** `ErrorEquals` sees the name; nothing retries what nobody can read. */
export class UnreadableStep extends Error {
  override readonly name = 'UnreadableStep';
}

/** Errors keep their names on the way out: Lambda's errorType is `error.name`. */
export const stepFrame =
  (steps: Steps) =>
  async (payload: unknown, context: Pick<Context, 'awsRequestId'>): Promise<unknown> => {
    const correlationId = context.awsRequestId;
    const read = z.safeParse(stepInput, payload);
    if (!read.success) {
      const fields = read.error.issues.map((issue) => issue.path.join('.'));
      log('error', 'STEP_UNREADABLE', { correlationId, fields });
      throw new UnreadableStep('The step was asked in a shape that nobody knows.');
    }
    const input = read.data;
    // The schema has tied the name to the variant; TypeScript cannot follow that through the lookup.
    const run = steps[input.step] as (input: StepInput) => Promise<unknown>;
    try {
      return await run(input);
    } catch (error) {
      const { step, ticketId, generation } = input;
      const ids = { correlationId, step, ticketId, generation, ...errorIds(error) };
      if (error instanceof DomainError) log('info', 'STEP_REFUSED', ids);
      else log('error', 'STEP_FAILED', ids);
      throw error;
    }
  };
