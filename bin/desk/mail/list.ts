/** `desk mail list`: what came in and where it ended, newest first. */
import type { ExitCode, Voice } from '../apply.ts';
import { type Asked, orRefusal } from '../ask.ts';
import { ledgerOfDesk } from './ask.ts';
import type { MailFilter, MailRow } from './ledger-api.ts';
import { shortly } from './printable.ts';

export interface ListOrder extends Asked {
  readonly filter: MailFilter;
  readonly most: number;
  readonly json: boolean;
}

/** Two lines: what it is, and why it ended where it did. */
export const linesOf = (row: MailRow): readonly [string, string] => [
  `${row.receivedAt.slice(0, 16).replace('T', ' ')}  ${row.disposition.padEnd(10)}  ${row.kind.padEnd(10)}  ` +
    `${shortly(row.from ?? '(no sender)', 40)}: ${shortly(row.subject, 60)}`,
  `  ${row.id}${row.ticketId === null ? '' : `, ${row.ticketId}`}: ${shortly(row.reason, 160)}`,
];

/** 0, also when there is nothing. 2: the desk could not be asked. */
export const listMail = ({ filter, most, json, ...asked }: ListOrder, voice: Voice): Promise<ExitCode> =>
  orRefusal(voice, async () => {
    const { rows, more } = await (await ledgerOfDesk(asked)).list(filter, most);
    if (json) {
      voice.say(JSON.stringify(rows, null, 2));
      return 0;
    }
    for (const row of rows) for (const line of linesOf(row)) voice.say(line);
    if (rows.length === 0) voice.say('no mail');
    if (more) voice.say(`… and older ones: --most ${most * 2} shows more`);
    return 0;
  });
