import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodedBytes } from '../../../../lambdas/core/adapters/mime/transfer.ts';

const decoded = (text: string, encoding: string): Buffer =>
  Buffer.from(decodedBytes(Buffer.from(text, 'latin1'), encoding));

describe('base64', () => {
  test('any bytes come back, wherever lines break and whatever stands between', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 1, max: 80 }), (bytes, width) => {
        const text = Buffer.from(bytes)
          .toString('base64')
          .replaceAll(new RegExp(`.{${width}}`, 'g'), '$&\r\n!');
        return decoded(text, 'base64').equals(bytes);
      }),
    );
  });

  test('padding in the middle ends a group, and more may follow', () => {
    expect(decoded('QUI=\r\nQ0Q=\r\nRQ==', 'base64').toString()).toBe('ABCDE');
  });
});

describe('quoted-printable', () => {
  test.each([
    ['a=3Db', 'a=b'],
    ['soft =\r\nbreak', 'soft break'],
    ['soft =  \r\nbreak', 'soft break'],
    ['blank at the end \t\r\nnext ', 'blank at the end\r\nnext'],
    ['kept=20\r\n', 'kept \r\n'],
    ['lower=e9', 'lower\xe9'],
    ['not =XY an escape = ', 'not =XY an escape '],
    ['cut=', 'cut'],
  ])('%j', (text, expected) => {
    expect(decoded(text, 'quoted-printable').toString('latin1')).toBe(expected);
  });
});

test('other encodings are the bytes as they stand', () => {
  expect(decoded('a=3D\r\n', '8bit').toString()).toBe('a=3D\r\n');
});
