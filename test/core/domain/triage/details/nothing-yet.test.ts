import { describe, expect, it } from 'vitest';
import type { Category } from '../../../../../lambdas/core/domain/settings/schemas.ts';
import { DETAIL_KINDS } from '../../../../../lambdas/core/domain/ticket/words.ts';
import {
  givesNothingYet,
  promisesOnly,
} from '../../../../../lambdas/core/domain/triage/details/nothing-yet.ts';
import { aComment, aSettings } from '../../../builders.ts';

const CATEGORY = {
  ...aSettings().categories[0],
  details: DETAIL_KINDS.map((kind) => ({ name: kind, kind, required: true, ask: { en: `${kind}?` } })),
} as Category;
const PRODUCTS = [{ id: 'desktop', name: 'Acme Desktop', aliases: ['десктоп', 'desktop'] }];

const isNothingYet = (visibleText: string, more: object = {}): boolean =>
  givesNothingYet({ ...aComment(), visibleText, ...more }, CATEGORY, PRODUCTS);

describe('an answer that gives nothing yet', () => {
  it.each([
    ...[
      'I will look',
      "I'll check and get back to you.",
      'Will check',
      'Let me check',
      'I will send it later',
    ],
    ...[
      "Ok, I'll look when I get home.",
      "I'm not at my computer now, will check tomorrow",
      'later',
      'Soon!',
    ],
    ...["I'll ask my colleague and let you know", 'I will send the screenshot in 2 hours', 'OK 👍', '👍🏽'],
    ...[
      'Sure, will do.',
      'We will send the version and the logs on Monday',
      'Sorry, I have to ask our admin',
    ],
    ...[
      "I don't have it here, I'll send it tonight",
      'Just a moment',
      'I’ll definitely try to find it at 18:00',
    ],
    'Hi Anna,\n\nI will look into it as soon as I\ncan.\n\nBest regards,\nMaria Lind\n+7 900 000-00-00',
    ...['I will check tomorrow.\n\nMaria', 'Version: I will look', 'Thanks in advance, will send it asap'],
    ...['Steps: I will send them later', 'Hello Anna, I will look', 'I will look, thanks!'],
  ])('promises: %j', (text) => {
    expect(isNothingYet(text)).toBe(true);
  });

  it.each([
    ...['Сейчас посмотрю и напишу', 'Хорошо, завтра пришлю скриншот.', 'Уточню у коллег и отвечу', 'Позже'],
    ...['Я не дома, вечером гляну', 'Доберусь до компьютера и отпишусь', 'Добрый день! Проверю и сообщу.'],
    ...['Вышлю через 2 часа', 'постараюсь найти, сейчас я не за компьютером', 'Да, конечно, сейчас уточню'],
    ...[
      'Спасибо, посмотрю на выходных',
      'Минуточку',
      'Извините за задержку, отвечу в понедельник',
      'ок, потом',
    ],
    ...[
      'Пришлю версию и логи, как только освобожусь)',
      'Здравствуйте!\n\nУзнаю у системного администратора.',
    ],
    ...[
      'Версия: сейчас посмотрю',
      'Отвечу при первой возможности',
      'Здравствуйте, Анна! Чуть позже пришлю.',
      'Ещё раз посмотрю и всё пришлю',
    ],
  ])('promises in Russian: %j', (text) => {
    expect(isNothingYet(text)).toBe(true);
  });

  it.each([
    ...[
      'thanks',
      'Thank you very much!',
      'ok',
      'Ok.',
      'OK, thanks',
      'Hello!',
      'Good morning, Anna',
      'Got it',
    ],
    ...['Thanks, will do.', 'Hi Anna, got it, thanks!', 'Thanks, Anna!', 'Noted.\n\nBest regards,\nMaria'],
    ...['Спасибо', 'Спасибо большое!', 'Ок.', 'Хорошо, спасибо', 'Здравствуйте!', 'Понял, спасибо', '🙏'],
  ])('greets, thanks or agrees: %j', (text) => {
    expect(isNothingYet(text)).toBe(true);
  });
});

describe('an answer', () => {
  it.each([
    ...['', '...', '-', '+', '😡', 'Best regards,\nMaria', 'Maria', 'now', 'please', 'no', 'нет', 'n/a'],
    ...[
      'I do not know',
      "I don't know, I'll ask",
      'не знаю',
      'Не знаю, уточню у коллег',
      'not sure, will check',
    ],
    ...['Where do I find it?', 'Ok?', 'Где это смотреть?', 'Жду', 'You have to check it today'],
    ...['I want you to check it today', 'Please let me know', 'Проверьте сегодня, пожалуйста', 'Срочно!'],
  ])('after which nobody should be left waiting is none of them: %j', (text) => {
    expect(isNothingYet(text)).toBe(false);
  });

  it.each([
    ...[
      '5.2',
      'Home',
      'Home, will send the rest later',
      '5, will send the steps later',
      'yes',
      'да',
      'Windows',
    ],
    ...[
      'I will check, but the version is 5.2',
      'I pressed Save and it was gone. I will look again.',
      'У меня 7',
    ],
    ...[
      'Сейчас проверю, вроде десктоп',
      'Посмотрю, но падает при печати',
      'Проверил: 12',
      'Стоит 5, шаги вышлю',
    ],
    ...['Updated to 5.20, will check', 'после 5.20 не работает, посмотрю', 'I will look at 5.2 tomorrow'],
    ...[
      'https://acme.example/1',
      'Let me see, it is the first version',
      'I will check https://acme.example/1',
      'Version: 5.2\nSteps: will send later',
    ],
  ])('that gives something is none of them: %j', (text) => {
    expect(isNothingYet(text)).toBe(false);
  });

  it.each([
    ...['I will call my lawyer', 'I will write a complaint', 'I will find another provider', 'Call me'],
    ...[
      'I will not send it',
      'I will never look for that',
      'Please hurry, I will look elsewhere',
      'As before',
    ],
    ...['Я напишу жалобу', 'Не буду смотреть', 'Не пришлю', 'Напишу вашему директору', 'Напишу в суд'],
    ...[
      'It is fixed now, please close',
      'Уже работает',
      'Я уже писал',
      'I will tell everybody how bad you are',
    ],
    ...['I will send the invoice and then it crashes', `I will check ${'again and '.repeat(60)}again`],
  ])('that says something else is none of them: %j', (text) => {
    expect(isNothingYet(text)).toBe(false);
  });

  it('that names a product of ours is none of them, whatever stands around it', () => {
    for (const text of ['Hello, desktop', 'Здравствуйте, десктоп!']) {
      expect(promisesOnly({ ...aComment(), visibleText: text })).toBe(true);
      expect(isNothingYet(text)).toBe(false);
      expect(givesNothingYet({ ...aComment(), visibleText: text }, undefined, PRODUCTS)).toBe(true);
    }
  });

  it('with a file is none of them, and with the logo of a signature is', () => {
    const file = (size: number) => ({
      id: 'att_1',
      fileName: 'a.png',
      contentType: 'image/png',
      size,
      sha256: '',
    });
    const inText = '<img src="cid:att_1">';
    expect(isNothingYet('Ok', { attachments: [file(500)] })).toBe(false);
    expect(isNothingYet('Ok', { attachments: [file(500)], bodyHtml: inText })).toBe(true);
    expect(isNothingYet('Ok', { attachments: [file(50_000)], bodyHtml: inText })).toBe(false);
  });
});
