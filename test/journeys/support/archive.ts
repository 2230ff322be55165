/** The mail of a desk that a company moves away from: a folder of thirty messages, and a mailbox file. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const SUPPORT = 'support@help.example.com';

const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toUTCString();

interface Parts {
  readonly id: string;
  readonly from: string;
  readonly days: number;
  readonly subject?: string;
  readonly answers?: string;
  readonly headers?: readonly string[];
  readonly body?: string | Buffer;
}

const message = ({
  id,
  from,
  days,
  subject = 'Lamp',
  answers,
  headers = [],
  body = `I am ${id}.`,
}: Parts): Buffer =>
  Buffer.concat([
    Buffer.from(
      [
        `Message-ID: <${id}@old.example>`,
        `From: ${from}`,
        `To: ${SUPPORT}`,
        `Date: ${daysAgo(days)}`,
        `Subject: ${subject}`,
        ...(answers === undefined ? [] : [`In-Reply-To: <${answers}@old.example>`]),
        ...headers,
        '',
        '',
      ].join('\r\n'),
    ),
    Buffer.from(body),
    Buffer.from('\r\n'),
  ]);

const person = (n: number): string => `p${n}@people.example`;

/** Eight conversations of a question, an answer of the desk and a word back; two years old but for the last two. */
const conversations = (): readonly Parts[] =>
  Array.from({ length: 8 }, (_, n) => {
    const days = n < 6 ? 700 - n : 4;
    return [
      { id: `q${n}`, from: person(n), days },
      { id: `a${n}`, from: `Support <${SUPPORT}>`, days: days - 1, answers: `q${n}`, subject: 'Re: Lamp' },
      { id: `w${n}`, from: person(n), days: days - 2, answers: `a${n}`, body: `Still dark, ${n}.` },
    ];
  }).flat();

const OTHERS: readonly Parts[] = [
  {
    id: 'html',
    from: person(20),
    days: 400,
    headers: ['MIME-Version: 1.0', 'Content-Type: text/html; charset=koi8-r'],
    // «Лампа» in KOI8-R.
    body: Buffer.from([0x3c, 0x70, 0x3e, 0xec, 0xc1, 0xcd, 0xd0, 0xc1, 0x3c, 0x2f, 0x70, 0x3e]),
  },
  { id: 'list', from: 'news@list.example', days: 300, headers: ['List-Id: <news.list.example>'] },
  { id: 'away', from: person(1), days: 300, headers: ['Auto-Submitted: auto-replied'], answers: 'a1' },
  { id: 'nobody', from: '', days: 200 },
  { id: 'letter', from: SUPPORT, days: 200, subject: 'An offer' },
  { id: 'today', from: person(21), days: 0 },
];

const MAILBOX: readonly Parts[] = [
  { id: 'm1', from: person(30), days: 500, body: 'Hello,\r\n\r\n>From here it is dark.' },
  { id: 'm2', from: person(31), days: 499 },
  { id: 'm3', from: person(30), days: 498, answers: 'm1' },
];

/** What came by another way before is in the mailbox file too. */
export const writeArchive = (
  folder: string,
): {
  readonly folder: string;
  readonly mailbox: string;
  readonly inFolder: number;
  readonly inMailbox: number;
} => {
  const files = join(folder, 'archive');
  const all = [...conversations(), ...OTHERS];
  // Names say nothing about the order in which they were written.
  for (const [index, parts] of all.entries()) {
    const year = join(files, `${(index * 7) % 3}`);
    mkdirSync(year, { recursive: true });
    writeFileSync(join(year, `${(index * 11) % all.length}.eml`), message(parts));
  }
  const mailbox = join(folder, 'Inbox.mbox');
  const separator = 'From - Mon Nov  2 10:00:00 2026\r\n';
  writeFileSync(
    mailbox,
    Buffer.concat(MAILBOX.map((parts) => Buffer.from(`${separator}${message(parts)}\r\n`))),
  );
  return { folder: files, mailbox, inFolder: all.length, inMailbox: MAILBOX.length };
};
