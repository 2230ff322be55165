import { indexWordsDoor } from '../core/compose/index-words.ts';
import { ticketEventFrame } from '../core/runtime/bus-frame.ts';

export const handler = ticketEventFrame(indexWordsDoor());
