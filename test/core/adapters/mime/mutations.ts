/** Mails that were damaged, cut, mixed and stuffed: what the fuzz test feeds to the reader. */
import fc from 'fast-check';
import { seeds } from './an-arrival.ts';

const MAILS = [...seeds.values()];

/** Bytes that have broken parsers before. */
const TROUBLE: readonly Buffer[] = [
  ...[
    '\r\n',
    '\r\n\r\n',
    '\n\n',
    '\r',
    '\0',
    '--',
    '"',
    '(',
    ')',
    '<',
    '>',
    '=?utf-8?B?',
    '?=',
    "*0*=koi8-r''%",
    ';',
  ],
  ...[
    'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n',
    '--b--\r\n',
    'Content-Type: message/rfc822\r\n\r\n',
  ],
  ...[
    'Content-Transfer-Encoding: base64\r\n',
    '=\r\n',
    '=3D=',
    '<div>',
    '<!--',
    '<script>',
    '&#x0;',
    'X-SES-RECEIPT: x\r\n',
  ],
  ...['From: a@b\r\n', 'boundary=', 'charset=iso-2022-jp', 'charset=utf-16', '\x1b$B', '../', '> ', ': '],
].map((text) => Buffer.from(text, 'latin1'));

const splice = (raw: Buffer, at: number, removed: number, added: Buffer): Buffer =>
  Buffer.concat([raw.subarray(0, at), added, raw.subarray(at + removed)]);

const place = fc.double({ min: 0, max: 1, noNaN: true });

/** One change of a mail. */
const change: fc.Arbitrary<(raw: Buffer) => Buffer> = fc.oneof(
  fc.tuple(place, fc.constantFrom(...TROUBLE), fc.integer({ min: 1, max: 40 })).map(
    ([at, added, times]) =>
      (raw: Buffer) =>
        splice(
          raw,
          Math.floor(at * raw.length),
          0,
          Buffer.concat(Array.from({ length: times }, () => added)),
        ),
  ),
  fc.tuple(place, fc.nat(200)).map(
    ([at, count]) =>
      (raw: Buffer) =>
        splice(raw, Math.floor(at * raw.length), count, Buffer.alloc(0)),
  ),
  fc.tuple(place, fc.uint8Array({ minLength: 1, maxLength: 30 })).map(
    ([at, bytes]) =>
      (raw: Buffer) =>
        splice(raw, Math.floor(at * raw.length), bytes.length, Buffer.from(bytes)),
  ),
  place.map((at) => (raw: Buffer) => raw.subarray(0, Math.floor(at * raw.length))),
  fc.tuple(place, place, place).map(([from, to, at]) => (raw: Buffer) => {
    const [start, end] = [Math.min(from, to), Math.max(from, to)].map((one) => Math.floor(one * raw.length));
    return splice(raw, Math.floor(at * raw.length), 0, raw.subarray(start, end));
  }),
  fc.tuple(place, fc.constantFrom(...MAILS)).map(
    ([at, other]) =>
      (raw: Buffer) =>
        splice(raw, Math.floor(at * raw.length), 0, other),
  ),
  fc.constant((raw: Buffer) => Buffer.from(raw.toString('latin1').replaceAll('\r\n', '\n'), 'latin1')),
);

/** A seed after one to six changes. */
export const mutatedMail: fc.Arbitrary<Buffer> = fc
  .tuple(fc.constantFrom(...MAILS), fc.array(change, { minLength: 1, maxLength: 6 }))
  .map(([raw, changes]) => changes.reduce((mail, one) => one(mail), raw).subarray(0, 200_000));
