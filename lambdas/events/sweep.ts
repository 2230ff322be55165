import { sweepDoor } from '../core/compose.ts';
import { scheduleFrame } from '../core/runtime/schedule-frame.ts';

export const handler = scheduleFrame(sweepDoor());
