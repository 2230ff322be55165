/** The frame of what runs by the clock. */
import type { Context } from 'aws-lambda';
import { errorIds, log } from './logger.ts';

/** `event` is whatever the clock, or whoever invoked the function by hand, has sent. */
export interface Occasion {
  readonly correlationId: string;
  readonly event: unknown;
}

/** Runs the task; its counts go to the log, and to whoever invoked it by hand. A failure is thrown, so that the function's alarm sees it. */
export const scheduleFrame =
  (run: (about: Occasion) => Promise<Readonly<Record<string, number>>>) =>
  async (
    event: unknown,
    context: Pick<Context, 'awsRequestId'>,
  ): Promise<Readonly<Record<string, number>>> => {
    const correlationId = context.awsRequestId;
    try {
      const counts = await run({ correlationId, event });
      log('info', 'SCHEDULE_DONE', { correlationId, counts });
      return counts;
    } catch (error) {
      log('error', 'SCHEDULE_FAILED', { correlationId, ...errorIds(error) });
      throw error;
    }
  };
