import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { openApiDocument } from '../../../bin/openapi/document.ts';
import { answerExample, bodyExample } from '../../../bin/openapi/examples.ts';
import { ROUTE_LIST } from '../../../lambdas/core/contracts/routes.ts';

interface Operation {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, unknown>>;
  readonly [extension: string]: unknown;
}
interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

const written = readFileSync(new URL('../../../docs/openapi.json', import.meta.url), 'utf8');
const document: Document = JSON.parse(written);
const operationOf = (route: (typeof ROUTE_LIST)[number]) =>
  document.paths[route.path]?.[route.method.toLowerCase()];

test('docs/openapi.json is what the route table says now (npm run openapi)', () => {
  expect(document).toEqual(JSON.parse(JSON.stringify(openApiDocument())));
});

test.each(ROUTE_LIST.map((route) => [route.id, route] as const))(
  '%s is there, with who may call it and whether it is built',
  (_id, route) => {
    const operation = operationOf(route);
    expect(operation).toMatchObject({
      operationId: route.id,
      'x-threeline-who': route.who,
      'x-threeline-scope': route.scope,
    });
    expect(operation?.['x-threeline-built']).toBe(route.built ? undefined : false);
    expect(Object.keys(operation?.responses ?? {}).includes('501')).toBe(!route.built);
  },
);

test('every reference leads somewhere', () => {
  const references = [...written.matchAll(/"\$ref": "#\/([^"]+)"/g)].map(([, path]) => path ?? '');
  expect(references.length).toBeGreaterThan(100);
  for (const path of new Set(references)) {
    const found = path
      .split('/')
      .reduce<unknown>((here, step) => (here as Readonly<Record<string, unknown>>)?.[step], document);
    expect(found, path).toBeDefined();
  }
});

describe('every example is one that the route itself would take or give', () => {
  test.each(ROUTE_LIST.map((route) => [route.id, route] as const))('%s', (id, route) => {
    const [body, answer] = [bodyExample(id), answerExample(id)];
    if (body !== undefined) expect(z.safeParse(route.body?.() ?? z.never(), body).error).toBeUndefined();
    if (answer !== undefined) expect(z.safeParse(route.answer?.() ?? z.never(), answer).data).toEqual(answer);
  });
});
