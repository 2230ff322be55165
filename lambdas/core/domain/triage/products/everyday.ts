/** Words that name a product at one company and ordinary things everywhere: "server", "cloud", «облако». */

interface Everyday {
  /** In small letters; Russian ones in any case. */
  readonly words: RegExp;
  /** What stands before it, or behind it, where no product is meant; both on one line with it. */
  readonly before: RegExp;
  readonly after: RegExp;
}

const NEVER = /(?!)/u;

const SERVER: Everyday = {
  words: /^(?:servers?|сервер\p{L}{0,3}|serveurs?|servidor(?:es)?)$/u,
  before:
    /(?:^|[^\p{L}\p{N}])(?:internal|5\d\d|(?:proxy|mail|e-mail|smtp|imap|pop3?|web|http|dns|sql|database|db|ftp|file|print|licen[cs]e|remote|windows|linux|exchange|terminal|update|download|media|vpn|game|connect(?:ing|ed|ion)?|reach(?:ing)?|contact(?:ing)?)|(?:to|from|by|with|on|at|in) (?:the|your|our|a|this|that|another|my|their)|(?:to|from|by|with|on) |(?:к|ко|с|со|на|от|из|до|у|через) (?:(?:наш|ваш|удаленн|это|сво|друг|почтов)\p{L}{1,4} )?|(?:ошибк|ответ|адрес|имя|имен|соединени|подключени|отказ|сторон|врем|недоступност)\p{L}{0,4}|(?:почтов|веб|прокси|удаленн|файлов|терминальн|игров|внутренн)\p{L}{0,4}|серв|sql|smtp)[ -]?$/u,
  after:
    /^ (?:errors?|not found|(?:is |was |has |seems )?(?:busy|down|unavailable|unreachable|offline|overloaded|not responding)|timed? ?out|responses?|return(?:ed|s)|respond(?:ed|s)|repl(?:ied|ies)|reject(?:ed|s)|refused?|closed|side|address|name|rooms?|logs?|time|certificate|connection|(?:did|does|do)(?:n['’]t| not) (?:respond|reply|answer)|(?:времен|не )?(?:отвеча|ответ|вернул|верну|недоступ|отклон|разорв|занят|перегру|возвращ|выда))/u,
};

const CLOUD: Everyday = {
  words: /^(?:clouds?|облак\p{L}{0,3}|nuages?|nube)$/u,
  before:
    /(?:^|[^\p{L}\p{N}])(?:public|private|hybrid|tag|word|point|little|small|dark|gr[ea]y|white|blue|red|публичн\p{L}{1,3}|частн\p{L}{1,3}|маленьк\p{L}{1,3})[ -]?$/u,
  after:
    /^ (?:providers?|computing|icons?|symbol|infrastructure|native|tags?|functions?|hosting|with a|тегов|точек|слов|mail|мэйл|со? знач|на (?:иконк|значк))/u,
};

const MOBILE: Everyday = {
  words: /^(?:mobiles?|mob|cell|мобильн\p{L}{1,3}|мобил[аеуы]|mobil|móvil)$/u,
  before:
    /(?:^|[^\p{L}\p{N}])(?:(?:on|by|via|from|with|to|tel|phone|call|text|my|his|her|your|our|their|мой|на|по|с)\.?,?(?: (?:my|his|her|your|our|their|a|the|мой|ваш|наш))?)[ /]$/u,
  after:
    /^(?: ?[:.–—-]| ?\(?(?:\+\d|\d{3,}|0\d)| (?:phones?|numbers?|no|networks?|data|internet|devices?|operators?|carriers?|browsers?|connection|line|телефон|номер|интернет|связ|оператор|сет))/u,
};

const DESKTOP: Everyday = {
  words: /^(?:desktops?)$/u,
  before:
    /(?:^|[^\p{L}\p{N}])(?:remote|virtual|(?:on|to|from|onto|of|at|in)(?: (?:my|the|your|our|a|his|her|their|this|that))?|my|your|his|her|our|their) $/u,
  after:
    /^ (?:pcs?|computers?|icons?|shortcuts?|background|wallpaper|folders?|screens?|machines?|environments?|resolution|(?:and|or) (?:laptop|notebook))/u,
};

/** Nothing about their neighbours tells; they yield to any other name. */
const OTHERS: Everyday = {
  words:
    /^(?:apps?|applications?|programs?|programmes?|software|web|websites?|sites?|portals?|clients?|accounts?|services?|office|phones?|e?-?mail|online|shop|store|home|pro|studio|приложени\p{L}{1,3}|программ\p{L}{1,3}|сайт\p{L}{0,3}|портал\p{L}{0,3}|клиент\p{L}{0,3}|кабинет\p{L}{0,3}|сервис\p{L}{0,3}|почт\p{L}{1,3}|телефон\p{L}{0,3}|магазин\p{L}{0,3})$/u,
  before: NEVER,
  after: NEVER,
};

const EVERYDAY: readonly Everyday[] = [SERVER, CLOUD, MOBILE, DESKTOP, OTHERS];

/** One of many, or somebody else's: "a cloud", "Google Cloud", «Яндекс Облако». */
const ANY_OR_OTHERS =
  /(?:^|[^\p{L}\p{N}])(?:an?|any|another|some|every|each|other|google|amazon|aws|azure|microsoft|windows|oracle|ibm|adobe|creative|apple|sap|salesforce|alibaba|yandex|яндекс|любо[йе]|друго[йе]|какой-то|какое-то|чуж\p{L}{1,3})[ .-]$/u;

/** Parts of an address, a path, a file's name or a compound: "server.example.com", "/Desktop/", "cloud-based". */
const JOINED_BEFORE = /[\p{L}\p{N}][.@_-]$|[/\\]$/u;
const JOINED_AFTER = /^[.@_-][\p{L}\p{N}]|^[/\\]/u;

/** As much around a word as is looked at. */
const AROUND = 60;

/** Where a word stands in a lowered text: from one position to before the other. */
export type Span = readonly [from: number, to: number];

/** What stands before and behind a span on its line. */
export const around = (lower: string, [from, to]: Span): readonly [before: string, after: string] => {
  const before = lower.slice(Math.max(0, from - AROUND), from);
  const after = lower.slice(to, to + AROUND);
  return [before.slice(before.lastIndexOf('\n') + 1), after.split('\n', 1).join('')];
};

export const isEveryday = (name: string): boolean => EVERYDAY.some(({ words }) => words.test(name));

/** The word at this place is the ordinary one, whatever a company sells. */
export const isOrdinary = (lower: string, span: Span): boolean => {
  const [before] = around(lower, span);
  const after = lower.slice(span[1], span[1] + AROUND).replaceAll(/\s+/g, ' ');
  if (ANY_OR_OTHERS.test(before) || JOINED_BEFORE.test(before) || JOINED_AFTER.test(after)) return true;
  const word = lower.slice(...span);
  const known = EVERYDAY.find(({ words }) => words.test(word));
  return known !== undefined && (known.before.test(before) || known.after.test(after));
};
