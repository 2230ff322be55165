/** The sentence above a quoted mail: "On Fri, 20 Nov 2026 at 14:30, Acme Support <…> wrote:", in many tongues. */

/** Mail programs wrap it at 72 to 80 columns. */
const MOST_LINES = 4;
const LINE_MOST = 300;

const WEEKDAYS = [
  'mon|tue|wed|thu|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday',
  'понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|пн|вт|ср|чт|пт|сб|вс|нд',
  'понеділок|вівторок|середа|четвер|п.ятниця|субота|неділя',
  'pon|wt|śr|czw|pt|sob|niedz|poniedziałek|wtorek|środa|czwartek|piątek|sobota|niedziela',
].join('|');

/** Beginnings of months in the eight languages; some programs leave the year away while it lasts. */
const MONTH = `(?:${[
  'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec',
  'янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек',
  'січ|лют|бер|кві|тра|чер|лип|вер|жов|лис|гру',
  'mär|mrz|mai|okt|dez|janv|fév|avr|juin|juil|aoû|déc',
  'ene|abr|ago|set|dic|gen|mag|giu|lug|ott',
  'sty|lut|kwi|maj|cze|lip|sie|wrz|paź|lis|gru',
].join('|')})\\p{L}{0,9}`;

/** How one begins: a preposition, a weekday or a date; with a figure or a name behind it on the same line. */
const START = new RegExp(
  `^[\\s"«*]{0,3}(?:(?:on|at|am|le|el|il|dnia|w dniu|у|в|${WEEKDAYS})(?![\\p{L}\\p{N}]).{0,60}\\d|在\\s?\\d|\\d{1,2}:\\d{2}(?!\\d)|\\d{1,2}[./-]\\d{1,2}[./-]\\d{2,4}|\\d{4}[-/年]|\\d{1,2}[./]\\d{1,2}(?!\\d)|\\d{1,2}\\.? \\p{L}{3,10}\\.?,? \\d{4}|\\d{1,2}\\.? ${MONTH}|${MONTH} \\d|wiadomość napisana przez )`,
  'iu',
);

const VERB =
  /(?<!\p{L})(?:wrote|writes|schrieb|écrit|escribió|scritto|scrive|napisał(?:a|\(a\))?|napisana|pisze|написал(?:а|\(а\))?|пишет|написав(?:\(ла\))?|написала|пише)(?!\p{L})|写道/iu;
const WHEN = new RegExp(
  `\\d{1,2}[:.h]\\d{2}|(?:19|20)\\d{2}|\\d{1,2}[./-]\\d{1,2}[./-]\\d{2}|(?<!\\d)\\d{1,2}[./]\\d{1,2}(?!\\d)|(?<!\\d)\\d{1,2}(?:\\.|er|º|th|st|nd|rd)? (?:de )?${MONTH}|(?<!\\p{L})${MONTH}\\.? \\d{1,2}(?!\\d)`,
  'iu',
);
/** In brackets nobody takes it for part of a sentence of their own. */
const BRACKETED = /[<([][^\s<>@()[\]]{1,70}@[^\s<>@()[\]]{1,250}[>)\]]/;
const BARE = /\s[^\s<>@()[\]]{1,70}@[^\s<>@()[\]]{1,250}$/;
const END = /[:：]\s?\**\s{0,3}$/;

export interface Attribution {
  /** How many lines it takes. */
  readonly lines: number;
  /** In one line. */
  readonly text: string;
  /** With an address in brackets it stands for itself; without it must have a quote behind it. */
  readonly hasAddress: boolean;
}

const read = (text: string, startsWell: boolean, lines: number): Attribution | null => {
  if (!END.test(text) || !WHEN.test(text)) return null;
  const hasAddress = BRACKETED.test(text);
  const hasVerb = VERB.test(text);
  const isNamed = hasAddress || BARE.test(text);
  // Without a verb ("пт, 20 нояб. 2026 г. в 14:30, Acme Support <…>:") it must begin as one and name an address.
  return hasVerb || (startsWell && isNamed) ? { lines, text, hasAddress } : null;
};

/** Null when none starts at line `at`. */
export const attributionAt = (lines: readonly string[], at: number): Attribution | null => {
  const first = String(lines.at(at));
  const startsWell = START.test(first.slice(0, LINE_MOST));
  // "Acme Support <support@…> schrieb am Fr., 20. Nov. 2026, 14:30:" begins with a name and does not wrap twice.
  const most = startsWell ? MOST_LINES : BRACKETED.test(first.slice(0, LINE_MOST)) ? 2 : 0;
  let text = '';
  let count = 0;
  for (const line of lines.slice(at, at + most)) {
    const isNext = count > 0;
    if (line.trim() === '' || line.length > LINE_MOST || (isNext && START.test(line))) break;
    count += 1;
    // Gmail wraps inside the brackets.
    text = text.endsWith('<') ? text + line.trim() : `${text} ${line.trim()}`.trimStart();
    const found = read(text, startsWell, count);
    if (found !== null) return found;
  }
  return null;
};
