/** The OpenAPI document, made at build time and read when somebody asks for it. */
import { readFile } from 'node:fs/promises';
import type { Operation } from './operation.ts';

/** Beside the bundle, where lib/ puts it. */
const BESIDE = new URL('./openapi.json', import.meta.url);

export const openApiOperation = (file: URL = BESIDE): Operation<unknown, unknown> => {
  let document: unknown;
  return async () => {
    document ??= JSON.parse(await readFile(file, 'utf8'));
    return { body: document };
  };
};
