import { ticketLifecycleDoor } from '../core/compose/workflow.ts';
import { stepFrame } from '../core/runtime/step-frame.ts';

export const handler = stepFrame(ticketLifecycleDoor());
