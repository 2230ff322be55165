/** `desk mail show`: everything that is known about one message, and the message. */
import type { ExitCode, Voice } from '../apply.ts';
import { type Asked, orRefusal } from '../ask.ts';
import { sentenceOf } from '../aws/errors.ts';
import type { Whereabouts } from '../aws/place.ts';
import { ledgerOfDesk } from './ask.ts';
import type { MailRow } from './ledger-api.ts';
import { messageLines, rawMessage } from './message.ts';
import { printable, shortly } from './printable.ts';

export interface ShowOrder extends Asked {
  readonly id: string;
  readonly raw: boolean;
}

const field = (name: string, value: string): string => `${name.padEnd(12)} ${value}`;

const rowLines = (row: MailRow, ticket: number | null): readonly string[] => [
  field('id', row.id),
  field('received', `${row.receivedAt}, ${row.size} bytes`),
  field('from', `${row.from ?? '(no sender)'}, envelope <${row.envelopeFrom}>`),
  field('to', row.to.join(', ')),
  field('subject', shortly(row.subject, 200)),
  field('kind', row.kind),
  field(
    'ended as',
    `${row.disposition}${ticket === null ? '' : `, ticket ${ticket}`}: ${printable(row.reason)}`,
  ),
  ...(row.threadedBy === null ? [] : [field('found by', row.threadedBy)]),
  field(
    'verdicts',
    Object.entries(row.verdicts)
      .map(([name, verdict]) => `${name} ${verdict}`)
      .join(', '),
  ),
  ...row.attachments.map(({ fileName, contentType, size }) =>
    field('attachment', `${printable(fileName)} (${contentType}, ${size} bytes)`),
  ),
  ...(row.acknowledgement === null ? [] : [field('told', `acknowledgement ${row.acknowledgement}`)]),
  field(
    'decided',
    `${row.disposedAt}${row.actedBy === null ? '' : ` by ${row.actedBy}`}, revision ${row.revision}`,
  ),
];

/** Who may read the ledger need not have a key to the bucket: then a line says so in place of the message. */
const messageOr = async (where: Whereabouts, id: string): Promise<readonly string[]> => {
  try {
    return await messageLines(await rawMessage(where, id));
  } catch (error) {
    const sentence = sentenceOf(error);
    if (sentence === null) throw error;
    return [`(the message itself cannot be shown: ${sentence})`];
  }
};

/** `write` gets the raw bytes with `raw`, and nothing else is said then. 0, or 2 with a sentence. */
export const showMail = (
  { id, raw, ...asked }: ShowOrder,
  voice: Voice,
  write: (bytes: Uint8Array) => void,
): Promise<ExitCode> =>
  orRefusal(voice, async () => {
    const api = await ledgerOfDesk(asked);
    const row = await api.find(id);
    if (raw) {
      write(await rawMessage(asked.where, row.id));
      return 0;
    }
    const number = row.ticketId === null ? null : await api.numberOf(row.ticketId);
    for (const line of rowLines(row, number)) voice.say(line);
    voice.say('');
    for (const line of await messageOr(asked.where, row.id)) voice.say(line);
    return 0;
  });
