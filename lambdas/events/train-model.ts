import { trainModelDoor } from '../core/compose/models.ts';
import { scheduleFrame } from '../core/runtime/schedule-frame.ts';

export const handler = scheduleFrame(trainModelDoor());
