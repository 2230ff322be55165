import { expect, it } from 'vitest';
import { againAfter } from '../../../lambdas/core/application/again.ts';
import { superseded, versionConflict } from '../../../lambdas/core/domain/errors.ts';

/** Throws each of these once, then answers how often it was asked. */
const failing = (...errors: readonly Error[]) => {
  let asked = 0;
  return async () => {
    const error = errors[asked];
    asked += 1;
    if (error !== undefined) throw error;
    return asked;
  };
};

it('whoever was second tries again', async () => {
  const attempt = failing(versionConflict(1), versionConflict(2));
  expect(await againAfter('VersionConflict', 3, attempt)).toBe(3);
});

it('and gives up after so many tries, with the last refusal', async () => {
  const last = versionConflict(3);
  const attempt = failing(versionConflict(1), versionConflict(2), last);
  await expect(againAfter('VersionConflict', 3, attempt)).rejects.toBe(last);
});

it.each([
  ['another refusal', superseded()],
  ['a fault of that name', Object.assign(new Error('no rule'), { name: 'VersionConflict' })],
])('%s is thrown at once', async (_what, error) => {
  const attempt = failing(error);
  await expect(againAfter('VersionConflict', 3, attempt)).rejects.toBe(error);
  expect(await attempt()).toBe(2);
});
