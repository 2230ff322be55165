/** What people write when they are asked for something and that gives nothing of it: greetings, promises, questions back. */
import { isThanks } from '../../ticket/thanks.ts';
import { sentencesOf } from '../sentences.ts';
import { isLeftToFile, linesOf, lowered, saysNothing } from '../text.ts';

const NAME = String.raw`(?:[ ,]{1,3}\p{L}{2,20}){0,2}`;

/** A whole sentence, in small letters with one е for ё. English and Russian first. */
const WHOLE: readonly string[] = [
  `(?:hi|hello|hey|dear|greetings|good (?:morning|day|afternoon|evening))(?: there| all| team)?${NAME}`,
  `(?:здравствуйте|здравствуй|приветствую|привет|добр(?:ый|ое|ого) (?:день|вечер|утро|дня|вечера|времени суток))${NAME}`,
  `(?:добрий день|вітаю|hallo|guten (?:tag|morgen|abend)|bonjour|hola|buenos dias|buenos días)${NAME}`,
  '(?:(?:ok|okay|okey|k|fine|good|alright|sure|got it|understood|noted|will do|one moment|just a moment|wait|hold on)(?:[ ,]|$)){1,4}(?:please)?',
  '(?:(?:ок|окей|хорошо|ладно|понял[аи]?|понятно|ясно|принято|угу|ага|сделаю|секунду|минуту|одну минуту|минутку|подождите|жду|ждем)(?:[ ,]|$)){1,4}',
  '(?:(?:the )?same|as before|same as before|as always|то же самое|так же|как раньше|как обычно|как всегда)',
];

/** Anywhere in a sentence. */
const ANYWHERE: readonly string[] = [
  // Promises.
  String.raw`(?:i|we)(?:'ll| will| shall| am going to| are going to|'m going to)(?: \p{L}{2,12})? (?:check|look|send|see|write|find|get back|ask|let you|tell|forward|provide|reply|answer|call|upload|attach|come back|update you|try|be back|be able|have a look|do (?:it|that|so)|know|post)`,
  'let me (?:check|look|see|ask|find)',
  String.raw`(?:will|to) (?:send|follow|check|be sent|let you know)(?! \p{L}{1,12} to)(?: \p{L}{1,12}){0,3} (?:later|soon|tomorrow|today|tonight|shortly|asap)`,
  '(?:later today|coming soon|will follow|in a moment|in a minute|as soon as i (?:can|am|get|have)|when i (?:am|get) (?:back|home|there|in the office))',
  '(?:вышлю|вышлем|пришлю|пришлем|скину|скинем|отправлю|отправим|посмотрю|посмотрим|проверю|проверим|уточню|уточним|узнаю|узнаем|гляну|напишу|напишем|сообщу|сообщим|перезвоню|отвечу|ответим|дам знать|постараюсь|поищу|спрошу|выясню)',
  '(?:чуть позже|попозже|скоро буду|в течение дня|завтра буду)',
  // Wishes.
  '(?:call|phone|ring|contact) me|(?:please|just) (?:hurry|help|fix|close|call|do|cancel)|hurry up|fix it|as soon as possible|asap',
  'перезвоните|позвоните|свяжитесь|поторопитесь|поскорее|побыстрее|помогите|почините|закройте|исправьте|разберитесь|верните|срочно|подскажите|объясните|расскажите',
  // It is over.
  "(?:it|this|that|problem|issue|everything|all|error)(?:'s| is| was| has been| has| got)?(?: now| already)? (?:fixed|solved|resolved|gone|sorted|works|working|ok|okay|fine)(?: (?:now|again|already|itself))?",
  'no longer (?:needed|relevant|an issue)|never ?mind|please close|you can close',
  String.raw`(?:проблема|вопрос|ошибка|все|само|сама)(?: \p{L}{2,10}){0,2} (?:решил|решен|исчез|пропал|исправил|заработал|работает|починил|прошл)`,
  'уже (?:работает|заработал|не нужно|не надо|неактуально)|неактуально|больше не (?:нужно|надо|актуально)|можно закры',
  // It was said before.
  '(?:i|we) (?:have )?(?:already|just) (?:told|sent|wrote|written|given|said|answered)|see my (?:first|last|previous)',
  String.raw`(?:я|мы)? ?уже (?:\p{L}{2,8} )?(?:писал|отвечал|говорил|указывал|сообщал|отправлял|присылал)`,
];

/** Helplessness beyond what text.ts knows: "what do you mean", "I have no access to it". */
const HELPLESS = [
  "what do you mean|no (?:access|idea|clue)|(?:don'?t|do not|didn'?t|can'?t|cannot|could not|couldn'?t) (?:know|remember|understand|find|see|tell|access)",
  '(?:нет|не имею) доступа|не (?:знаю|помню|понимаю|понял[аи]?|могу (?:найти|понять|посмотреть|сказать)|нашел|нашла|нашли|вижу)|без понятия|понятия не имею',
];

const anyOf = (
  sources: readonly string[],
  [before, after]: readonly [before: string, after: string],
): RegExp => new RegExp(`${before}(?:${sources.join('|')})${after}`, 'u');

const IS_WHOLE = anyOf(WHOLE, ['^', String.raw`[\s.,!…)]{0,6}$`]);
const HAS = anyOf(ANYWHERE, [String.raw`(?<![\p{L}\p{N}])`, '']);
const IS_HELPLESS = anyOf(HELPLESS, [String.raw`(?<![\p{L}\p{N}])`, String.raw`(?![\p{L}])`]);
const CLOSING = anyOf(
  [
    '(?:(?:best|kind|warm|kindest)(?: regards| wishes)?|regards|sincerely|yours(?: \\p{L}{3,10})?|cheers)',
    '(?:с уважением|всего доброго|с наилучшими пожеланиями|mit freundlichen gr(?:ü|u)(?:ß|ss)en|viele gr(?:ü|u)(?:ß|ss)e|cordialement|saludos|з повагою)',
  ],
  [String.raw`^\s{0,4}`, String.raw`(?:[ ,]{1,3}\p{L}{2,20}){0,3}[\s.,!]{0,4}$`],
);
/** "Why?", also in brackets or quotes; an address may have a question mark within. */
const ASKING = /\?[)"»”!?\s]{0,4}$/u;
/** Whoever is helpless and goes on with one of these says something after all. */
const AFTER_ALL =
  /\d|(?<!\p{L})(?:but|maybe|probably|i think|но|вроде|кажется|наверное|возможно|думаю)(?!\p{L})/u;

const plainly = (text: string): string => lowered(text).replaceAll('’', "'").trim();

/** What stands below is a name, a place and a telephone. */
export const isClosing = (line: string): boolean => CLOSING.test(plainly(line.slice(0, 100)));

interface Said {
  readonly text: string;
  /** Where it stands in the whole. */
  readonly from: number;
}

/** Whoever has not answered within so many lines and sentences has written something else. */
const READ_MOST = 100;

/** The sentences of an answer, without what stands below a closing formula. */
const saidIn = (text: string): readonly Said[] => {
  const lines = linesOf(text).slice(0, READ_MOST);
  const closing = lines.findIndex((line) => isClosing(line.text));
  return lines
    .slice(0, closing === -1 ? lines.length : closing)
    .flatMap((line) =>
      sentencesOf(line.text).map(({ from, to }) => ({
        text: line.text.slice(from, to),
        from: line.position + from,
      })),
    )
    .slice(0, READ_MOST);
};

/** Nothing is given by a sentence; of a long one only the beginning is looked at. */
const SENTENCE_MOST = 300;
const givesNothing = (sentence: string, hasFiles: boolean): boolean => {
  const plain = plainly(sentence.slice(0, SENTENCE_MOST));
  return (
    !/[\p{L}\p{N}]/u.test(plain) ||
    IS_WHOLE.test(plain) ||
    HAS.test(plain) ||
    saysNothing(sentence) ||
    isThanks(sentence) ||
    (isLeftToFile(sentence) && !hasFiles)
  );
};

/** Greetings, thanks and the like, which stand between answers without being one. */
export const isPleasantry = (line: string): boolean => IS_WHOLE.test(plainly(line)) || isThanks(line);

/** The sentences of an answer that may give something; none when it asks back. */
export const givingIn = (text: string, hasFiles: boolean): readonly Said[] => {
  const all = saidIn(text);
  const giving = all.filter((said) => !ASKING.test(said.text) && !givesNothing(said.text, hasFiles));
  const isHelpless = all.some(
    ({ text: one }) => saysNothing(one) || IS_HELPLESS.test(plainly(one.slice(0, SENTENCE_MOST))),
  );
  return isHelpless ? giving.filter((said) => AFTER_ALL.test(plainly(said.text))) : giving;
};

/** Whether any sentence asks back. */
export const asksBack = (text: string): boolean => saidIn(text).some((said) => ASKING.test(said.text));
