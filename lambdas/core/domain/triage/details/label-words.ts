/** What people call each kind of detail in front of a colon, in small letters with one е for ё. */
import type { DetailKind } from '../../ticket/words.ts';

/** English, Russian, Ukrainian, German, French, Spanish; a category's own labels and the detail's name add to it. */
export const LABEL_WORDS: Readonly<Record<DetailKind, readonly string[]>> = {
  text: [],
  version: [
    ...['version', 'app version', 'version number', 'build number'],
    ...['software version', 'program version', 'build', 'ver', 'v'],
    ...['release', 'версия', 'вер', 'версия программы', 'версия приложения', 'номер версии'],
    ...['номер сборки', 'сборка', 'релиз', 'верс'],
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
    ...['как воспроизвести', 'воспроизведение', 'что я делал', 'что я делала', 'что делали', 'что вы делали'],
    ...[
      'действия',
      'порядок действий',
      'последовательность действий',
      'кроки',
      'schritte',
      'étapes',
      'pasos',
    ],
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
    ...['expected outcome', 'i expected', 'what i expected', 'what did you expect', 'what should happen'],
    ...['ожидаемый результат', 'ожидаемое поведение', 'ожидание', 'ожидалось'],
    ...['ожидал', 'что ожидали', 'чего ожидали', 'что ожидалось', 'чего я ожидал', 'что ожидал'],
    ...['что должно быть'],
    ...['ожидала', 'должно быть', 'очікуваний результат', 'erwartet', 'erwartetes ergebnis'],
    ...['résultat attendu', 'resultado esperado'],
  ],
};

/** What else forms ask for: no answer goes on beyond one of these. */
export const OTHER_LABELS: readonly string[] = [
  ...['actual', 'actual result', 'actual results', 'actual behavior', 'actual behaviour', 'actual outcome'],
  ...['what happened', 'what happens', 'observed', 'observed result', 'result', 'environment', 'os'],
  ...['operating system', 'browser', 'device', 'platform', 'name', 'email', 'e-mail', 'phone', 'company'],
  ...['priority', 'severity', 'comment', 'comments', 'notes', 'additional information', 'frequency'],
  ...['workaround', 'attachments', 'licence', 'license', 'order', 'фактический результат', 'фактически'],
  ...['фактическое поведение', 'что произошло', 'что происходит', 'что получили'],
  ...['что получилось', 'результат'],
  ...['получилось', 'окружение', 'ос', 'операционная система', 'браузер', 'устройство', 'имя'],
  ...['фио', 'почта'],
  ...['телефон', 'тел', 'компания', 'приоритет', 'комментарий', 'примечание', 'дополнительно', 'вложения'],
  ...['tatsächliches ergebnis', 'umgebung', 'résultat obtenu', 'environnement', 'resultado obtenido'],
  ...['resultado actual', 'entorno', 'фактичний результат'],
];
