import { ticketLifecycleDoor } from '../core/compose.ts';
import { stepFrame } from '../core/runtime/step-frame.ts';

export const handler = stepFrame(ticketLifecycleDoor());
