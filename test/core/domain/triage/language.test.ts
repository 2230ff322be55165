import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { languageDetector } from '../../../../lambdas/core/adapters/system/language.ts';
import {
  type Detect,
  languageAtFirstSight,
  languageOfText,
  toldBy,
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

  it.each([
    ['product: Acme Desktop\nversion: 5.2.1', 'ru', 'ru'],
    ['product: Acme Desktop\nversion: 5.2.1\nsteps: жму Save', 'ru', 'ru'],
    ['Product: Acme Desktop Professional Edition for Windows and Mac\nVersion: 5.2', 'ru', 'ru'],
    ['log: the document could not be saved because the session is over\nplease sign in', 'ru', 'ru'],
    ['Журнал: the document could not be saved because the session is over\nplease sign in', 'ru', 'ru'],
    ['| Version | 5.2 |\n| Steps | открываю файл и сохраняю |', 'en', 'ru'],
    ['{"error": "the request could not be processed by the gateway", "code": 5}', 'ru', 'ru'],
    ['steps: I open the file and press the button that saves it', 'ru', 'en'],
    ['Schritte: ich öffne die Datei und drücke auf die Taste zum Speichern', 'en', 'de'],
  ])(
    'labels, names and what machines say are nobody’s language: %j of "%s" is "%s"',
    (text, known, language) => {
      expect(languageOfText(text, known, detect).value).toBe(language);
    },
  );

  const STACK = [
    'java.lang.IllegalStateException: The session has expired, please sign in again',
    '    at com.acme.desktop.session.SessionManager.require(SessionManager.java:118)',
    '    at com.acme.desktop.documents.DocumentService.save(DocumentService.java:64)',
    'Caused by: java.net.SocketTimeoutException: connect timed out',
    '2026-05-12 10:22:07 INFO service handled the request for the client',
  ].join('\n');

  it.each([
    ['Вот лог:', 'ru', 'ru'],
    ['Добрый день! После обновления программа не сохраняет документы. Вот журнал:', 'en', 'ru'],
    ['Доброго дня! Програма не запускається після оновлення, ось журнал:', 'en', 'uk'],
    ['', 'ru', 'ru'],
    ['', 'de', 'de'],
    ['Guten Tag, seit gestern stürzt das Programm beim Speichern ab, hier das Protokoll:', 'ru', 'de'],
  ])('%j above a log of "%s" is "%s"', (text, known, language) => {
    expect(languageOfText(`${text}\n${STACK}`, known, detect).value).toBe(language);
  });

  it('goes on behind the log', () => {
    expect(languageOfText(`${STACK}\n\nЧто это такое и как починить?`, 'en', detect).value).toBe('ru');
    const inOneLine = 'Error: PKIX path building failed. Сменили сертификат, и всё сломалось.';
    expect(languageOfText(inOneLine, 'en', detect).value).toBe('ru');
  });

  it.each([
    ['Нажимаю File > Save As > PDF, программа Acme Desktop закрывается without any message', 'en', 'ru'],
    [
      'Программа больше не запускается.\n\nThis e-mail is confidential. If you are not the recipient, delete it.',
      'en',
      'ru',
    ],
    ['The program shows Ошибка подключения к базе данных and closes, please help me', 'en', 'en'],
    ['I click on «Сохранить как документ» and nothing happens, what can I do?', 'en', 'en'],
    ['Guten Tag, unser Kunde Иван Петрович Сидоров kann sich nicht mehr anmelden.', 'de', 'de'],
    ['Здравствуйте! I do not speak Russian, so I write in English: it does not start any more.', 'en', 'en'],
  ])('of two scripts is that in which its writer goes on: %j of "%s" is "%s"', (text, known, language) => {
    expect(languageOfText(text, known, detect).value).toBe(language);
  });

  it.each([
    ['Zdravstvuyte, u menya ne rabotaet programma posle obnovleniya, pomogite pozhaluysta', 'ru'],
    ['dobryi den, programma ne zapuskaetsya i pishet oshibku pri otkrytii fajla', 'ru'],
    ['Program se više ne pokreće nakon ažuriranja, molim vas da mi pomognete', 'hr'],
    ['Dzień dobry, program nie uruchamia się po aktualizacji, proszę o pomoc', 'pl'],
  ])('of Latin letters of a Russian may still be Russian: %j is "%s"', (text, language) => {
    expect(languageOfText(text, 'ru', detect).value).toBe(language);
  });

  it('is told by the subject where the text says too little', () => {
    const subject = 'Программа не сохраняет документы';
    expect(toldBy('', subject)).toContain(subject);
    expect(toldBy(STACK, subject)).toContain(subject);
    expect(toldBy('The program does not save documents any more.', subject)).not.toContain(subject);
    expect(toldBy('Помогите', subject)).toContain(subject);
    expect(toldBy('Since this morning.', 'It does not work')).toBe('Since this morning.');
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
    ['Good morning, I can not sign in today', 'ru', true, 'en'],
    ['Zdravstvuyte, u menya ne rabotaet programma, pomogite pozhaluysta', 'ru', true, 'ru'],
    ['Guten Tag, seit heute kann ich mich nicht anmelden', 'ru', true, 'ru'],
    ['Good morning, I can not sign in today', 'de', false, 'de'],
    ['Acme Desktop 5.2', 'ru', false, 'ru'],
    ['', 'ru', false, 'ru'],
  ])(
    'is at first sight, of "%s" where "%s" is known (theirs: %s), "%s"',
    (text, known, isTheirs, language) => {
      expect(languageAtFirstSight(text, known, isTheirs)).toBe(language);
    },
  );

  it.each([
    'My program crashes whenever I save a document. Please help me, this is annoying and I lose my work.',
    'hello there I have a question about things',
    'I paid on Monday and have no invoice yet.',
    'Since this morning nobody in our office can print, whatever we try.',
    "It doesn't open any more after the update; I've tried it twice.",
    'Could you tell me where to find the licence key that we bought?',
  ])('of plain English is the same at first sight as after analysis: %j', (text) => {
    for (const known of ['ru', 'uk', 'ja', 'ar']) {
      expect(languageAtFirstSight(text, known, true)).toBe('en');
      expect(languageOfText(text, known, detect).value).toBe('en');
    }
  });

  it('is found of whatever people send', () => {
    const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.constant('я'.repeat(1_000_000)));
    fc.assert(
      fc.property(texts, (text) => {
        expect(languageOfText(text, 'en', detect).value).toMatch(/^[a-z]{2,3}$/);
      }),
    );
  });
});
