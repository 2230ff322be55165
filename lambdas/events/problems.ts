import { problemsDoor } from '../core/compose/problems.ts';
import { ticketEventFrame } from '../core/runtime/bus-frame.ts';

export const handler = ticketEventFrame(problemsDoor());
