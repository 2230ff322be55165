import { sweepMailDoor } from '../core/compose/mail.ts';
import { scheduleFrame } from '../core/runtime/schedule-frame.ts';

export const handler = scheduleFrame(sweepMailDoor());
