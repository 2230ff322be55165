import { ticketLifecycleDoor } from '../core/compose/ticket-lifecycle.ts';
import { stepFrame } from '../core/runtime/step-frame.ts';

export const handler = stepFrame(ticketLifecycleDoor());
