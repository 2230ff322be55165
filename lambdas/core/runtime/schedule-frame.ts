/** The frame of what runs by the clock. */
import type { Context } from 'aws-lambda';
import { errorIds, log } from './logger.ts';

/** Runs the task; its counts go to the log. A failure is thrown, so that the function's alarm sees it. */
export const scheduleFrame =
  (run: (about: { readonly correlationId: string }) => Promise<Readonly<Record<string, number>>>) =>
  async (_event: unknown, context: Pick<Context, 'awsRequestId'>): Promise<void> => {
    const correlationId = context.awsRequestId;
    try {
      log('info', 'SCHEDULE_DONE', { correlationId, counts: await run({ correlationId }) });
    } catch (error) {
      log('error', 'SCHEDULE_FAILED', { correlationId, ...errorIds(error) });
      throw error;
    }
  };
