/** Settings documents as they were stored, perhaps by a newer version of the desk. */
import * as z from 'zod/mini';
import { SETTINGS_FORMAT } from '../../domain/settings/format.ts';
import type { SettingsKind } from '../../domain/settings/kinds.ts';
import type { SettingsDocument } from '../../domain/settings/schemas.ts';

const isHolder = (value: unknown): value is Record<PropertyKey, unknown> =>
  typeof value === 'object' && value !== null;

const withoutKeys = (value: unknown, path: readonly PropertyKey[], keys: readonly string[]): void => {
  const holder = path.reduce<unknown>((inner, step) => (isHolder(inner) ? inner[step] : undefined), value);
  if (!isHolder(holder)) return;
  for (const key of keys) delete holder[key];
};

/**
 * What people send is refused for an unknown field, since it is a mistake; what is stored is read without it, since
 * a newer version may have written it and then been rolled back. What was checked by the very schemas of this version
 * is not checked again: two fifths of the schemas that a function made when it started were for this, and found nothing. `value` is changed in place.
 */
export const storedDocument = async <K extends SettingsKind>(
  kind: K,
  value: unknown,
  format: string | undefined,
): Promise<SettingsDocument<K>> => {
  if (format === SETTINGS_FORMAT) return value as SettingsDocument<K>;
  const { SETTINGS_SCHEMAS } = await import('../../domain/settings/schemas.ts');
  const schema: z.core.$ZodType = SETTINGS_SCHEMAS[kind];
  const first = z.safeParse(schema, value);
  if (!first.success) {
    for (const issue of first.error.issues) {
      if (issue.code === 'unrecognized_keys') withoutKeys(value, issue.path, issue.keys);
    }
  }
  return z.parse(schema, value) as SettingsDocument<K>;
};
