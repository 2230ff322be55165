/**
 * Stands in for `postcss` in the bundles of functions: sanitize-html loads it to read `style` attributes, and is told to
 * read none (safe-html.ts).
 */
export const parse = (): never => {
  throw new Error('A function reads no styles.');
};
