/** What people call each kind of detail in front of a colon, in small letters with one е for ё. */
import type { DetailKind } from '../ticket/words.ts';

/** English, Russian, Ukrainian, German, French, Spanish; a category's own labels and the detail's name add to it. */
export const LABEL_WORDS: Readonly<Record<DetailKind, readonly string[]>> = {
  text: [],
  version: [
    ...[
      'version',
      'app version',
      'version number',
      'software version',
      'program version',
      'build',
      'ver',
      'v',
    ],
    ...[
      'release',
      'версия',
      'версия программы',
      'версия приложения',
      'номер версии',
      'сборка',
      'релиз',
      'верс',
    ],
    ...['версія', 'versionsnummer', 'programmversion', 'numéro de version', 'versión'],
  ],
  product: [
    ...[
      'product',
      'app',
      'application',
      'program',
      'продукт',
      'программа',
      'приложение',
      'программный продукт',
    ],
    ...['програма', 'застосунок', 'produkt', 'anwendung', 'programm', 'produit', 'programme'],
    ...['producto', 'aplicación', 'programa'],
  ],
  steps: [
    ...['steps', 'steps to reproduce', 'how to reproduce', 'to reproduce', 'what i did', 'reproduction'],
    ...['repro steps', 'steps taken', 'str', 'шаги', 'шаги воспроизведения', 'шаги для воспроизведения'],
    ...['как воспроизвести', 'воспроизведение', 'что я делал', 'что я делала', 'что делали', 'действия'],
    ...['порядок действий', 'кроки', 'schritte', 'étapes', 'pasos'],
  ],
  log: [
    ...['log', 'logs', 'log file', 'error', 'error text', 'error message', 'stack trace', 'stacktrace'],
    ...[
      'traceback',
      'crash report',
      'лог',
      'логи',
      'журнал',
      'ошибка',
      'текст ошибки',
      'сообщение об ошибке',
    ],
    ...[
      'помилка',
      'protokoll',
      'fehlermeldung',
      "message d'erreur",
      'journal',
      'mensaje de error',
      'registro',
    ],
  ],
  screenshot: [
    ...['screenshot', 'screenshots', 'screen shot', 'скриншот', 'скриншоты', 'скрин', 'снимок экрана'],
    ...['знімок екрана', 'bildschirmfoto', "capture d'écran", 'captura de pantalla'],
  ],
  link: [
    ...['link', 'url', 'address', 'page', 'web page', 'ссылка', 'адрес', 'страница', 'посилання'],
    ...['lien', 'enlace'],
  ],
  'business-effect': [
    ...['business effect', 'business impact', 'impact', 'effect', 'consequences'],
    ...['влияние', 'влияние на бизнес', 'влияние на работу', 'последствия', 'ущерб', 'чем мешает'],
    ...['auswirkung', 'auswirkungen', 'conséquences', 'impacto'],
  ],
  'expected-result': [
    ...['expected', 'expected result', 'expected results', 'expected behavior', 'expected behaviour'],
    ...['i expected', 'ожидаемый результат', 'ожидаемое поведение', 'ожидание', 'ожидалось', 'ожидал'],
    ...['ожидала', 'должно быть', 'очікуваний результат', 'erwartet', 'erwartetes ergebnis'],
    ...['résultat attendu', 'resultado esperado'],
  ],
};
