import { expect, it } from 'vitest';
import { isUnsendable } from '../../../../lambdas/core/domain/mail/unsendable.ts';

it.each([
  ['setup.exe', true],
  ['Setup.EXE', true],
  ['report.pdf.js', true],
  ['archive.vbs', true],
  ['report.pdf', false],
  ['exe', true],
  ['exe.txt', false],
  ['', false],
])('%j is refused by SES: %s', (name, refused) => {
  expect(isUnsendable(name)).toBe(refused);
});
