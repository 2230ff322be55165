import { sweepDoor } from '../core/compose/workflow.ts';
import { scheduleFrame } from '../core/runtime/schedule-frame.ts';

export const handler = scheduleFrame(sweepDoor());
