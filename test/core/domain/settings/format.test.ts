/** Stored documents are trusted by this name, so it has to change with the schemas. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { SETTINGS_FORMAT } from '../../../../lambdas/core/domain/settings/format.ts';
import { SETTINGS_SCHEMAS } from '../../../../lambdas/core/domain/settings/schemas.ts';

test('the format names the schemas as they are: write the new one into format.ts', () => {
  const shapes = Object.entries(SETTINGS_SCHEMAS).map(([kind, schema]) => [
    kind,
    z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' }),
  ]);
  const hash = createHash('sha256').update(JSON.stringify(shapes)).digest('hex').slice(0, 32);
  expect(SETTINGS_FORMAT).toBe(hash);
});
