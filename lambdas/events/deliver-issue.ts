import { deliverIssueDoor } from '../core/compose/issues.ts';
import { ticketEventFrame } from '../core/runtime/bus-frame.ts';

export const handler = ticketEventFrame(deliverIssueDoor());
