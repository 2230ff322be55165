import { notifyDoor } from '../core/compose.ts';
import { queueFrame } from '../core/runtime/queue-frame.ts';

export const handler = queueFrame(notifyDoor());
