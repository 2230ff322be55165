import { relayDoor } from '../core/compose/workflow.ts';
import { streamFrame } from '../core/runtime/stream-frame.ts';

export const handler = streamFrame(relayDoor());
