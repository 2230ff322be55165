/** The body of a webhook: JSON of the settings, whose texts are mustache. */
import mustache from 'mustache';
import type { IssueWords } from './words.ts';

/**
 * Filled text by text and made JSON only then, so that nothing a requester wrote can end a text or begin a field.
 * Names of fields are no templates.
 */
export const filledBody = (template: unknown, words: IssueWords): unknown => {
  if (typeof template === 'string') return mustache.render(template, words, {}, { escape: String });
  if (Array.isArray(template)) return template.map((one) => filledBody(one, words));
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(Object.entries(template).map(([name, one]) => [name, filledBody(one, words)]));
};

/** Every text of it with the way there. */
export const textsIn = (
  template: unknown,
  path: readonly (string | number)[] = [],
): readonly { readonly text: string; readonly path: readonly (string | number)[] }[] => {
  if (typeof template === 'string') return [{ text: template, path }];
  if (Array.isArray(template)) return template.flatMap((one, index) => textsIn(one, [...path, index]));
  if (typeof template !== 'object' || template === null) return [];
  return Object.entries(template).flatMap(([name, one]) => textsIn(one, [...path, name]));
};
