/** What people write when they are asked for something and give nothing of it; in small letters with one е for ё. */
import { HELPLESS } from '../nothing-words.ts';

const anyOf = (
  sources: readonly string[],
  [before, after]: readonly [before: string, after: string],
): RegExp => new RegExp(`${before}(?:${sources.join('|')})${after}`, 'u');

const WHOLE = ['^', String.raw`[\s.,!…)]{0,6}$`] as const;
const ANYWHERE = [String.raw`(?<![\p{L}\p{N}])`, ''] as const;

const NAME = String.raw`(?:[ ,]{1,3}\p{L}{2,20}){0,2}`;
const NEXT = String.raw`(?:[ ,]{1,3}|(?=[\s.,!…)]{0,6}$))`;

/** Sentences that greet, agree or ask for patience. English and Russian first. */
export const COURTESY = anyOf(
  [
    `(?:hi|hello|hey|dear|greetings|good (?:morning|day|afternoon|evening))(?: there| all| team)?${NAME}`,
    `(?:здравствуйте|здравствуй|приветствую|привет|добр(?:ый|ое|ого) (?:день|вечер|утро|дня|вечера|времени суток))${NAME}`,
    `(?:добрий день|вітаю|hallo|guten (?:tag|morgen|abend)|bonjour|hola|buenos dias|buenos días)${NAME}`,
    `(?:(?:ok|okay|okey|k|fine|good|alright|sure|got it|understood|noted|will do|on it|one moment|just a moment|one second|one sec|wait|hold on)${NEXT}){1,4}(?:please)?`,
    `(?:(?:ок|окей|хорошо|ладно|понял[аи]?|понятно|ясно|принято|угу|ага|сделаю|секунду|секундочку|минуту|одну минуту|минутку|минуточку|подождите)${NEXT}){1,4}(?:пожалуйста)?`,
  ],
  WHOLE,
);

/** "I will …" and its like, without what is promised. */
export const PROMISED_EN: readonly string[] = [
  ...['check', 'look', 'send', 'see', 'write', 'find', 'get back', 'ask', 'let you', 'tell', 'forward'],
  ...['provide', 'reply', 'answer', 'call', 'upload', 'attach', 'come back', 'update you', 'try', 'be back'],
  ...['be able', '(?:have|take) a look', 'do (?:it|that|so)', 'know', 'post'],
];
export const PROMISED_RU: readonly string[] = [
  ...['вышлю', 'вышлем', 'пришлю', 'пришлем', 'скину', 'скинем', 'отправлю', 'отправим', 'посмотрю'],
  ...['посмотрим', 'проверю', 'проверим', 'уточню', 'уточним', 'узнаю', 'узнаем', 'гляну', 'глянем'],
  ...['напишу', 'напишем', 'отпишусь', 'отпишемся', 'сообщу', 'сообщим', 'перезвоню', 'отвечу', 'ответим'],
  ...['дам знать', 'постараюсь', 'поищу', 'поищем', 'спрошу', 'спросим', 'выясню', 'выясним', 'приложу'],
  ...['приложим', 'прикреплю', 'прикрепим'],
];

const PROMISES: readonly string[] = [
  String.raw`(?:i|we)(?:'ll| will| shall| am going to| are going to|'m going to| need to| have to)(?: \p{L}{2,12})? (?:${PROMISED_EN.join('|')})`,
  `(?<=^\\s{0,3})will (?:${PROMISED_EN.join('|')})`,
  `let me (?:${['check', 'look', 'see', 'ask', 'find'].join('|')})`,
  String.raw`(?<!you (?:(?:need|have|want|are|ought) )?)(?:will|to) (?:send|follow|check|be sent|let you know)(?! \p{L}{1,12} to)(?: \p{L}{1,12}){0,3} (?:later|soon|tomorrow|today|tonight|shortly|asap)`,
  '(?:later today|coming soon|will follow|in a moment|in a minute|as soon as i (?:can|am|get|have)|when i (?:am|get) (?:back|home|there|in the office))',
  `(?:${PROMISED_RU.join('|')})`,
  '(?:чуть позже|попозже|скоро буду|в течение дня|завтра буду)',
];

/** Anywhere in a sentence. */
export const PROMISE = anyOf(PROMISES, ANYWHERE);

/** Sentences that say again, or wait for the desk. */
export const NOTHING_NEW = anyOf(
  [
    '(?:(?:the )?same|as before|same as before|as always|то же самое|так же|как раньше|как обычно|как всегда)',
    '(?:жду|ждем)',
  ],
  WHOLE,
);

/** Anywhere in a sentence: what to do, that it is over, and that it was said before. */
export const ANOTHER_MATTER = anyOf(
  [
    '(?:call|phone|ring|contact) me|(?:please|just) (?:hurry|help|fix|close|call|do|cancel)|hurry up|fix it|as soon as possible|asap',
    'перезвоните|позвоните|свяжитесь|поторопитесь|поскорее|побыстрее|помогите|почините|закройте|исправьте|разберитесь|верните|срочно|подскажите|объясните|расскажите',
    "(?:it|this|that|problem|issue|everything|all|error)(?:'s| is| was| has been| has| got)?(?: now| already)? (?:fixed|solved|resolved|gone|sorted|works|working|ok|okay|fine)(?: (?:now|again|already|itself))?",
    'no longer (?:needed|relevant|an issue)|never ?mind|please close|you can close',
    String.raw`(?:проблема|вопрос|ошибка|все|само|сама)(?: \p{L}{2,10}){0,2} (?:решил|решен|исчез|пропал|исправил|заработал|работает|починил|прошл)`,
    'уже (?:работает|заработал|не нужно|не надо|неактуально)|неактуально|больше не (?:нужно|надо|актуально)|можно закры',
    '(?:i|we) (?:have )?(?:already|just) (?:told|sent|wrote|written|given|said|answered)|see my (?:first|last|previous)',
    String.raw`(?:я|мы)? ?уже (?:\p{L}{2,8} )?(?:писал|отвечал|говорил|указывал|сообщал|отправлял|присылал)`,
  ],
  ANYWHERE,
);

/** Anywhere in a sentence: who does not know, or does not understand, find or see what is asked for. */
export const IS_HELPLESS = anyOf(
  [
    HELPLESS,
    "what do you mean|no access|(?:don'?t|do not|didn'?t|can'?t|cannot|could not|couldn'?t) (?:understand|find|see|access)",
    '(?:нет|не имею) доступа|не (?:понимаю|понял[аи]?|могу (?:найти|понять|посмотреть)|нашел|нашла|нашли|вижу)',
  ],
  [String.raw`(?<![\p{L}\p{N}])`, String.raw`(?![\p{L}])`],
);

/** What stands below is a name, a place and a telephone. */
export const CLOSING = anyOf(
  [
    '(?:(?:best|kind|warm|kindest)(?: regards| wishes)?|regards|sincerely|yours(?: \\p{L}{3,10})?|cheers)',
    '(?:с уважением|всего доброго|с наилучшими пожеланиями|mit freundlichen gr(?:ü|u)(?:ß|ss)en|viele gr(?:ü|u)(?:ß|ss)e|cordialement|saludos|з повагою)',
  ],
  [String.raw`^\s{0,4}`, String.raw`(?:[ ,]{1,3}\p{L}{2,20}){0,3}[\s.,!]{0,4}$`],
);
