/** What people say they do with a program, form by form; in small letters with one е for ё. English and Russian. */

/** `self`: who says it does it («нажимаю»); `base` is the English infinitive, imperative and present at once. */
export type Form = 'base' | 'past' | 'gerund' | 'self' | 'order' | 'infinitive';

/**
 * How much one such word says: `human` is done by nobody but people ("clicked"), `usual` is done with programs as a rule
 * ("opened"), `weak` with everything ("changed").
 */
export type Weight = 'human' | 'usual' | 'weak';

export interface Doing {
  readonly form: Form;
  readonly weight: Weight;
}

const words = (text: string): readonly string[] => text.split(' ');

/** "click clicked clicking": base, past, gerund. */
const ENGLISH: Readonly<Record<Weight, readonly string[]>> = {
  human: [
    ...['click clicked clicking', 'press pressed pressing', 'tap tapped tapping', 'type typed typing'],
    ...[
      'select selected selecting',
      'choose chose choosing',
      'scroll scrolled scrolling',
      'log logged logging',
    ],
    ...['drag dragged dragging', 'hover hovered hovering', 'swipe swiped swiping', 'sign signed signing'],
    ...['double-click double-clicked double-clicking', 'right-click right-clicked right-clicking'],
    ...['doubleclick doubleclicked doubleclicking', 'rightclick rightclicked rightclicking'],
  ],
  usual: [
    ...[
      'open opened opening',
      'launch launched launching',
      'export exported exporting',
      'print printed printing',
    ],
    ...['import imported importing', 'upload uploaded uploading', 'download downloaded downloading'],
    ...[
      'paste pasted pasting',
      'reopen reopened reopening',
      'login loggedin loggingin',
      'navigate navigated navigating',
    ],
  ],
  weak: [
    ...[
      'enter entered entering',
      'save saved saving',
      'hit hit hitting',
      'load loaded loading',
      'start started starting',
    ],
    ...[
      'run ran running',
      'add added adding',
      'create created creating',
      'delete deleted deleting',
      'fill filled filling',
    ],
    ...[
      'install installed installing',
      'update updated updating',
      'edit edited editing',
      'change changed changing',
    ],
    ...['move moved moving', 'close closed closing', 'submit submitted submitting', 'copy copied copying'],
    ...[
      'scan scanned scanning',
      'search searched searching',
      'connect connected connecting',
      'turn turned turning',
    ],
    ...[
      'switch switched switching',
      'play played playing',
      'record recorded recording',
      'share shared sharing',
    ],
    ...[
      'remove removed removing',
      'set set setting',
      'restart restarted restarting',
      'reload reloaded reloading',
    ],
    ...[
      'refresh refreshed refreshing',
      'go went going',
      'pick picked picking',
      'plug plugged plugging',
      'put put putting',
    ],
    ...[
      'rename renamed renaming',
      'resize resized resizing',
      'tick ticked ticking',
      'untick unticked unticking',
    ],
    ...[
      'enable enabled enabling',
      'disable disabled disabling',
      'attach attached attaching',
      'view viewed viewing',
    ],
  ],
};

/** The masculine past: «открыл»; the others follow from it. */
const RUSSIAN_PAST: Readonly<Record<Weight, readonly string[]>> = {
  human: words(
    'нажал нажимал кликнул кликал щелкнул щелкал ткнул тыкал тыкнул выбрал выбирал ввел вводил вошел входил зашел заходил ' +
      'перешел переходил авторизовался залогинился набрал набирал перетащил прокрутил пролистал',
  ),
  usual: words(
    'открыл открывал запустил запускал включил включал сохранил сохранял загрузил загружал скачал скачивал выгрузил ' +
      'экспортировал импортировал распечатал напечатал вставил скопировал отсканировал',
  ),
  weak: words(
    'создал добавил удалил поменял изменил обновил установил закрыл отметил поставил подключил отключил выключил ' +
      'заполнил отредактировал перезагрузил перезапустил провел свернул развернул переименовал переключил',
  ),
};

const RUSSIAN: readonly (readonly [form: Form, weight: Weight, forms: string])[] = [
  [
    'self',
    'usual',
    'открываю открываем открываешь откроешь нажимаю нажимаем нажимаешь нажму нажмешь жму жмем жмешь захожу заходим ' +
      'заходишь зайдешь запускаю запускаем запускаешь запустишь выбираю выбираем выбираешь выберешь кликаю кликаем ' +
      'кликаешь кликнешь щелкаю щелкаем тыкаю тыкаем тыкаешь ввожу вводим вводишь введешь вхожу входим входишь ' +
      'перехожу переходим переходишь сохраняю сохраняем сохраняешь включаю включаем включаешь загружаю загружаем ' +
      'загружаешь скачиваю скачиваем экспортирую экспортируем импортирую импортируем выгружаю выгружаем ' +
      'распечатываю печатаю печатаем печатаешь авторизуюсь логинюсь логинимся вставляю копирую копируем ' +
      'перетаскиваю прокручиваю листаю сканирую сканируем создаю создаем создаешь',
  ],
  [
    'self',
    'weak',
    'набираю добавляю добавляем удаляю удаляем меняю меняем изменяю обновляю обновляем отмечаю ставлю закрываю ' +
      'закрываем подключаю подключаем отключаю выключаю заполняю заполняем редактирую сворачиваю разворачиваю ' +
      'провожу проводим переключаю устанавливаю перезагружаю',
  ],
  [
    'gerund',
    'usual',
    'открыв открывая нажав нажимая кликнув выбрав выбирая введя вводя войдя зайдя перейдя запустив запуская',
  ],
  [
    'order',
    'human',
    'нажмите нажми кликните кликни щелкните щелкни выберите выбери введите введи войдите войди зайдите зайди перейдите перейди',
  ],
  [
    'order',
    'weak',
    'откройте открой запустите запусти сохраните сохрани создайте создай добавьте добавь включите включи скачайте ' +
      'загрузите закройте закрой вставьте скопируйте распечатайте удалите установите',
  ],
  [
    'infinitive',
    'human',
    'нажать нажимать кликнуть кликать щелкнуть ткнуть выбрать ввести войти зайти перейти набрать перетащить',
  ],
  [
    'infinitive',
    'usual',
    'открыть открывать запустить запускать сохранить загрузить распечатать напечатать печатать экспортировать ' +
      'импортировать скачать выгрузить вставить скопировать отсканировать включить',
  ],
  [
    'infinitive',
    'weak',
    'создать добавить удалить изменить обновить установить закрыть отправить заполнить провести',
  ],
];

/** «открыл» is also «открыла» and «открыли», «зашел» «зашла», «залогинился» «залогинилась». */
const inAllGenders = (past: string): readonly string[] => {
  if (past.endsWith('шел')) return [past, `${past.slice(0, -2)}ла`, `${past.slice(0, -2)}ли`];
  if (past.endsWith('лся')) return [past, `${past.slice(0, -2)}ась`, `${past.slice(0, -2)}ись`];
  return [past, `${past}а`, `${past}и`];
};

const WEIGHTS = ['weak', 'usual', 'human'] as const;
const FORMS = ['base', 'past', 'gerund'] as const;

/** Every form of every word. */
export const DOING: ReadonlyMap<string, Doing> = new Map<string, Doing>([
  ...WEIGHTS.flatMap((weight) =>
    ENGLISH[weight].flatMap((row) =>
      words(row)
        .map((word, at): [string, Doing] => [word, { form: FORMS[at] ?? 'base', weight }])
        // "hit", "set" and "put" are their own past; they count as what is ordered as well.
        .toReversed(),
    ),
  ),
  ...WEIGHTS.flatMap((weight) =>
    RUSSIAN_PAST[weight]
      .flatMap(inAllGenders)
      .map((word): [string, Doing] => [word, { form: 'past', weight }]),
  ),
  ...RUSSIAN.flatMap(([form, weight, forms]) =>
    words(forms).map((word): [string, Doing] => [word, { form, weight }]),
  ),
]);
