/** IAM's wildcards: `*` is any text, `?` is any one character. */

/** `ignoreCase` for actions; resources and values are compared as they are written. */
export function wildcard(pattern: string, ignoreCase = false): (text: string) => boolean {
  if (!/[*?]/.test(pattern)) {
    const plain = ignoreCase ? pattern.toLowerCase() : pattern;
    return (text) => (ignoreCase ? text.toLowerCase() : text) === plain;
  }
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '[^]*')
    .replaceAll('?', '[^]');
  const expression = new RegExp(`^${source}$`, ignoreCase ? 'i' : '');
  return (text) => expression.test(text);
}
