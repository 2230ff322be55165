import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { languageDetector } from '../../../../lambdas/core/adapters/system/language.ts';
import {
  type Detect,
  languageAtFirstSight,
  languageOfText,
} from '../../../../lambdas/core/domain/triage/language.ts';

let detect: Detect;
beforeAll(async () => {
  detect = await languageDetector()();
});

describe('the language of a text', () => {
  it.each([
    ['I paid on Monday and have no invoice yet.', 'en', 'en'],
    ['I paid on Monday and have no invoice yet.', 'ru', 'en'],
    ['I paid on Monday and have no invoice yet.', 'en-GB', 'en-GB'],
    ['Всё сломалось, помогите, пожалуйста.', 'en', 'ru'],
    ['Третий день жду оплаченный заказ, накладной нет.', 'ru', 'ru'],
    ['Ich kann mich seit gestern nicht mehr anmelden, bitte helfen Sie mir.', 'en', 'de'],
    ['Добрий день, не можу увійти до програми, допоможіть', 'en', 'uk'],
    ['Не работает Acme Desktop, при запуске пишет ошибку доступа', 'en', 'ru'],
  ])('"%s" of somebody with "%s" is "%s"', (text, known, language) => {
    expect(languageOfText(text, known, detect).value).toBe(language);
  });

  it.each([
    ['', 'ru'],
    ['OK', 'ru'],
    ['Лампа', 'en'],
    ['Program Error App Version Windows 10 Pro 22H2', 'en'],
    ['https://example.com/some/very/long/path/that/tells/nothing me@example.com', 'ru'],
    ['Ошибка при входе: NullPointerException at com.acme.desktop.Login', 'ru'],
  ])('"%s" leaves the known "%s"', (text, known) => {
    expect(languageOfText(text, known, detect)).toMatchObject({ value: known, confidence: 0.6 });
  });

  it('two words of Cyrillic are enough to see that it is not English', () => {
    expect(languageOfText('Не работает вход', 'en', detect)).toMatchObject({ value: 'ru', confidence: 0.7 });
  });

  it('is not what contradicts its letters', () => {
    const wrong: Detect = () => ({ language: 'en', isReliable: true, scores: { en: 1 } });
    expect(languageOfText('Всё сломалось, помогите, пожалуйста.', 'en', wrong).value).toBe('ru');
    expect(languageOfText('Всё сломалось, помогите, пожалуйста.', 'uk', wrong).value).toBe('uk');
  });

  it.each([
    ['Добрый день, не могу войти в программу', 'en', false, 'ru'],
    ['Добрый день, не могу войти в программу', 'en', true, 'ru'],
    ['Добрый день, не могу войти в программу', 'uk', true, 'uk'],
    ['Good morning, I can not sign in today', 'ru', false, 'en'],
    ['Good morning, I can not sign in today', 'ru', true, 'ru'],
    ['Good morning, I can not sign in today', 'de', false, 'de'],
    ['Acme Desktop 5.2', 'ru', false, 'ru'],
    ['', 'ru', false, 'ru'],
  ])(
    'is at first sight, of "%s" where "%s" is known (theirs: %s), "%s"',
    (text, known, isTheirs, language) => {
      expect(languageAtFirstSight(text, known, isTheirs)).toBe(language);
    },
  );

  it('is found of whatever people send', () => {
    const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.constant('я'.repeat(1_000_000)));
    fc.assert(
      fc.property(texts, (text) => {
        expect(languageOfText(text, 'en', detect).value).toMatch(/^[a-z]{2,3}$/);
      }),
    );
  });
});
