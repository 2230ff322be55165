import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nameForType, safeFileName } from '../../../../lambdas/core/domain/ticket/file-name.ts';

test.each([
  ['report.pdf', 'report.pdf'],
  ['../../etc/passwd', 'passwd'],
  ['C:\\Windows\\system32\\cmd.exe', 'cmd.exe'],
  ['..', null],
  ['', null],
  ['/', null],
  ['.htaccess', 'htaccess'],
  ['a\u0000b\r\n.txt', 'ab.txt'],
  ['photo\u202egpj.exe', 'photogpj.exe'],
  ['a<b>:"|?*.txt', 'ab.txt'],
  ['NUL', '_NUL'],
  ['com1.txt', '_com1.txt'],
  ['Cafe\u0301.pdf', 'Café.pdf'],
  ['trailing. . .', 'trailing'],
  ['x'.repeat(5000), 'x'.repeat(200)],
  [`a.${'x'.repeat(50)}${'y'.repeat(500)}`, `a.${'x'.repeat(50)}${'y'.repeat(148)}`],
  [`${'x'.repeat(5000)}.tar.gz`, `${'x'.repeat(197)}.gz`],
])('%j is shown as %j', (name, expected) => {
  expect(safeFileName(name)).toBe(expected);
});

test('whatever a name is, it has 1 to 200 characters without path and controls', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => {
      const safe = safeFileName(name);
      return safe === null || (/^[^\p{Cc}\p{Cf}/\\]+$/u.test(safe) && [...safe].length <= 200);
    }),
    { numRuns: 300 },
  );
});

test('a nameless part is called by its place and type', () => {
  expect(nameForType('image/png', 3)).toBe('attachment-3.png');
  expect(nameForType('application/x-unheard-of', 1)).toBe('attachment-1.bin');
});
