/** GenerateSecretString. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-secretsmanager-secret-generatesecretstring.html */
import { randomInt } from 'node:crypto';

/** CloudFormation's GenerateSecretString, in its own spelling. */
export interface GenerateSecretString {
  readonly SecretStringTemplate?: string;
  readonly GenerateStringKey?: string;
  readonly PasswordLength?: number;
  readonly ExcludeCharacters?: string;
  readonly ExcludePunctuation?: boolean;
  readonly ExcludeNumbers?: boolean;
  readonly ExcludeLowercase?: boolean;
  readonly ExcludeUppercase?: boolean;
  readonly IncludeSpace?: boolean;
  readonly RequireEachIncludedType?: boolean;
}

const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

const without = (text: string, excluded: string): string =>
  [...text].filter((character) => !excluded.includes(character)).join('');

const pick = (characters: string): string => characters[randomInt(characters.length)] ?? '';

const shuffled = (characters: readonly string[]): string[] => {
  const result = [...characters];
  for (let last = result.length - 1; last > 0; last -= 1) {
    const other = randomInt(last + 1);
    [result[last], result[other]] = [result[other] ?? '', result[last] ?? ''];
  }
  return result;
};

const password = (wish: GenerateSecretString): string => {
  const { PasswordLength: length = 32, ExcludeCharacters: excluded = '' } = wish;
  const kinds = [
    wish.ExcludeLowercase === true ? '' : 'abcdefghijklmnopqrstuvwxyz',
    wish.ExcludeUppercase === true ? '' : 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    wish.ExcludeNumbers === true ? '' : '0123456789',
    wish.ExcludePunctuation === true ? '' : PUNCTUATION,
    wish.IncludeSpace === true ? ' ' : '',
  ]
    .map((kind) => without(kind, excluded))
    .filter((kind) => kind !== '');
  const required = wish.RequireEachIncludedType === false ? [] : kinds;
  if (kinds.length === 0 || length < required.length) {
    throw new Error(`No secret of ${length} characters can be made of what is allowed.`);
  }
  const all = kinds.join('');
  const rest = Array.from({ length: length - required.length }, () => pick(all));
  return shuffled([...required.map(pick), ...rest]).join('');
};

/** A new secret; with a template, the template's JSON with the password under the key. */
export const generateSecret = (wish: GenerateSecretString): string => {
  const { SecretStringTemplate: template, GenerateStringKey: key } = wish;
  if (template === undefined && key === undefined) return password(wish);
  if (template === undefined || key === undefined) {
    throw new Error('SecretStringTemplate and GenerateStringKey go together.');
  }
  return JSON.stringify({ ...(JSON.parse(template) as object), [key]: password(wish) });
};
