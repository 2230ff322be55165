/** The header lines that mail programs write above a quoted or forwarded mail, in the languages they speak. */

export type Label = 'from' | 'date' | 'to' | 'cc' | 'subject' | 'other';

export interface Labelled {
  readonly label: Label;
  /** Behind the colon; may be empty, when the program puts the value on the next line. */
  readonly value: string;
}

/** English, German, French, Spanish, Italian, Polish, Russian, Ukrainian, Chinese; lower case. */
const WORDS: Readonly<Record<Label, readonly string[]>> = {
  from: [
    'from',
    'von',
    'de',
    'da',
    'od',
    'от',
    'от кого',
    'отправитель',
    'від',
    'від кого',
    'відправник',
    '发件人',
    '寄件者',
    'remitente',
    'mittente',
    'nadawca',
    'expéditeur',
    'absender',
  ],
  date: [
    'sent',
    'date',
    'gesendet',
    'gesendet am',
    'datum',
    'envoyé',
    'envoyé le',
    'enviado',
    'enviado el',
    'fecha',
    'inviato',
    'data',
    'wysłano',
    'отправлено',
    'дата',
    'дата отправки',
    'надіслано',
    'відправлено',
    '发送时间',
    '发送日期',
    '日期',
    '时间',
  ],
  to: [
    'to',
    'an',
    'à',
    'pour',
    'para',
    'a',
    'do',
    'adresat',
    'кому',
    '收件人',
    'destinatario',
    'destinataire',
    'empfänger',
  ],
  cc: ['cc', 'kopie', 'copie', 'copie à', 'copia', 'dw', 'копия', 'копія', '抄送', 'bcc'],
  subject: ['subject', 'betreff', 'objet', 'sujet', 'asunto', 'oggetto', 'temat', 'тема', '主题'],
  other: [
    'reply-to',
    'antwort an',
    'importance',
    'priority',
    'wichtigkeit',
    'priorität',
    'importancia',
    'priorità',
    'ważność',
    'важность',
    'важливість',
    'attachments',
    'anlagen',
    'вложения',
    'organization',
    'organisation',
  ],
};

const BY_WORD: ReadonlyMap<string, Label> = new Map(
  (Object.keys(WORDS) as Label[]).flatMap((label) => WORDS[label].map((word) => [word, label] as const)),
);

/** `From: x`, `*От:* x`, `De : x`, `| 发件人 | x |`; marks of bold text are Markdown left over from HTML. */
const LINE = /^[\s|*]{0,9}([\p{L}-]{1,16}(?: \p{L}{1,9})?)[\s*\u00a0]{0,3}[:：|]([^\n]*)$/u;
const LINE_MOST = 1_000;

const MARKS = new Set([' ', '\t', '\u00a0', '*', '|']);

/** By hand: an expression that ends in `$` takes quadratic time on a line of blanks. */
const withoutMarks = (text: string): string => {
  let from = 0;
  let to = text.length;
  while (from < to && MARKS.has(text.charAt(from))) from += 1;
  while (to > from && MARKS.has(text.charAt(to - 1))) to -= 1;
  return text.slice(from, to);
};

export const labelled = (line: string): Labelled | null => {
  const match = LINE.exec(line.slice(0, LINE_MOST));
  const label = BY_WORD.get((match?.at(1) ?? '').toLowerCase());
  return match === null || label === undefined ? null : { label, value: withoutMarks(String(match[2])) };
};
