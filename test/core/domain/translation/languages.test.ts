import { describe, expect, it } from 'vitest';
import { isSameLanguage, translateCode } from '../../../../lambdas/core/domain/translation/languages.ts';

describe('the code that Amazon Translate has for a language', () => {
  it.each([
    ['en', 'en'],
    ['en-GB', 'en'],
    ['RU', 'ru'],
    ['pt-BR', 'pt'],
    ['pt-pt', 'pt-PT'],
    ['fr-CA', 'fr-CA'],
    ['es-MX', 'es-MX'],
    ['es-AR', 'es'],
    ['nb-NO', 'no'],
    ['nn', 'no'],
    ['iw', 'he'],
    ['fil-PH', 'tl'],
    ['zh', 'zh'],
    ['zh-CN', 'zh'],
    ['zh-Hans-HK', 'zh'],
    ['zh-TW', 'zh-TW'],
    ['zh-HK', 'zh-TW'],
    ['zh-Hant', 'zh-TW'],
    ['zh-Hant-MO', 'zh-TW'],
    ['be', null],
    ['eu-ES', null],
    ['auto', null],
    ['', null],
  ])('of %s is %s', (tag, code) => {
    expect(translateCode(tag)).toBe(code);
  });
});

it('a language is the same in other countries and by its other names', () => {
  expect(isSameLanguage('en', 'en-GB')).toBe(true);
  expect(isSameLanguage('nb', 'no')).toBe(true);
  expect(isSameLanguage('ru', 'en')).toBe(false);
});
