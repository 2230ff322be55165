import { orchestrateDoor } from '../core/compose.ts';
import { streamFrame } from '../core/runtime/stream-frame.ts';

export const handler = streamFrame(orchestrateDoor());
