import { describe, expect, it } from 'vitest';
import { TEXT_MOST } from '../../../../../lambdas/core/domain/triage/text.ts';
import { versionGiven, versionIn } from '../../../../../lambdas/core/domain/triage/versions/versions.ts';

const PRODUCTS = [
  { id: 'desktop', name: 'Acme Desktop', aliases: ['desktop app', 'windows app', 'десктоп'] },
  { id: 'cloud', name: 'Acme Cloud', aliases: ['облако'] },
  { id: 'server', name: 'Acme Server', aliases: ['сервер'] },
];

const inText = (text: string): string | null => versionIn(text, PRODUCTS)?.value ?? null;

describe('a number that is not the version', () => {
  it.each([
    // Of something else.
    ...['I use Chrome version 120.0.6099 on Windows version 11.', 'Windows 10.0.19045 64 bit, the app fails'],
    ...[
      'Windows 10 version 22H2 (build 19045.3570)',
      'macOS Sonoma 14.2.1, the app fails',
      'iOS 17.1.2',
      'Win 11 23H2',
    ],
    ...[
      'Node.js v18.17.0',
      'pip 23.0.1, Python 3.11.4',
      '.NET 8.0.4 is missing for the app',
      'nginx/1.25.3 before the app',
    ],
    ...[
      'java version "17.0.9" 2023-10-17 LTS',
      'Version of Java: 17.0.2',
      'the 17.1 version of iOS',
      'SQL Server 15.0.2000',
    ],
    ...[
      'Excel version 16.0 opens, your app does not',
      'OS version: 11',
      'TLS version 1.2',
      'PHP-Version: 8.1',
    ],
    ...[
      'Версия Windows: 10',
      'Версия браузера 120.0',
      'Андроид 14.0.1, приложение вылетает',
      'в хроме 120.0.1 приложение пусто',
    ],
    ...[
      'версия операционной системы 10.15.7',
      '1С:Предприятие 8.3.20.1674 и приложение',
      'Windows Server version 2019',
    ],
    'User agent: Mozilla/5.0 (iPhone; CPU iPhone OS 17_1) AppleWebKit/605.1.15 Version/17.1 Safari/604.1',
    ...[
      'Updated Chrome to 120.0.6099, now the app is blank',
      'обновил браузер до версии 120.1',
      'Acme Cloud in Firefox 121.0',
    ],
    ...[
      'После обновления Windows до 10.0.22631 не работает приложение',
      'upgraded to Windows 11 23H2',
      'Acme Cloud, Android 14',
    ],
    // Logged, or part of a path or a file.
    '\tat com.acme.Login.run(Login.java:12) ~[acme-core-5.3.9.jar:5.3.9]',
    'at Object.<anonymous> (/app/node_modules/express@4.18.2/index.js:1:1)',
    ...[
      'express@4.18.2 in the app',
      'spring-boot-2.7.3.jar of the app',
      'see https://acme.example/cloud/5.2.1/docs',
    ],
    '2026-05-12 10:22:33 INFO plugin version 2.3.4 loaded',
    // Telephones, money, dates, times, addresses, chapters.
    ...[
      'Phone 555.123.4567 for the app',
      'тел. 495.123.45.67, приложение',
      'звоните 8 (495) 123.45.67 по приложению',
    ],
    ...[
      'I paid 1.250.000 rupiah for the app',
      'Заплатил 12.500.000 руб. за программу',
      'The app costs $5.2.1',
    ],
    ...[
      'bought the app on 5.3.26',
      'В 10.30.15 приложение упало',
      'after the release on 12.05.2026',
      'release 2026-05-12',
    ],
    ...[
      'the app cannot reach 10.0.0.300',
      'сервер 192.168.1.20',
      'server 85.12.33.7',
      'I cannot ping 8.8.8.8 in the app',
    ],
    ...[
      'see section 3.2.1 of the manual of the app',
      'По пункту 4.2.1 договора на приложение',
      'Schritt 3.2.1 der App',
    ],
    // Counts.
    ...[
      'After the release 3 days ago nothing works.',
      'После выхода новой версии 2 недели назад всё сломалось',
    ],
    ...[
      'The build 2 floors down is fine',
      'Acme Cloud 1.5 GB is full',
      'Acme Cloud 49.90 EUR',
      'version 5 minutes ago',
    ],
    ...['релиз 3 мая', 'I waited 2.5 hours', 'Acme Desktop (3 users)'],
    // Nothing says what it is of.
    ...[
      '1.2.3 is here',
      'we are on 5.2',
      'from 7.0 to 7.1',
      'vision 2.0 of our company',
      '5.3.26',
      '12:30',
      'x64',
      'log4j2',
    ],
  ])('is not found in %j', (text) => {
    expect(inText(text)).toBeNull();
  });
});

describe('the version', () => {
  it.each([
    // Behind a product, also beside what is not the desk's.
    ['Windows 11, version 23H2\nAcme Desktop version 5.2', '5.2'],
    ['Chrome 120, Acme Cloud 2024.2.1', '2024.2.1'],
    ['In Chrome Acme Cloud 8.1 is slow', '8.1'],
    ['Windows version 10.0.19045 (Acme Desktop 8.1)', '8.1'],
    ['Version 5.2 of Acme Cloud, version 3 of the plan', '5.2'],
    ['Windows app version 5.2', '5.2'],
    ['our Android app 5.2.1 stops', '5.2.1'],
    ['Acme Desktop for Windows version 5.2', '5.2'],
    ['The Chrome extension, version 5.2.1, fails', '5.2.1'],
    ['Приложение для Android версии 3.1', '3.1'],
    ['I use Windows 11, version 5.2', '5.2'],
    ['Acme Desktop 5.2/Windows 11', '5.2'],
    ['AcmeDesktop5.2 crashes', '5.2'],
    ['acme-desktop-7.0.1-setup.exe will not start', '7.0.1'],
    ['C:\\Program Files\\Acme Desktop 5.2\\acme.exe', '5.2'],
    ['2026-05-12 10:22:33 INFO Acme Desktop 5.2.1 starting on Windows 10.0.22631', '5.2.1'],
    ['Acme Desktop v5.2.1 (build 443)', '5.2.1'],
    ['облаком 8.1 пользуюсь', '8.1'],
    ['On Windows, from version 5.2 on it fails', '5.2'],
    ['My iPhone (iOS 17.2) cannot run Acme Cloud 3.4', '3.4'],
    // Behind a word for it.
    ['verison 5.2', '5.2'],
    ['весрия 5.2', '5.2'],
    ['вер. 5.2', '5.2'],
    ['Acme Desktop в.5.2', '5.2'],
    ['Версия №5.2', '5.2'],
    ['Версия номер 5.2, облако', '5.2'],
    ['The version that I use is 5.2', '5.2'],
    ['версия, которая у меня стоит, 5.2', '5.2'],
    ['Browser version: 120.0\nApp version: 5.2', '5.2'],
    ['In version 10 users cannot log in', '10'],
    ['Edge 118.0.2088.61 and build 3391', '3391'],
    ['It is 5.2 (build 443)', '5.2'],
    ['version 5.2.16', '5.2.16'],
    ['версия 5,2', '5.2'],
    ['Version 7,1 auf Windows 11', '7.1'],
    ['version 5.2 beta 3', '5.2 beta 3'],
    // The later of two.
    ['I updated from version 5.1 to version 5.2 of Acme Desktop', '5.2'],
    ['Обновил десктоп с версии 5.1 на версию 5.2', '5.2'],
    ['Откатились с 8.2 на 8.1', '8.1'],
    ['Acme Desktop 5.1 -> 5.2', '5.2'],
    ['de la version 5.1 à la version 5.2', '5.2'],
    ['It worked in version 4.9. Now on 5.2 it does not.', '5.2'],
    ['Version 1.0 worked, version 2.0 does not', '2.0'],
    ['старая версия 5.1 работала, версия 5.2 нет', '5.2'],
    ['the old version 5.1', '5.1'],
    ['Last version that worked: 5.1. Current: 5.2', '5.2'],
    ['Раньше стояла версия 5.1, сейчас стоит версия 5.2', '5.2'],
    ['After the update 5.2 it fails on Windows 11', '5.2'],
    ['с версии 5.2 не работает', '5.2'],
    ['Обновился до 5.2.1 в понедельник', '5.2.1'],
    // Bare, where the sentence speaks of versions; alone, as an answer.
    ['5.2.1, Acme Desktop. I click Print.', '5.2.1'],
    ['После обновления 3.2.0 не открывается база', '3.2.0'],
    ['2) 5.2', '5.2'],
    ['> 5.2.1', '5.2.1'],
  ])('of %j is %j', (text, version) => {
    expect(inText(text)).toBe(version);
  });

  it('is quoted from the words that make it one', () => {
    const text = 'Hello, with our Acme Desktop, version 5.2 we cannot print';
    expect(versionIn(text, PRODUCTS)).toMatchObject({
      quote: 'Acme Desktop, version 5.2 we cannot print',
      position: 16,
    });
  });

  it('is surest behind a product, then behind a word, then alone', () => {
    const sure = ['Acme Desktop 5.2', 'version 5.2', 'build 5', 'The app, 5.2.1', '5.2'].map(
      (text) => versionIn(text, PRODUCTS)?.confidence ?? 0,
    );
    expect(sure).toEqual(sure.toSorted((a, b) => b - a));
    expect(new Set(sure).size).toBe(sure.length);
  });

  it('is that of the desk’s product, even where another has that name', () => {
    const desk = [{ id: 'chrome', name: 'Chrome', aliases: [] }];
    expect(versionIn('Chrome 120.0.6099', desk)?.value).toBe('120.0.6099');
    expect(versionIn('Firefox 120.0.6099', desk)).toBeNull();
  });
});

describe('what was given as a version', () => {
  it.each([
    ['Acme Desktop 5.2', '5.2'],
    ['5.2 (сборка 443), Acme Desktop', '5.2'],
    ['5.2.1 BUILD=443', '5.2.1'],
    ['5.2 on Chrome 120', '5.2'],
    ['v5.2-beta.1', '5.2-beta.1'],
    ['I do not know, maybe 5.2', '5.2'],
    ['CS6', 'CS6'],
    ['Creative 2024', 'Creative 2024'],
    ['5,2', '5.2'],
    ['7', '7'],
  ])('%j is %j', (value, version) => {
    expect(versionGiven(value, PRODUCTS)).toBe(version);
  });

  it.each([
    'the newest',
    'Windows 11',
    'Chrome 120.0',
    'самая новая, 64 бит',
    '12.05.2026',
    'updated 3 days ago',
    '',
  ])('%j is none', (value) => {
    expect(versionGiven(value, PRODUCTS)).toBeNull();
  });
});

it('reads the hardest texts to their end', () => {
  for (const unit of [
    '1.2.3 ',
    'version ',
    '1.',
    'version 1.2.3, ',
    '(',
    '-> ',
    'app, ',
    'a/1.2.3/',
    'с 1.1 на ',
  ]) {
    const text = unit.repeat(TEXT_MOST / unit.length);
    expect(() => versionIn(text, PRODUCTS)).not.toThrow();
  }
});
