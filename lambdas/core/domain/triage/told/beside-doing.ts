/** Words that stand beside what people do (doing-words.ts) and say whose it is; in small letters with one е for ё. */

const words = (text: string): readonly string[] => text.split(' ');

/** Who tells of themselves, or of anybody. */
export const SELF = new Set(words("i we you one i'm we're i've we've я мы ты"));

/** What may stand between the beginning of a clause, or who does it, and the doing. */
export const LEAD = new Set([
  ...words(
    'then and just also always usually simply again now next first firstly second secondly after that finally so',
  ),
  ...words(
    'am was are were have had today yesterday this morning step only still even immediately hello hi dear',
  ),
  ...words(
    'потом затем тогда сегодня вчера утром вечером снова опять далее после этого и а когда если как только просто',
  ),
  ...words(
    'сразу сначала сперва там сейчас теперь уже еще раз здравствуйте добрый день вечер доброе утро привет коллеги',
  ),
  ...words('во первых вторых третьих дважды'),
]);

/** After these somebody says under which doing it happens: "when I press", "while saving", «если нажать», «стоит открыть». */
export const WHENEVER = new Set([
  ...words('when whenever after if once while by upon on until before as soon time every each'),
  ...words('когда если после как только стоит каждый раз попытке пытаюсь пытаемся пробую пробуем'),
  ...words(
    'пытался пыталась пытались пробовал пробовала попробовал попробовала попробовали попытался попыталась',
  ),
]);

/** "I try to pair", «пытаюсь войти»: whatever comes behind is a step, but for what is tried with people. */
export const TRYING: ReadonlyMap<string, 'en' | 'ru'> = new Map([
  ...words('try tried trying').map((word) => [word, 'en'] as const),
  ...words(
    'пытаюсь пытаемся пытался пыталась пытались пробую пробуем пробовал пробовала пробовали попробовал попробовала ' +
      'попробовали попытался попыталась',
  ).map((word) => [word, 'ru'] as const),
]);
export const TRIED_WITH_PEOPLE = new Set([
  ...words(
    'call contact reach get understand find write email mail speak talk cancel be tell explain help figure ask',
  ),
  ...words('solve fix resolve do make'),
  ...words(
    'дозвониться связаться понять разобраться вернуть получить узнать найти написать решить объяснить',
  ),
  ...words('достучаться выяснить отменить позвонить спросить сделать исправить'),
]);

/** "Log" is a file, "sign" and "go" are many things: they do something only with one of these behind them. */
export const NEEDS_BEHIND: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  [
    ['log logged logging sign signed signing', 'in into on out up off'] as const,
    ['go went going', 'to into back'] as const,
    ['turn turned turning', 'on off it'] as const,
  ].flatMap(([forms, behind]) => words(forms).map((word) => [word, new Set(words(behind))] as const)),
);

/** "Opened a ticket", «создала обращение», «добавляю скриншот», «открыли вам доступ» are no steps. */
export const NO_OBJECT = new Set([
  ...words(
    'ticket tickets case request requests account complaint chat release you your this us issue incident for',
  ),
  ...words(
    'обращение обращения заявку заявки тикет тикеты вопрос претензию жалобу чат вам вас доступ к скриншот скрин',
  ),
  ...words('скриншоты лог логи фото видео аккаунт вашу ваш ваше руку надежду свет'),
]);

/** Nouns after «при»; only with what it is done to («при открытии файла», not «ошибка при запуске»). */
export const DOING_NOUNS = new Set(
  words(
    'нажатии открытии запуске попытке сохранении входе импорте экспорте загрузке печати обновлении переходе выборе ' +
      'вводе включении создании добавлении удалении закрытии отправке авторизации установке скачивании сканировании ' +
      'клике выгрузке копировании редактировании проведении формировании',
  ),
);
/** What follows such a noun without being its object. */
export const NO_NOUN_OBJECT = new Set(
  words(
    'программа приложение ошибка вылетает появляется возникает выдает пишет зависает висит все постоянно сразу иногда ' +
      'часто всегда не он она оно экран система выходит падает выскакивает показывает происходит и а но или то ничего у',
  ),
);

/** What items of a list ask of the desk: "Refund my money". */
export const WISHES = new Set(
  words(
    'refund return cancel give help fix tell explain call send make let get stop bring pay restore repair',
  ),
);

/** "Print does not work" orders nobody to print. */
export const NO_ORDER = new Set(
  words(
    "is are was were does doesn't doesnt did didn't not fails failed fail button has never takes won't can't cannot no " +
      'issue issues problem error and or screen page keeps crashes always gives',
  ),
);

/** Nouns that end as Russian verbs do. */
export const VERBLIKE = new Set(
  words(
    'канал портал журнал материал персонал раздел отдел школа сила детали модели правила цели недели файл файла ' +
      'проблем режим прием объем логин стол чехол узел кабель филиал терминал скорость',
  ),
);

/** "Scan the barcode", "Weigh it": behind a first word they make it one that is done. */
export const THINGS = new Set(words('the a an my your it this that any some all into both each'));
/** But for these. */
export const DOES_NOTHING = new Set(
  words(
    'is are was were do does did has have had can could will would should may must why when where what who how which all ' +
      'not in on at of for to from with and or if but near behind despite even only just about because since',
  ),
);
