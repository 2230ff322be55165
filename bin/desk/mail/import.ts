/** `desk mail import`: the mail of another desk goes the way of any mail, once, however often it is fed in. */
import { DISPOSITIONS, type Disposition } from '../../../lambdas/core/domain/mail/inbound/message.ts';
import type { LedgerRow } from '../../../lambdas/core/domain/mail/ledger.ts';
import type { ExitCode, Voice } from '../apply.ts';
import { orRefusal } from '../ask.ts';
import { ledgerIn } from '../aws/ledger.ts';
import { type DeskPlace, findDesk, type Whereabouts } from '../aws/place.ts';
import { Refused } from '../http.ts';
import type { Progress } from '../progress.ts';
import { conversationsOf } from './import/conversations.ts';
import { feed } from './import/feed.ts';
import { type Letter, letterOf } from './import/letter.ts';
import { messageAt, placeName, placesOf } from './import/sources.ts';

export interface ImportOrder {
  readonly where: Whereabouts;
  /** A folder or a file. */
  readonly path: string;
  /** The address of ours that all of it is for; null: whichever its headers name. */
  readonly to: string | null;
  /** ISO date or time; null: seven days ago. */
  readonly openSince: string | null;
  readonly dryRun: boolean;
}

const DAY = 86_400_000;
const OPEN_DAYS = 7;

/** With its headers: https://docs.aws.amazon.com/ses/latest/dg/quotas.html */
const LARGEST_MAIL = 40 * 1024 * 1024;

const ADDRESS = /^[^\s@<>",;]+@[^\s@<>",;]+$/;

const sinceOf = ({ openSince }: ImportOrder, now: Date): number => {
  if (openSince === null) return now.getTime() - OPEN_DAYS * DAY;
  const at = Date.parse(openSince);
  if (Number.isNaN(at)) throw new Refused(`--open-since: ${openSince} is no date such as 2026-11-01`);
  return at;
};

interface Found {
  /** Each once. */
  readonly letters: readonly Letter[];
  readonly copies: number;
  readonly tooLarge: readonly string[];
}

const findLetters = async (path: string): Promise<Found> => {
  const letters = new Map<string, Letter>();
  const tooLarge: string[] = [];
  let copies = 0;
  for await (const place of placesOf(path)) {
    const message = await messageAt(place);
    if (message.length > LARGEST_MAIL) {
      tooLarge.push(placeName(place));
      continue;
    }
    const letter = letterOf(message, place);
    if (letters.has(letter.id)) copies += 1;
    else letters.set(letter.id, letter);
  }
  return { letters: [...letters.values()], copies, tooLarge };
};

const many = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

const NOUNS: Readonly<Record<Disposition, (count: number) => string>> = {
  ticket: (count) => many(count, 'ticket'),
  comment: (count) => many(count, 'comment'),
  note: (count) => many(count, 'note'),
  quarantine: (count) => `${count} quarantine`,
  discarded: (count) => `${count} discarded`,
};

/** `received 5 = 2 tickets + 1 comment + 0 notes + 1 quarantine + 1 discarded` */
export const balance = (rows: readonly Pick<LedgerRow, 'disposition'>[]): string => {
  const counts = DISPOSITIONS.map((one) => NOUNS[one](rows.filter((row) => row.disposition === one).length));
  return `received ${rows.length} = ${counts.join(' + ')}`;
};

const seconds = (millis: number): string => `${(millis / 1000).toFixed(1)} seconds`;

const importInto = async (
  place: DeskPlace,
  order: ImportOrder,
  voice: Voice,
  progress: Progress,
): Promise<ExitCode> => {
  const startedAt = performance.now();
  const since = sinceOf(order, await place.now());
  const { letters, copies, tooLarge } = await findLetters(order.path);
  for (const name of tooLarge) voice.complain(`${name}: longer than 40 MB, which no mail is; left out`);
  const ledger = ledgerIn(place.access, place.outputs.TableName);
  const before = await ledger(letters.map(({ id }) => id));
  const known = new Set(before.map(({ id }) => id));
  const conversations = conversationsOf(letters, since);
  const history = conversations.filter((one) => one.history).length;
  voice.say(
    `${many(letters.length, 'message')} in ${many(conversations.length, 'conversation')}: ` +
      `${history} are history, in ${conversations.length - history} somebody wrote since ${new Date(since).toISOString().slice(0, 10)}`,
  );
  if (copies > 0) voice.say(`${many(copies, 'copy').replace('copys', 'copies')} left out`);
  if (order.dryRun) {
    voice.say(`dry run: ${many(letters.length - known.size, 'message')} would be imported`);
    return 0;
  }
  const rows: LedgerRow[] = [...before];
  const ahead = conversations
    .map((one) => ({ ...one, letters: one.letters.filter(({ id }) => !known.has(id)) }))
    .filter((one) => one.letters.length > 0);
  progress.begin('importing', letters.length - known.size);
  const filed = (row: LedgerRow): void => {
    rows.push(row);
    progress.step();
  };
  const { stuck } = await feed(place, ahead, { to: order.to, ledger, filed })
    .catch((error: unknown) => {
      voice.complain(
        `interrupted after ${many(rows.length - known.size, 'message')}; run the import again: it goes on where it stopped`,
      );
      throw error;
    })
    .finally(() => progress.end());
  voice.say(balance(rows));
  voice.say(
    `${rows.length - known.size} imported, ${known.size} were there before, in ${seconds(performance.now() - startedAt)}`,
  );
  const missing = letters.length - rows.length;
  if (stuck > 0)
    voice.complain(
      `${many(missing, 'message')} not filed: the desk reads no mail just now (npm run desk -- status${place.options}). Run the import again later: it goes on where it stopped`,
    );
  return missing === 0 && tooLarge.length === 0 ? 0 : 1;
};

/** 0: all of it is in the ledger. 1: some of it is not, and the lines say why. 2: it could not be done; run it again. */
export const importMail = (order: ImportOrder, voice: Voice, progress: Progress): Promise<ExitCode> =>
  orRefusal(voice, async () => {
    if (order.to !== null && !ADDRESS.test(order.to)) throw new Refused(`--to: ${order.to} is no address`);
    return importInto(await findDesk(order.where), order, voice, progress);
  });
