import { projectDoor } from '../core/compose.ts';
import { ticketEventFrame } from '../core/runtime/bus-frame.ts';

export const handler = ticketEventFrame(projectDoor());
