import { describe, expect, it } from 'vitest';
import {
  isLeftToFile,
  linesOf,
  saysNothing,
  wholeWordAt,
} from '../../../../lambdas/core/domain/triage/text.ts';

describe('reading text', () => {
  it('knows where each line begins, whatever ends it', () => {
    expect(linesOf('a\r\nb\n\nc')).toEqual([
      { text: 'a', position: 0 },
      { text: 'b', position: 3 },
      { text: '', position: 5 },
      { text: 'c', position: 6 },
    ]);
  });

  it('finds words that stand on their own, in any script', () => {
    expect(wholeWordAt('на облаке, но облако', 'облако')).toBe(14);
    expect(wholeWordAt('cloudy cloud', 'cloud')).toBe(7);
    expect(wholeWordAt('cloudy', 'cloud')).toBe(-1);
    expect(wholeWordAt('anything', '')).toBe(-1);
  });

  it.each([
    ...[' N/A. ', 'I don’t know!', '-', '???', '…', '', '___', '**TBD**', 'I have no idea', 'x.x.x'],
    ...[
      'no idea where to look',
      'Sorry, I really don’t know which one',
      "can't find it anywhere",
      'not sure',
    ],
    ...['не знаю, где посмотреть', 'Не помню точно', 'к сожалению, не знаю', 'не указаны', 'понятия не имею'],
    ...[
      'затрудняюсь ответить',
      'не знаю',
      'keine Ahnung',
      'je ne sais pas',
      'no lo sé',
      'see below',
      'см. ниже',
    ],
    ...['[please fill in]', '<version>', '{{version}}', '(optional)', 'please fill in', 'укажите версию'],
    ...[
      '[ваша версия]',
      'N.A.',
      'idk',
      'нет данных',
      'честно не знаем',
      'не нашёл, где это',
      '<укажите шаги>',
      '(please describe)',
    ],
  ])('takes %j for an answer that answers nothing', (value) => {
    expect(saysNothing(value)).toBe(true);
  });

  it.each([
    ...['5', '0', 'yes', 'I don’t know, maybe 5.2', 'not sure, but it fails when I print', '+7 900', '🙂'],
    ...['не знаю, но после обновления', 'не знаю точно, вроде 5.2', '[ERROR] code 5', '<b>5</b>', 'no paper'],
    ...[
      'unknown host',
      'cannot find module x',
      'No such file',
      'нет бумаги',
      'не открывается',
      'не могу войти',
    ],
    ...[
      'I click [Save] and then [Close]',
      'nothing happens',
      'Forgot password, then Send',
      'забыл пароль и нажал',
    ],
    ...['fill in the form', 'none of the pages open', 'I do not know the cause. '.repeat(5), 'a file'],
  ])('takes %j for an answer', (value) => {
    expect(saysNothing(value)).toBe(false);
  });

  it.each([
    ...['see attached', 'See attachment.', 'attached', 'please see the attached file', 'in the screenshot'],
    ...['см. вложение', 'См скриншот', 'во вложении', 'смотрите файл ниже', 'прикреплено', 'на скриншоте'],
    ...['siehe Anhang', 'voir pièce jointe', 'ver adjunto'],
  ])('knows that %j is left to a file', (value) => {
    expect(isLeftToFile(value)).toBe(true);
  });

  it.each([
    'a file',
    'файл',
    'see error.png',
    'I attach the file and press Send',
    'открыл вложение',
    'the log is empty',
  ])('knows that %j is not', (value) => {
    expect(isLeftToFile(value)).toBe(false);
  });
});
