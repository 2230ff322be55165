/** `desk clocks`: every promise on a ticket, how far it has run, and what counted of the time. */
import type { ExitCode, Voice } from '../apply.ts';
import { type Asked, orRefusal } from '../ask.ts';
import { clocksOfTicket } from './clocks-api.ts';
import { clocksText } from './text.ts';

export interface ClocksOrder extends Asked {
  /** Id or number. */
  readonly ticket: string;
  readonly json: boolean;
}

/** 0, also when nothing is promised. 2: the desk could not be asked, or has no such ticket. */
export const showClocks = ({ ticket, json, ...asked }: ClocksOrder, voice: Voice): Promise<ExitCode> =>
  orRefusal(voice, async () => {
    const clocks = await clocksOfTicket(asked, ticket);
    const lines = json ? [JSON.stringify(clocks, null, 2)] : clocksText(ticket, clocks);
    for (const line of lines) voice.say(line);
    return 0;
  });
