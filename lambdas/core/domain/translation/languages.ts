/** Languages that Amazon Translate knows (https://docs.aws.amazon.com/translate/latest/dg/what-is-languages.html). */
import { languageOf } from '../people/language.ts';

const CODES: ReadonlyMap<string, string> = new Map(
  (
    'af am ar az bg bn bs ca cs cy da de el en es es-MX et fa fa-AF fi fr fr-CA ga gu ha he hi hr ht hu hy id is it ' +
    'ja ka kk kn ko lt lv mk ml mn mr ms mt nl no pa pl ps pt pt-PT ro ru si sk sl so sq sr sv sw ta te th tl tr uk ' +
    'ur uz vi zh zh-TW'
  )
    .split(' ')
    .map((code) => [code.toLowerCase(), code]),
);

/** The same languages by other names: the two kinds of Norwegian, and what ISO 639 once called them. */
const ALSO: Readonly<Record<string, string>> = { nb: 'no', nn: 'no', iw: 'he', in: 'id', fil: 'tl' };

/** Where, or in which letters, Chinese is written the traditional way. */
const TRADITIONAL = /^zh-(?!hans\b)(.*-)?(hant|hk|mo)\b/i;

/** The code by which Amazon Translate knows the language of a tag (RFC 5646); null: it does not. */
export const translateCode = (tag: string): string | null => {
  if (TRADITIONAL.test(tag)) return 'zh-TW';
  const language = languageOf(tag);
  return CODES.get(tag.toLowerCase()) ?? CODES.get(ALSO[language] ?? language) ?? null;
};

/** Whether somebody who reads the one reads the other. */
export const isSameLanguage = (one: string, other: string): boolean => {
  const [a, b] = [one, other].map((tag) => ALSO[languageOf(tag)] ?? languageOf(tag));
  return a === b;
};
