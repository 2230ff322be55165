/** Fills the text of a macro in; where there is nothing to fill in, the sentence closes politely over the gap. */
import mustache from 'mustache';
import type { Words } from './words.ts';

/** Stands where a value is empty until the gap is closed; a private use character, which no value keeps. */
const GAP = '\uE000';

/** Mustache looks names up with `in`, so what it looks into has no prototype. */
const bare = <T>(entries: readonly (readonly [name: string, value: T])[]): Readonly<Record<string, T>> =>
  Object.assign(Object.create(null), Object.fromEntries(entries)) as Readonly<Record<string, T>>;

const texts = (entries: readonly (readonly [name: string, value: string])[]) =>
  bare(entries.map(([name, value]) => [name, value.replaceAll(GAP, '')]));

/** Variables by the thing that they are of: `requester.name` is `name` of `requester`. */
const variables = ({ details: _details, ...flat }: Words) =>
  Object.entries(
    Object.groupBy(Object.entries(flat), ([variable]) => variable.slice(0, variable.indexOf('.'))),
  ).map(
    ([thing, ofThing = []]) =>
      [thing, texts(ofThing.map(([variable, value]) => [variable.slice(thing.length + 1), value]))] as const,
  );

/** Details that the template asks for, empty when nobody has said them. */
const detailsIn = (template: string, details: Words['details']) =>
  texts(
    [...template.matchAll(/details\.([\w-]+)/g)].map(([, name = '']) => [
      name,
      Object.hasOwn(details, name) ? (details[name] ?? '') : '',
    ]),
  );

/**
 * In order: a gap in brackets or quotation marks; at the beginning of a line, with what follows; before punctuation or
 * the end of a line, with the comma before it; anywhere else. The look-behinds keep long white space cheap.
 */
const closed = (text: string): string =>
  text
    .replaceAll(/(?<![ \t])[ \t]*(?:\(\uE000\)|"\uE000"|«\uE000»|“\uE000”)/gu, '')
    .replaceAll(/^\uE000[.,:;!?]*[ \t]*(\p{Ll})?/gmu, (_, letter: string = '') => letter.toUpperCase())
    .replaceAll(/,?(?<![ \t])[ \t]*\uE000(?=[.,:;!?]|[ \t]*$)/gmu, '')
    .replaceAll(/(?<![ \t])[ \t]*\uE000/gu, '')
    .replaceAll(/(?<![ \t])[ \t]+$/gmu, '')
    .replaceAll(/\n{3,}/gu, '\n\n');

/** Plain text: nothing is escaped, and nothing in a value is a template. The template has no problems (variables.ts). */
export const fillIn = (template: string, words: Words): string => {
  const view = bare<unknown>([...variables(words), ['details', detailsIn(template, words.details)]]);
  const filled = mustache.render(
    template,
    view,
    {},
    { escape: (value: unknown) => (value === '' ? GAP : String(value)) },
  );
  return closed(filled).trim();
};
