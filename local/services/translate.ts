/** Amazon Translate, which knows no language: it says to which one a text should have been translated. */
import { AwsError, type Call, type Service } from '../kernel/contract.ts';
import { jsonReply, unknownOperation } from '../wire/reply.ts';

/** https://docs.aws.amazon.com/translate/latest/dg/what-is-languages.html */
const LANGUAGES = new Set(
  (
    'af am ar az bg bn bs ca cs cy da de el en es es-MX et fa fa-AF fi fr fr-CA ga gu ha he hi hr ht hu hy id is it ' +
    'ja ka kk kn ko lt lv mk ml mn mr ms mt nl no pa pl ps pt pt-PT ro ru si sk sl so sq sr sv sw ta te th tl tr uk ' +
    'ur uz vi zh zh-TW'
  ).split(' '),
);

/** https://docs.aws.amazon.com/translate/latest/dg/what-is-limits.html */
const MOST_BYTES = 10_000;

const KNOWN = ['Text', 'SourceLanguageCode', 'TargetLanguageCode'] as const;

const textIn = (input: Record<string, unknown>, name: (typeof KNOWN)[number]): string => {
  const value = input[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new AwsError('ValidationException', `1 validation error detected: ${name} must be a text.`);
};

const languageIn = (input: Record<string, unknown>, name: (typeof KNOWN)[number]): string => {
  const code = textIn(input, name);
  if (code === 'auto')
    throw new AwsError('UnknownOperationException', 'The desk on one machine detects no language.');
  if (LANGUAGES.has(code)) return code;
  throw new AwsError('UnsupportedLanguagePairException', `Unsupported language pair: ${code} is not known.`);
};

const translateText = (input: Record<string, unknown>): unknown => {
  const unknown = Object.keys(input).find((name) => !KNOWN.some((known) => known === name));
  if (unknown !== undefined)
    throw new AwsError('UnknownOperationException', `TranslateText does not know ${unknown} here.`);
  const text = textIn(input, 'Text');
  const [from, to] = [languageIn(input, 'SourceLanguageCode'), languageIn(input, 'TargetLanguageCode')];
  if (Buffer.byteLength(text) > MOST_BYTES)
    throw new AwsError(
      'TextSizeLimitExceededException',
      `Input text size exceeds limit. Max length of request text allowed is ${MOST_BYTES} bytes.`,
    );
  return {
    TranslatedText: from === to ? text : `[${to}] ${text}`,
    SourceLanguageCode: from,
    TargetLanguageCode: to,
  };
};

export const createTranslate = (): Service => ({
  name: 'translate',
  handle: async (call: Call) => {
    if (call.operation !== 'TranslateText') throw unknownOperation(call);
    return jsonReply(translateText(call.input));
  },
});
