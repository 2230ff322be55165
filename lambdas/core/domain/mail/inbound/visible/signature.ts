/** Where a signature begins in what a person wrote: by its mark, by a closing formula, or by what a telephone adds. */

/** Signatures are short; what is longer is content with a line of dashes in it. */
const MOST_SIGNATURE_LINES = 20;
const MOST_AFTER_CLOSING = 8;
const CLOSING_LINE_MOST = 100;

/** RFC 3676, section 4.3; many programs lose the space. */
const MARK = /^\s?(?:--|—)[ \u00a0]?$/;

/** Added by programs to every mail, so it says nothing: how such a line begins, and what it must speak of. */
const BY_PROGRAM = new RegExp(
  `^\\s{0,3}(?:(?:${[
    'sent (?:from|with|via|using)|get',
    'von meinem|gesendet (?:von|mit|aus)|diese nachricht wurde von|holen sie sich',
    'envoyé (?:de|depuis|à partir|avec|par)|télécharger|obtenir|provenance :',
    'enviado (?:desde|con|a través|mediante)|obtener|descargar',
    'inviato (?:da|dal|con|tramite)|ottieni|scarica',
    'wysłan[oey] (?:z|ze|za pomocą|przy użyciu|przez)|pobierz',
    'отправлено (?:с|со|из|от|через|при помощи)|послано из|получить|скачать',
    '(?:надіслано|відправлено) (?:з|із|зі|за допомогою|через)|отримати|отримайте|завантажити',
  ].join('|')})\\s.{0,60}?(?:${[
    'iphone|ipad|ios|android|outlook|windows|gmail|yahoo|proton|samsung|galaxy|huawei|xiaomi|thunderbird|mail',
    'handy|smartphone|telefon|phone|mobile?|móvil|teléfono|cellulare|komórk|smartfon|tablet|appareil',
    'почт|пошт|телефон|смартфон|планшет|яндекс',
  ].join(
    '|',
  )})|outlook für .{1,20} (?:herunterladen|beziehen|abrufen)|yahoo mail: search|发自我的|从我的.{1,20}发送|来自我的)`,
  'iu',
);
const PROGRAM_LINE_MOST = 120;

/** A formula by itself, or with a name behind it. "Thanks" is none: it is what the person says. */
const CLOSING = new RegExp(
  `^\\s{0,3}(?:${[
    '(?:best|kind|kindest|warm|warmest|with kind|with best) regards|regards|best wishes|all the best|sincerely(?: yours)?|yours (?:sincerely|faithfully|truly)',
    '(?:mit )?(?:freundlichen?|besten?|vielen?|lieben?|herzlichen?) gr(?:ü|ue)(?:ß|ss)en?|(?:viele|liebe|beste|herzliche) gr(?:ü|ue)(?:ß|ss)e|mfg|vg|lg|hochachtungsvoll',
    '(?:bien )?cordialement|bien à vous|sincères salutations|meilleures salutations|salutations distinguées',
    'saludos(?: cordiales)?|un (?:cordial )?saludo|atentamente|cordialmente|reciba un cordial saludo',
    '(?:cordiali|distinti|cari) saluti|saluti|un saluto',
    'pozdrawiam(?: serdecznie)?|z poważaniem|serdecznie pozdrawiam|z wyrazami szacunku',
    'с уважением|с наилучшими пожеланиями|всего (?:доброго|хорошего)|искренне ваш[аи]?',
    'з повагою|з найкращими побажаннями|всього найкращого',
    '此致|祝好|顺祝商祺',
  ].join('|')})(?:[,.!，。\\s]{0,4}[\\p{L}.'’ -]{0,60})$`,
  'iu',
);
const AFTERTHOUGHT = /^\s{0,3}(?:p\.?\s?p?\.?\s?s\b|з\.?\s?ы|п\.?\s?с(?!\p{L}))|[?？]/iu;

const isBlank = (line: string): boolean => line.trim() === '';

/** True for a line such as "Sent from my iPhone". */
export const isByProgram = (line: string): boolean =>
  line.length <= PROGRAM_LINE_MOST && BY_PROGRAM.test(line);

const isOnlyName = (after: readonly string[]): boolean => {
  const filled = after.filter((line) => !isBlank(line));
  return (
    filled.length <= MOST_AFTER_CLOSING &&
    filled.every((line) => line.length <= CLOSING_LINE_MOST && !AFTERTHOUGHT.test(line))
  );
};

const markAt = (lines: readonly string[], from: number): number =>
  lines.findIndex((line, index) => index >= from && MARK.test(line));

const closingAt = (lines: readonly string[], from: number): number => {
  const said = lines.findIndex((line) => !isBlank(line));
  return lines.findIndex(
    (line, index) =>
      index >= from &&
      index > said &&
      line.length <= CLOSING_LINE_MOST &&
      CLOSING.test(line) &&
      isOnlyName(lines.slice(index + 1)),
  );
};

/** Index of its first line in `lines`, a passage without quotes; the number of lines when there is none. */
export const signatureStart = (lines: readonly string[]): number => {
  const from = Math.max(0, lines.length - MOST_SIGNATURE_LINES - 1);
  const mark = markAt(lines, from);
  const body = mark === -1 ? lines : lines.slice(0, mark);
  const closing = closingAt(body, Math.max(0, body.length - MOST_SIGNATURE_LINES - 1));
  return closing === -1 ? body.length : closing;
};
