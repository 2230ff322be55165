/** What people write where an answer belongs, and that answers nothing; in small letters with one е for ё. */

/** Nothing else is said. English, Russian, Ukrainian, German, French, Spanish. */
export const NO_ANSWER: ReadonlySet<string> = new Set(
  `n/a, n.a, na, idk, dunno, tbc, not needed, нету, нет данных, не важно, не нужно, none, no, nothing,
  nope, unknown, tbd, tba, todo, xxx, x.x, x.x.x, x.y, x.y.z, not specified, not given, not applicable,
  not known, forgot, i forgot, see below, see above, нет, хз, х/з, неизвестно, неизвестна, неизвестен,
  неизвестны, не указано, не указан, не указана, не указаны, не заполнено, не задано, отсутствует,
  отсутствуют, прочерк, не применимо, неприменимо, н/д, забыл, забыла, см. ниже, см. выше, см ниже,
  см выше, смотрите ниже, смотри ниже, х.х, х.х.х, невідомо, немає, не вказано, keine, keine angabe, k.a,
  unbekannt, siehe unten, aucune, inconnu, inconnue, voir ci-dessous, ninguno, ninguna, desconocido,
  desconocida, ver abajo`.split(/,\s+/u),
);

/** What somebody says who does not know; the rest says of what, or why. */
export const HELPLESS = [
  ...["(?:have |(?:i've )?got |with |absolutely )?no (?:idea|clue)", 'not (?:really |quite )?sure'],
  `(?:do not|don'?t|did not|didn'?t) (?:really )?(?:know|remember|recall)`,
  `(?:can'?t|can ?not|could not|couldn'?t) (?:remember|recall|tell|say|find (?:it|that|this|the|where|out))`,
  ...['unsure', 'hard to (?:say|tell)'],
  ...[
    '(?:точно )?не (?:знаю|знаем|помню|помним|уверена?|в курсе|мо(?:гу|жем) (?:сказать|вспомнить)|под?скажу)',
    'трудно сказать',
  ],
  ...['(?:не имею )?(?:ни малейшего )?понятия(?: не имею)?', 'без понятия', 'затрудняюсь'],
  ...[
    'не наш(?:ел|ла|ли)(?=$|,? (?:где|как|этого|ее|его|такого))',
    'не (?:знаю|пам.ятаю)',
    'гадки не маю',
    'keine ahnung',
    'wei(?:ß|ss) (?:ich )?(?:es )?nicht',
  ],
  ...['(?:je )?ne sais pas', 'aucune idee', 'aucune idée', '(?:yo )?no (?:lo )?s[eé]', 'ni idea'],
].join('|');

const BEFORE_HELPLESS =
  '(?:(?:sorry|unfortunately|honestly|well|i|we|am|really|just|простите|извините|к сожалению|честно(?: говоря)?|увы|я|мы|ich|ja|точно|пока|даже),?[ ]{1,2}){0,4}';

/** "I have no idea where to look", «не знаю, где посмотреть». */
export const BEGINS_HELPLESS = new RegExp(
  String.raw`^${BEFORE_HELPLESS}(?:${HELPLESS})(?![\p{L}\p{N}])`,
  'u',
);

/** Whoever does not know says something after all: "not sure, but it fails when I print". */
export const GOES_ON =
  /(?<!\p{L})(?:but|however|so|then|although|though|maybe|perhaps|i think|probably|но|однако|поэтому|потом|затем|хотя|может|возможно|наверное|вроде|кажется|думаю|скорее|aber|vielleicht|mais|peut-être|pero|quizás)(?!\p{L})|\d/u;

/** What a form asks for, left as the form has it: "[please fill in]", "<version>", "{{version}}", "please fill in". */
export const PLACEHOLDER =
  /^(?:\[{1,2}[^[\]\d]{0,60}\]{1,2}|<{1,2}[^<>\d/]{0,60}>{1,2}|\{{1,2}[^{}\d:]{0,60}\}{1,2}|\((?:please|optional|required|fill|enter|your|insert|укажите|необязательно|обязательно|заполните|впишите|введите|ваш)[^()\d]{0,60}\)|(?:please )?(?:fill (?:this |it )?(?:in|out)|to be filled(?: in)?)(?: here| please)?|(?:пожалуйста,? )?(?:укажите|заполните|впишите)(?: [^\s\d]{1,20}){0,3}|(?:bitte )?(?:ausfüllen|eintragen)|à remplir|(?:por favor )?rellenar)$/u;

const FILES =
  'attach(?:ed|ment|ments)|enclosed|screen ?shots?|pictures?|images?|photos?|videos?|files?|logs?|вложен\\p{L}{1,4}|прикреп\\p{L}{1,7}|прилож\\p{L}{1,5}|прилага\\p{L}{1,5}|скрин\\p{L}{0,7}|снимк\\p{L}{1,2}|фото|картинк\\p{L}{1,3}|видео|файл\\p{L}{0,3}|лог\\p{L}{0,3}|додатк\\p{L}{1,3}|anhang|anlage|pièces? jointes?|ci-joint|adjunto|archivo';
/** Those words that say so alone; "a file" may be what somebody expected. */
const ALONE =
  'attached|enclosed|во? вложени\\p{L}{1,2}|прикреплен\\p{L}{0,2}|прикрепил\\p{L}?|приложен\\p{L}{0,2}|прилагаю|adjunto|ci-joint';
const POINTING =
  '(?:(?:see|check|look at|find|refer to|is|are|as|in|siehe|im|voir|en|ver|см\\.?|смотри|смотрите|есть|видно|указан[аоы]?|во?|на|из)[ ]?(?:in |the |my |our |во? |на |im )?)';

/** Answers that leave it to a file: "see attached", «см. скриншот», "siehe Anhang". */
export const IN_A_FILE = new RegExp(
  `^(?:please |pls |пожалуйста,? )?(?:(?:${ALONE})|${POINTING}{1,2}(?:${FILES}))(?: (?:${FILES}|document|here|please|below|ниже|здесь|к письму|во вложении)){0,2}$`,
  'u',
);
