import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { decodedText } from '../../../../lambdas/core/adapters/mime/charset.ts';

const PHRASES = [
  'Привет',
  'Счёт на оплату.pdf',
  'Добрый день, не могу войти в личный кабинет',
  'СРОЧНО! НЕ РАБОТАЕТ ПРОГРАММА',
  'Не приходит письмо с кодом — помогите, пожалуйста',
  'Re: Ошибка при установке',
  'Лицензия закончилась, продлите',
];

const asCharset = (text: string, charset: string): Uint8Array => iconv.encode(text, charset);

describe('Russian sent under the wrong label', () => {
  const written = ['windows-1251', 'koi8-r', 'cp866'];
  const labels = ['iso-8859-1', 'us-ascii', 'utf-8', 'x-unknown', 'windows-1252', null];

  test.each(written.flatMap((charset) => labels.map((label) => [charset, label] as const)))(
    '%s sent as %s',
    (charset, label) => {
      for (const phrase of PHRASES.filter((one) => charset === 'windows-1251' || !one.includes('—'))) {
        expect(decodedText(asCharset(phrase, charset), label)).toBe(phrase);
      }
    },
  );

  test.each(written.flatMap((charset) => written.map((label) => [charset, label] as const)))(
    '%s sent as %s',
    (charset, label) => {
      const phrase = 'Добрый день, не могу войти в личный кабинет';
      expect(decodedText(asCharset(phrase, charset), label)).toBe(phrase);
    },
  );
});

describe('what is labelled rightly stays', () => {
  test.each([
    ['iso-8859-1', 'Größe über alles, déjà vu, à la carte, señor'],
    ['iso-8859-1', 'é'],
    ['iso-8859-1', 'naïve café'],
    ['windows-1250', 'Zażółć gęślą jaźń'],
    ['iso-8859-2', 'Příliš žluťoučký kůň'],
    ['windows-1253', 'Καλημέρα κόσμε'],
    ['koi8-u', 'Привіт, як справи?'],
    ['gb2312', '联通'],
    ['big5', '您好，請幫助我們'],
    ['euc-kr', '안녕하세요, 도와주세요'],
    ['shift_jis', 'こんにちは'],
    ['utf-8', 'Привет — hello — 你好 — 👋'],
    ['cp850', 'Größe'],
    ['utf-7', 'Größe'],
    ['utf-16le', 'Привет'],
  ])('%s: %s', (charset, text) => {
    expect(decodedText(asCharset(text, charset), charset)).toBe(text);
  });

  test('French accents sent without a label are not Russian', () => {
    expect(decodedText(asCharset('Être à Orléans, ça coûte très cher', 'iso-8859-1'), null)).toBe(
      'Être à Orléans, ça coûte très cher',
    );
  });

  test('UTF-8 sent as latin1 is UTF-8', () => {
    expect(decodedText(Buffer.from('Größe, Привет'), 'iso-8859-1')).toBe('Größe, Привет');
  });

  test('UTF-8 cut inside a character keeps the rest', () => {
    const cut = Buffer.from('Привет, мир').subarray(0, -1);
    expect(decodedText(cut, 'utf-8')).toBe('Привет, ми\ufffd');
  });
});

test('any bytes under any label give text', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 200 }),
      fc.option(
        fc.oneof(
          fc.string(),
          fc.constantFrom('utf-16', 'hz-gb-2312', 'utf-7', 'gb2312', 'koi8-r', '__proto__'),
        ),
      ),
      (bytes, label) => typeof decodedText(bytes, label) === 'string',
    ),
    { numRuns: 500 },
  );
});

test('UTF-8 is read back as it was, whatever single-byte label it came under', () => {
  fc.assert(
    fc.property(
      fc
        .string({ unit: 'grapheme', maxLength: 40 })
        .filter((text) => !text.includes('\u{1b}') && !text.includes('\ufeff')),
      fc.constantFrom('utf-8', 'iso-8859-1', 'us-ascii', null),
      (text, label) => decodedText(Buffer.from(text), label) === text.toWellFormed(),
    ),
    { numRuns: 300 },
  );
});
