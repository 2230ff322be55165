/** The frame of what runs by the clock. */
import type { Context } from 'aws-lambda';
import { errorIds, log } from './logger.ts';

/** Runs the task; its counts go to the log, and to whoever invoked it by hand. A failure is thrown, so that the function's alarm sees it. */
export const scheduleFrame =
  (run: (about: { readonly correlationId: string }) => Promise<Readonly<Record<string, number>>>) =>
  async (
    _event: unknown,
    context: Pick<Context, 'awsRequestId'>,
  ): Promise<Readonly<Record<string, number>>> => {
    const correlationId = context.awsRequestId;
    try {
      const counts = await run({ correlationId });
      log('info', 'SCHEDULE_DONE', { correlationId, counts });
      return counts;
    } catch (error) {
      log('error', 'SCHEDULE_FAILED', { correlationId, ...errorIds(error) });
      throw error;
    }
  };
