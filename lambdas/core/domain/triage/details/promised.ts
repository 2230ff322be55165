/**
 * Whether somebody promises an answer, agrees, greets or thanks, and says nothing else. Every word of it is in these
 * tables; whatever else they say is news.
 */
import { isThanks, THANKS } from '../../ticket/thanks.ts';
import { COURTESY, PROMISE, PROMISED_EN, PROMISED_RU } from './empty-answer-words.ts';
import { plainly, saidIn } from './empty-answers.ts';

const wordsOf = (...lists: readonly string[]): readonly string[] =>
  lists.join(' ').match(/[\p{L}\p{N}][\p{L}\p{N}'-]*/gu) ?? [];

/** They are an answer by themselves, and give nothing. */
const ALONE: ReadonlySet<string> = new Set([
  ...THANKS,
  ...wordsOf(
    'ok okay okey k sure alright understood noted hi hello hey dear later soon shortly in advance',
    'ок окей хорошо ладно понял поняла понятно ясно принято сделаю секунду секундочку минутку минуточку здравствуйте',
    'сейчас щас скоро позже попозже потом чуть немного заранее',
  ),
]);

/** They give nothing beside a promise: who, when and how, and what was asked for. */
const BESIDE: ReadonlySet<string> = new Set(
  wordsOf(
    ...PROMISED_EN,
    "i'm i'll we're we'll",
    'i we you he she it its them they this that these those the a an me my our and or then to for of from with on',
    'in at by now so very much please will into out over up about as if when once after before until till again',
    'would shall am is are be going need have has had get got can could let do doing make take give checking',
    'looking asking sending ready done here there today tonight tomorrow morning afternoon evening night day days',
    'week weekend monday tuesday wednesday thursday friday saturday sunday minute minutes moment second hour hours',
    'few couple little bit while asap quickly immediately gladly definitely certainly right away back time free',
    'next best chance delay sorry yes yeah yep fine good great course all just also still everything',
    'something information info data details detail missing requested required answers question questions version',
    'number screenshot screenshots picture pictures photo photos video log logs file files steps link text message',
    'mail email support team colleague colleagues husband wife son daughter partner accountant friend father mother',
    'assistant sysadmin admin administrator',
    ...PROMISED_RU,
    'я мы вы вам вас большое пожалуйста мне нам его ее их это этот эту этого то так и или а тогда как только когда',
    'если после до в во на у к с со за по из о об про для от же да конечно обязательно непременно сразу быстро еще',
    'раз сегодня завтра послезавтра вечером утром днем ночью вечеру утру вечера утра обеда обедом дня день дней',
    'понедельник вторник среду четверг пятницу субботу воскресенье понедельника вторника среды четверга пятницы',
    'субботы воскресенья выходных выходные неделе недели неделю час часа часов часик полчаса полчасика минут минуту',
    'минуты пару несколько при первой возможности возможность время времени ближайшее ближе буду будет будем смогу',
    'сможем могу можем попробую сделаем найду найдем добавлю добавим вернусь соберу соберем доберусь доеду приеду',
    'приду освобожусь окажусь сниму сфотографирую посмотреть проверить уточнить узнать спросить прислать выслать',
    'отправить скинуть найти ответить написать извините простите прошу прощения задержку все нужно надо нужное',
    'нужную недостающее остальное информацию инфо данные детали подробности ответ ответы вопрос вопросы версию',
    'версия номер скриншот скриншоты скрин скрины снимок фото видео лог логи файл файлы шаги ссылку текст коллеги',
    'коллег коллегой админа админом администратора администратором сисадмина бухгалтера начальника руководителя',
    'директора жены мужа сына дочери программиста программистов системного нашего своего добрый здравствуйте',
    'уважаемые',
  ),
);

/** Where somebody is, and at what time: only so, for "Home" may be an edition, and 5 a version. */
const ASIDE = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:${[
    "(?:not |back )?(?:at|in|near|by|from|on|to|get|be|am|i'm) (?:the |my |our |a )?(?:home|work|computer|desk|pc|laptop|office|phone|road|way|train|bus|car|meeting|call|trip|vacation|holiday|leave)",
    "(?:do not|don't) have (?:it|that|them|this) (?:at hand|here|with me|on me)",
    String.raw`(?:не |нет )?(?:за|у|до|к|на|с|от|из|в|под) (?:комп\p{L}{0,7}|ноутбук\p{L}{0,2}|рабочем месте|работ[еуы]|дома?|офис[еау]?|дорог[еу]|рулем|отпуск[еа]|встреч[еи]|совещани[ия]|руками|рукой)`,
    '(?:не )?дома|домой',
    String.raw`(?:at|by|after|before|around|until|till|in|within|в|к|до|после|через|около) \d{1,2}(?::\d\d)?(?: ?(?:am|pm|o'clock|min|minutes?|hours?|days?|мин|минут\p{L}?|ч|час\p{L}{0,2}|дн\p{L}{1,2}|день|утра|вечера))?(?![.,:]\d)`,
  ].join('|')})(?![\p{L}\p{N}])`,
  'gu',
);

const isCourtesy = (said: string): boolean => COURTESY.test(plainly(said)) || isThanks(said);

const withoutAside = (said: string): string => plainly(said).replaceAll(ASIDE, ' ');

const isPromise = (said: string, words: readonly string[]): boolean =>
  PROMISE.test(said) && words.every((word) => ALONE.has(word) || BESIDE.has(word));

/** Whoever writes more says something. */
const LONGEST = 500;

/** "I will look", behind a label too. */
export const isMerePromise = (said: string): boolean => {
  if (said.length > LONGEST) return false;
  const rest = withoutAside(said);
  return isPromise(rest, wordsOf(rest));
};

/** They agree. */
const SMILES = /[🙂😊😀😉👍👌🙏🤝❤🎉👋]\p{EMod}?\uFE0F?/gu;
/** Other pictures may say anything. */
const PICTURES = /\p{Extended_Pictographic}/u;

/** As isMerePromise, or not even that: "ok, thanks". `author`: the name that may stand below it. */
export const isMerelyPolite = (text: string, author: string): boolean => {
  if (text.length > LONGEST || text.includes('?')) return false;
  const spoken = text.replaceAll(SMILES, ' ok ');
  if (PICTURES.test(spoken)) return false;
  const names = wordsOf(plainly(author));
  const besideNames = (said: string): readonly string[] =>
    wordsOf(plainly(said)).filter((word) => !names.includes(word));
  const sentences = saidIn(spoken)
    .map((said) => said.text)
    .filter((sentence) => besideNames(sentence).length > 0);
  const clauses = sentences.filter((one) => !isCourtesy(one)).flatMap((one) => one.split(/(?<=[,;])\s/u));
  const rest = withoutAside(clauses.filter((one) => !isCourtesy(one)).join(' '));
  const words = besideNames(rest);
  if (words.every((word) => ALONE.has(word))) return sentences.length > 0;
  return isPromise(rest, words);
};
