import { projectDoor } from '../core/compose/figures.ts';
import { ticketEventFrame } from '../core/runtime/bus-frame.ts';

export const handler = ticketEventFrame(projectDoor());
