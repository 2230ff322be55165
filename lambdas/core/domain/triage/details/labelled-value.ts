/** Whether what stands behind a label is the detail that it names. */
import type { DeskSettings, DetailRule } from '../../settings/schemas.ts';
import { productSaid } from '../products/products.ts';
import { isLeftToFile, lowered, saysNothing } from '../text.ts';
import { versionGiven } from '../versions/versions.ts';
import { isMerePromise } from './promised.ts';

type Products = DeskSettings['products'];

export interface Said {
  readonly value: string;
  /** A dash is also how people go on: "App - crashes". */
  readonly isBehindDash: boolean;
  readonly hasFiles: boolean;
}

/** Versions that are spelt out. */
const NUMBER_WORD =
  /(?<!\p{L})(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|один|два|три|четыре|пять|шесть|семь|восемь|девять|десять|одиннадцать|двенадцать|eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|deux|trois|quatre|cinq|sept|huit|neuf|dix|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez)(?!\p{L})/u;

const PROSE =
  /(?<!\p{L})(?:i|we|it|is|was|are|has|have|had|not|no|did|does|do|can|cannot|will|my|our|please|я|мы|не|нет|уже|был[аои]?|мне|нам|мой|наш|пожалуйста|ich|wir|ist|nicht|je|nous|est|pas)(?!\p{L})/u;
const SHORT_WORDS = 3;

/** A sentence, and not the name or number of something. */
const isProse = (value: string): boolean => {
  const words = lowered(value).match(/[\p{L}\p{N}'’-]{1,60}/gu) ?? [];
  const isNumber = words.slice(0, SHORT_WORDS).some((word) => /\d/.test(word));
  return PROSE.test(lowered(value.slice(0, 200))) || (!isNumber && words.length > SHORT_WORDS);
};

const product = ({ value, isBehindDash }: Said, products: Products): string | null => {
  if (products.length > 0) return productSaid(value, products) === null ? null : value;
  return isBehindDash && !/^[\p{Lu}\p{N}]/u.test(value) ? null : value;
};

const version = ({ value, isBehindDash }: Said, products: Products): string | null => {
  const number = versionGiven(value, products);
  if (number !== null) return number;
  return NUMBER_WORD.test(lowered(value)) && !(isBehindDash && isProse(value)) ? value : null;
};

/** It says nothing, promises it, or leaves it to a file that is not there. */
export const isUnanswered = (value: string, hasFiles: boolean): boolean =>
  saysNothing(value) || isMerePromise(value) || (isLeftToFile(value) && !hasFiles);

/** The detail that somebody has given behind its label; null when that says nothing, or something else. */
export const labelledValue = (said: Said, rule: DetailRule, products: Products): string | null => {
  const { value, isBehindDash, hasFiles } = said;
  if (isUnanswered(value, hasFiles)) return null;
  if (rule.kind === 'product') return product(said, products);
  if (rule.kind === 'version') return version(said, products);
  return rule.kind === 'text' && isBehindDash && isProse(value) ? null : value;
};
