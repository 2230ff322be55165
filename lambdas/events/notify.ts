import { notifyDoor } from '../core/compose/mails.ts';
import { queueFrame } from '../core/runtime/queue-frame.ts';

export const handler = queueFrame(notifyDoor());
