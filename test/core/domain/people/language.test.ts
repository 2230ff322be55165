import { describe, expect, it } from 'vitest';
import { builtInLocale, languageOf } from '../../../../lambdas/core/domain/people/language.ts';

describe('a language tag', () => {
  it.each([
    ['en', 'en', 'en'],
    ['ru', 'ru', 'ru'],
    ['ru-RU', 'ru', 'ru'],
    ['RU', 'ru', 'ru'],
    ['en-Latn-GB', 'en', 'en'],
    ['de-CH', 'de', 'en'],
    ['run', 'run', 'en'],
    ['', '', 'en'],
  ])('"%s" is of the language "%s" and reads "%s"', (tag, language, locale) => {
    expect(languageOf(tag)).toBe(language);
    expect(builtInLocale(tag)).toBe(locale);
  });
});
