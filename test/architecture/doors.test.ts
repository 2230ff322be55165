import { expect, test } from 'vitest';
import { DOORS } from '../../lambdas/core/contracts/doors.ts';
import { ENVIRONMENTS } from '../../lambdas/core/contracts/environment.ts';
import { doorOf } from '../../lambdas/core/contracts/route.ts';
import { ROUTE_LIST, ROUTES } from '../../lambdas/core/contracts/routes.ts';
import { sourcesIn } from './sources.ts';

test('every function has its door, and every door its function', () => {
  const files = ['api', 'mail', 'events', 'steps'].flatMap((folder) => sourcesIn(`lambdas/${folder}`));
  expect(files.map(({ path }) => path.slice('lambdas/'.length)).sort()).toEqual(
    Object.values(DOORS)
      .map(({ entry }) => entry)
      .sort(),
  );
});

test('every function has its environment', () => {
  expect(Object.keys(ENVIRONMENTS).sort()).toEqual(Object.keys(DOORS).sort());
});

test('no two routes are the same, and each is answered by one of the API functions', () => {
  const keys = ROUTE_LIST.map(({ method, path }) => `${method} ${path.replaceAll(/\{\w+\}/g, '{}')}`);
  expect(new Set(keys).size).toBe(keys.length);
  for (const route of ROUTE_LIST) expect(Object.keys(DOORS)).toContain(doorOf(route));
});

test('every change that a person or machine can make without limit is named here', () => {
  const unlimited = Object.entries(ROUTES).filter(
    ([, row]) => row.method === 'POST' && row.built && !('limited' in row && row.limited),
  );
  expect(unlimited.map(([id]) => id)).toEqual([]);
});
