/** The frame of Step Functions' "Execution Status Change" events for executions that ended badly. */
import * as z from 'zod/mini';
import { busFrame } from './bus-frame.ts';

const detail = z.object({ name: z.string(), status: z.enum(['FAILED', 'TIMED_OUT', 'ABORTED']) });

export const endedExecutionFrame = (read: (ended: z.infer<typeof detail>) => Promise<void>) =>
  busFrame({ detail, handle: read });
