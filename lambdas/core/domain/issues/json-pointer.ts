/** Reads what a JSON pointer (RFC 6901) leads to in somebody else's JSON. */

/** Undefined when it leads nowhere. An empty pointer is the whole. */
export const pointedAt = (json: unknown, pointer: string): unknown => {
  let here = json;
  for (const step of pointer.split('/').slice(1)) {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, name)) return undefined;
    here = (here as Readonly<Record<string, unknown>>)[name];
  }
  return here;
};

/** A text or a number as text, trimmed; null for anything else, and for nothing. */
export const textAt = (json: unknown, pointer: string): string | null => {
  const found = pointedAt(json, pointer);
  const text = typeof found === 'string' || typeof found === 'number' ? String(found).trim() : '';
  return text === '' ? null : text;
};
