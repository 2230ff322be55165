/** Words around numbers that say whether they are versions; in small letters with one е for ё. */
import { slipsBetween } from '../products/misspelt.ts';

/** What a word in front of a number makes of it. */
export type WordRole =
  | 'version'
  /** As `version`, but often said of something else: "the release 3 days ago". */
  | 'build'
  /** "Updated to 5.2". */
  | 'update'
  /** "The app", «программы»: whose version it is, when no name says it. */
  | 'app'
  /** Belongs to "version" and says nothing more: "is", "number". */
  | 'filler'
  | 'article'
  /** "The version I use is 5.2". */
  | 'verb'
  | 'in'
  | 'to'
  | 'from'
  /** "The old version 5.1", "it worked in version 5.1". */
  | 'old'
  | 'now'
  /** "Section 3.2.1", "tel. 555.123.4567". */
  | 'other';

const ROWS: Readonly<Record<WordRole, string>> = {
  version: 'v ver верс вер versionsnummer softwareversion programmversion appversion',
  build: 'build release rel сборка сборки сборке сборку билд релиз релиза релизе',
  update: '',
  app: `app apps application program programme programm software client product tool extension plugin addon
    anwendung logiciel aplicacion programa приложение приложения приложении программа программы программе программу
    по клиент клиента клиенте продукт продукта расширение расширения плагин плагина софт софта обеспечения
    програми застосунку`,
  filler: `is was its s number num no nr ist est es numero nummer номер это номером программного pro home
    enterprise edition lts x64 x86 64-bit корпоративная`,
  article: 'of the a my our your this у меня нас моя наша der die das la le el',
  verb: `i we am are use used using have got run running installed that which стоит установлена установлен
    используем использую используется которая я мы сама`,
  in: 'in on at with under в во под mit bei dans sur en con',
  to: 'to на до auf zu vers à hasta',
  from: 'from с со von desde de',
  old: `old older previous prior earlier former worked works before instead вместо раньше старая старой старую прошлая
    прошлой прошлую предыдущая предыдущей предыдущую работал работала работало работали прежней прежняя была был стояла
    alte alten ancienne`,
  now: 'now current currently сейчас теперь текущая текущей актуальная jetzt maintenant ahora',
  other: `section sections sec chapter clause paragraph para article art item point page p pp figure fig table
    step line phone telephone tel fax cell call ip address host price cost invoice order contract ticket error
    code license licence раздел раздела разделе разделу пункт пункта пункте пункту п пп подпункт глава главе главы
    статья статье статьи ст стр страница странице рис таблица таблице шаг тел телефон телефону моб факс звоните
    адрес адресу цена сумма сумму договор договора договору счет заказ ошибка код abschnitt kapitel telefon schritt punkt étape paso sección artículo room key ключ кабинет инн дом ул улица`,
};

const ROLE_OF: ReadonlyMap<string, WordRole> = new Map(
  Object.entries(ROWS).flatMap(([role, words]) =>
    words.split(/\s+/u).map((word): [string, WordRole] => [word, role as WordRole]),
  ),
);

const VERSION = /^(?:versi[oó]n(?:e[ns]?|s)?|верси(?:я|и|ю|ей|ях|й|ям)|версі(?:я|ї|ю|єю))$/u;
const UPDATE =
  /^(?:updat(?:ed?|ing)|upgrad(?:ed?|ing)|downgraded?|migrated?|switched|moved|patch|hotfix|патч|обнов(?:ил|лен|лял)\p{L}{0,5}|переш(?:ел|ла|ли)|откатил\p{L}{0,3}|aktualisiert|actualizad[oa])$/u;
/** Long enough that one slip makes no other word of it. */
const WELL_KNOWN = ['version', 'версия', 'версию', 'версии'];

const isMisspelt = (word: string): boolean =>
  word.length >= 5 &&
  word.length <= 9 &&
  WELL_KNOWN.some((known) => known[0] === word[0] && slipsBetween(known, word, 1) <= 1);

/** Null: a word like any other. */
export const roleOf = (word: string): WordRole | null => {
  const known = ROLE_OF.get(word);
  if (known !== undefined) return known;
  if (VERSION.test(word)) return 'version';
  if (UPDATE.test(word)) return 'update';
  return isMisspelt(word) ? 'version' : null;
};

/** Words that end with a full stop in front of their number. */
export const ABBREVIATED: ReadonlySet<string> = new Set(
  'v ver vers no nr num rel sec art p pp fig tel в вер верс п пп ст стр рис тел моб'.split(' '),
);

/** A sentence with one of them, or with a product, speaks of versions. */
export const SPEAKS_OF_VERSIONS: ReadonlySet<WordRole> = new Set<WordRole>([
  'version',
  'build',
  'update',
  'app',
]);

/** "Since 10.4.11 it fails". */
export const SINCE: ReadonlySet<string> = new Set(['since', 'начиная', 'seit', 'depuis', 'desde']);

/** Time, money and measures: the number before them counts them. */
const MEASURES = String.raw`[%$€£₽°] ms s sec(?:ond)?s? min(?:ute)?s? h(?:ou)?rs? h days? weeks? months? years? am pm
  times? usd eur gbp rub dollars? euros? pounds? rupees? rupiah percent thousand million billion
  [kmgt]i?b(?:ytes?)? [kmg]?hz bits? px pixels? mm cm km kg inch(?:es)? st nd rd th
  jan(?:uary)? feb(?:ruary)? mar(?:ch)? apr(?:il)? may june? july? aug(?:ust)? sept?(?:ember)? oct(?:ober)?
  nov(?:ember)? dec(?:ember)? сек(?:унд\p{L}{0,2})? мин(?:ут\p{L}{0,2})? ч час(?:а|ов)? дн(?:я|ей) день
  сут(?:ки|ок) недел\p{L}{1,2} месяц\p{L}{0,2} год(?:а|у)? лет раза? р руб\p{L}{0,4} коп\p{L}{0,4}
  доллар\p{L}{0,2} евро процент\p{L}{0,2} тыс\p{L}{0,4} млн млрд милли\p{L}{2,6} [кмгт]б [кмг]?гц
  [а-я]{2,4}байт\p{L}{0,2} пикс\p{L}{0,5} бит январ[яь] феврал[яь] марта? апрел[яь] ма[йя] июн[яь] июл[яь]
  августа? сентябр[яь] октябр[яь] ноябр[яь] декабр[яь] утра вечера ночи
  tagen? wochen? monaten? jahren? stunden? minuten uhr jours? semaines? mois ans? heures? días? semanas?
  mes(?:es)? años? horas? дні(?:в)? тижн\p{L}{1,3} місяц\p{L}{1,3} гривень грн`;
const MEASURE = new RegExp(`^(?:${MEASURES.split(/\s+/u).join('|')})$`, 'u');
/** What is counted beside: "release 3 licences"; "in version 10 users cannot log in" counts nobody. */
const COUNTED =
  /^(?:users?|people|persons?|licen[cs]es?|seats?|copies|pieces?|files?|floors?|pcs|items?|пользовател\p{L}{1,2}|человека?|лиценз\p{L}{1,2}|копи\p{L}{1,2}|мест\p{L}{0,2}|шт|штук\p{L}{0,1}|файл\p{L}{0,2}|этаж\p{L}{0,2})$/u;

export const isMeasure = (word: string): boolean => MEASURE.test(word);
export const isCounted = (word: string): boolean => COUNTED.test(word);
