/** The lines with which mail programs say "here an older mail begins". */

const LINE_MOST = 200;

const wrapped = (phrases: readonly string[]): RegExp =>
  new RegExp(`^[\\s>*]{0,9}[-_—–]{2,40}\\s{0,3}(?:${phrases.join('|')})\\s{0,3}[-_—–]{2,40}\\s{0,3}$`, 'iu');

/** Outlook, Yahoo, Proton, QQ and NetEase above the mail that is answered. */
const ORIGINAL = wrapped([
  'original (?:message|appointment|email)|original',
  'ursprüngliche (?:nachricht|e-?mail)|originalnachricht|original-?nachricht',
  "message d['’]origine|message original|message initial",
  'mensaje original',
  'messaggio originale',
  'oryginalna wiadomość|wiadomość oryginalna|treść oryginalnej wiadomości',
  'исходное (?:сообщение|письмо)|оригинальное (?:сообщение|письмо)',
  '(?:вихідне|оригінальне|початкове) повідомлення',
  '原始邮件|回复的原邮件|原邮件',
]);

/** Gmail, Thunderbird, Yahoo, Proton, Mail.ru, Yandex and QQ above the mail that is passed on. */
const FORWARDED = wrapped([
  'forwarded (?:message|by .{1,60})|original forwarded message',
  'weitergeleitete (?:nachricht|e-?mail)',
  'message (?:transféré|transmis|réexpédié)|courriel transféré',
  'mensaje reenviado',
  'messaggio inoltrato',
  'przekazana wiadomość|treść przekazanej wiadomości|wiadomość przekazana dalej',
  '(?:пересылаемое|пересланное|перенаправленное|переадресованное) (?:сообщение|письмо)',
  '(?:переслане|перенаправлене) повідомлення',
  '转发的?邮件(?:信息)?',
]);

/** Apple Mail writes a sentence. */
const FORWARDED_BY_APPLE =
  /^[\s>]{0,9}(?:begin forwarded message|anfang der weitergeleiteten (?:nachricht|e-?mail)|début du (?:message|courriel) (?:réexpédié|transféré)|inicio del mensaje reenviado|inizio messaggio inoltrato|początek przekazywanej wiadomości|начало переадресованного (?:сообщения|письма)|начало пересылаемого сообщения|початок (?:листа, що пересилається|пересланого повідомлення|пересланого листа))\s?:\s{0,3}$/iu;

const END_OF_FORWARDED =
  /^[\s>]{0,9}[-—–]{2,40}\s{0,3}(?:end of forwarded message|конец пересылаемого сообщения|кінець пересланого повідомлення|ende der weitergeleiteten nachricht)\s{0,3}[-—–]{2,40}\s{0,3}$/iu;

const RULE = /^\s{0,9}(?:_{10,}|-{10,}|—{10,})\s{0,9}$/;

const bounded = (pattern: RegExp, line: string): boolean => line.length <= LINE_MOST && pattern.test(line);

/** `-----Original Message-----` and its kin. */
export const isOriginalSeparator = (line: string): boolean => bounded(ORIGINAL, line);

/** `---------- Forwarded message ---------`, `Begin forwarded message:` and their kin. */
export const isForwardSeparator = (line: string): boolean =>
  bounded(FORWARDED, line) || bounded(FORWARDED_BY_APPLE, line);

export const isForwardEnd = (line: string): boolean => bounded(END_OF_FORWARDED, line);

/** A line of underscores or dashes, as Outlook on the web and Yandex draw above a quoted mail. */
export const isRule = (line: string): boolean => bounded(RULE, line);
