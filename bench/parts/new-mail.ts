/** The mail of a busy hour: ten kinds of it, up to 350 kB, each from a person of its own but for answers. */
import { randomBytes } from 'node:crypto';
import { subjectOf, textOf } from '../seed/words.ts';

export interface NewMail {
  /** Of the envelope; empty for none. */
  readonly from: string;
  readonly to: string;
  readonly raw: Buffer;
}

const SUPPORT = 'support@help.example.com';
const KB = 1024;

const base64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes).toString('base64').replaceAll(/.{76}/g, '$&\r\n');

const part = (headers: readonly string[], body: string): string =>
  ['--=_part', ...headers, '', body, ''].join('\r\n');

const mixed = (...parts: readonly string[]): readonly [string, string] => [
  'multipart/mixed; boundary="=_part"',
  `${parts.join('')}--=_part--`,
];

const words = (text: string): string => part(['Content-Type: text/plain; charset=utf-8'], text);

const file = (name: string, type: string, kilobytes: number): string =>
  part(
    [
      `Content-Type: ${type}; name="${name}"`,
      `Content-Disposition: attachment; filename="${name}"`,
      'Content-Transfer-Encoding: base64',
    ],
    // What is encoded is four thirds as long.
    base64(randomBytes(Math.round((kilobytes * KB * 57) / 78))),
  );

const page = (text: string): string =>
  `<html><body><div style="font-family:Arial"><p>${text.replaceAll('. ', '.</p><p>')}</p><p><a href="https://example.org/">example.org</a></p></div></body></html>`;

const quotedBelow = (text: string): string =>
  `Still the same.\r\n\r\nOn Mon, 2 Nov 2026 at 10:00, Acme Support <${SUPPORT}> wrote:\r\n> ${textOf(text.length)}\r\n> ${text}\r\n`;

interface Kind {
  /** Answers the mail so many before it, from the same person. */
  readonly answers?: number;
  readonly headers?: readonly string[];
  /** Content type and body. */
  readonly body: (text: string, number: number) => readonly [string, string];
}

const plain = (text: string): readonly [string, string] => ['text/plain; charset=utf-8', text];

const KINDS: readonly Kind[] = [
  { body: plain },
  {
    headers: ['Content-Transfer-Encoding: base64'],
    // «Не приходит счёт» in windows-1251.
    body: () => [
      'text/plain; charset=windows-1251',
      base64(Buffer.from('cde520eff0e8f5eee4e8f220f1f7b8f2'.repeat(20), 'hex')),
    ],
  },
  { body: (text) => ['text/html; charset=utf-8', page(text)] },
  { body: (text) => mixed(words(text), file('screen.png', 'image/png', 60)) },
  { answers: 4, body: (text) => plain(quotedBelow(text)) },
  { body: (text) => mixed(words(text), file('invoice.pdf', 'application/pdf', 340)) },
  { answers: 4, headers: ['Auto-Submitted: auto-replied'], body: () => plain('I am away until Monday.') },
  {
    body: (text, number) =>
      mixed(words(text), ...[1, 2, 3].map((n) => file(`${number}-${n}.jpg`, 'image/jpeg', 70))),
  },
  { body: (text) => plain(`${text}\r\n\r\n${`${text}\r\n`.repeat(150)}`) },
  { headers: ['List-Id: <news.example.org>'], body: (text) => ['text/html; charset=utf-8', page(text)] },
];

/** The mail of each number, from 1; `run` keeps runs apart. */
export const newMail = (run: string, number: number): NewMail => {
  const { answers = 0, headers = [], body } = KINDS[(number - 1) % KINDS.length] as Kind;
  const id = (of: number): string => `<${run}.${of}@mail.example.org>`;
  const from = `writer-${run}-${number - answers}@example.org`;
  const [contentType, content] = body(textOf(number), number);
  const lines = [
    `Message-ID: ${id(number)}`,
    `From: Writer ${number - answers} <${from}>`,
    `To: ${SUPPORT}`,
    'Date: Mon, 2 Nov 2026 09:00:00 +0000',
    `Subject: =?utf-8?B?${Buffer.from(subjectOf(number)).toString('base64')}?=`,
    ...(answers === 0 ? [] : [`In-Reply-To: ${id(number - answers)}`]),
    ...headers,
    'MIME-Version: 1.0',
    `Content-Type: ${contentType}`,
    '',
    content,
  ];
  return { from, to: SUPPORT, raw: Buffer.from(lines.join('\r\n')) };
};
