/** Rows are billed by the kilobyte, in the table and in each index: what is empty is left out. */

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isEmpty = (value: unknown): boolean =>
  value === null ||
  value === false ||
  value === 0 ||
  (Array.isArray(value) && value.length === 0) ||
  (isPlain(value) && Object.keys(value).length === 0);

/** Without null, false, zero, empty lists and empty maps, at every depth but inside lists; the codecs put them back. */
export const compact = (value: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(value)
      .map(([name, inner]) => [name, isPlain(inner) ? compact(inner) : inner] as const)
      .filter(([, inner]) => !isEmpty(inner)),
  );
