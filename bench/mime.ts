/**
 * How fast mail is read, and in how much memory: `node bench/mime.ts` prints MB/s and the peak for mails of 1, 10 and
 * 40 MB, honest and hostile. Each is read in a process of its own, since a peak cannot be taken back. Time is the
 * processor's, so that a busy machine does not show; memory is the peak over that of an idle process, the mail itself
 * included, in sizes of the mail.
 */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Arrival } from '../lambdas/core/adapters/mime/arrival.ts';
import { readMail } from '../lambdas/core/adapters/mime/parse.ts';

const MB = 1024 * 1024;

const ARRIVAL: Arrival = {
  sesId: 'bench',
  receivedAt: '2026-11-03T09:15:02.000Z',
  envelope: { from: 'ann@example.com', to: ['help@desk.example'] },
  verdicts: { spf: 'pass', dkim: 'pass', dmarc: 'pass', spam: 'pass', virus: 'pass' },
};

const HEAD =
  'From: Ann <ann@example.com>\r\nTo: help@desk.example\r\nSubject: Bench\r\nMessage-ID: <b@example.com>\r\n';
const MIXED = `${HEAD}Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nHello\r\n`;

const base64 = (bytes: number): string =>
  randomBytes(Math.floor((bytes * 57) / 78))
    .toString('base64')
    .replaceAll(/.{76}/g, '$&\r\n');

/** By name: a mail of about so many bytes. */
const MAILS: Readonly<Record<string, (bytes: number) => string>> = {
  'one attachment': (bytes) =>
    `${MIXED}--b\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64(bytes)}\r\n--b--\r\n`,
  'five attachments': (bytes) =>
    `${MIXED}${`--b\r\nContent-Type: image/jpeg; name=a.jpg\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64(bytes / 5)}\r\n`.repeat(5)}--b--\r\n`,
  'one long text': (bytes) => `${HEAD}\r\n${'A line of text, and another. \r\n'.repeat(bytes / 31)}`,
  'one long page': (bytes) =>
    `${HEAD}Content-Type: text/html; charset=utf-8\r\n\r\n${'<p>A line of <b>text</b>, <a href="https://example.com/">and</a> another.</p>\r\n'.repeat(bytes / 75)}`,
  'elements within elements': (bytes) => `${HEAD}Content-Type: text/html\r\n\r\n${'<div>'.repeat(bytes / 5)}`,
  'hidden elements': (bytes) =>
    `${HEAD}Content-Type: text/html\r\n\r\n${'<b>text</b><b hidden>x</b>'.repeat(bytes / 26)}`,
  'endless boundaries': (bytes) => `${MIXED}${'--b-\r\n--\r\n'.repeat(bytes / 10)}`,
  'ten thousand parts': (bytes) => `${MIXED}${`--b\r\n\r\n${'x'.repeat(bytes / 10_000)}\r\n`.repeat(10_000)}`,
  'a hundred thousand headers': (bytes) =>
    `${`X-Header: ${'x'.repeat(bytes / 100_000)}\r\n`.repeat(100_000)}${MIXED}--b--\r\n`,
  'one long header': (bytes) => `X-Long: ${'=?utf-8?q?a?= '.repeat(bytes / 14)}\r\n${MIXED}--b--\r\n`,
};

const SELF = fileURLToPath(import.meta.url);

/** In the child: one reading, all attachments gone through, and the figures as JSON. */
const measure = async (file: string): Promise<void> => {
  await readMail(Buffer.from(`${HEAD}Content-Type: text/html\r\n\r\n<p>warm</p>`), ARRIVAL);
  const before = process.resourceUsage().maxRSS * 1024;
  const raw = readFileSync(file);
  const startedAt = process.cpuUsage();
  const mail = await readMail(raw, ARRIVAL);
  let bytes = 0;
  if (mail.kind === 'read') for (const { content } of mail.attachments()) bytes += content.length;
  const used = process.cpuUsage(startedAt);
  const peak = process.resourceUsage().maxRSS * 1024;
  const seconds = (used.user + used.system) / 1e6;
  const outcome = mail.kind === 'read' ? `${mail.message.parts.length} parts, ${bytes} bytes` : mail.reason;
  console.log(JSON.stringify({ seconds, held: (peak - before) / raw.length, peak, outcome }));
};

const [file] = process.argv.slice(2);
if (file !== undefined) {
  await measure(file);
} else {
  const folder = mkdtempSync(join(tmpdir(), 'threeline-mime-'));
  console.log('mail                        MB    CPU (s)    MB/s   memory   peak RSS   outcome');
  for (const [mail, made] of Object.entries(MAILS)) {
    for (const size of [1, 10, 40]) {
      const path = join(folder, 'mail');
      writeFileSync(path, made(size * MB), 'latin1');
      const child = spawnSync(process.execPath, [SELF, path], { encoding: 'utf8' });
      if (child.status !== 0) {
        console.log(`${mail}, ${size} MB: ${child.stderr.slice(0, 400)}`);
        continue;
      }
      const { seconds, held, peak, outcome } = JSON.parse(child.stdout) as {
        readonly seconds: number;
        readonly held: number;
        readonly peak: number;
        readonly outcome: string;
      };
      console.log(
        [
          mail.padEnd(26),
          String(size).padStart(4),
          seconds.toFixed(2).padStart(10),
          (size / seconds).toFixed(0).padStart(7),
          `${held.toFixed(1)} x`.padStart(8),
          `${(peak / MB).toFixed(0)} MB`.padStart(10),
          `  ${outcome}`,
        ].join(' '),
      );
    }
  }
  rmSync(folder, { recursive: true });
}
