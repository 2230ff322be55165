/**
 * Stands in for postcss in bundles: sanitize-html loads it for style attributes, which we drop unread
 * (`parseStyleAttributes: false`), and it asks for Node's files in a way that an ES module cannot.
 */

/** Never called; if it were, a mail would rather go to quarantine than be shown unchecked. */
export const parse = (): never => {
  throw new Error('Style attributes are not parsed.');
};
