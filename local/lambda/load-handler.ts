/** Loads a function's bundle as the Node.js runtime of Lambda does, with its names for what can go wrong. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { failure, failureOf } from './failure.ts';
import type { FunctionFailure } from './protocol.ts';

export type Handler = (event: unknown, context: unknown) => unknown;

export type Loaded =
  | { readonly ok: true; readonly handler: Handler }
  | { readonly ok: false; readonly failure: FunctionFailure };

/** `handler` is `<file>.<export>`; the file may end in .mjs, .js or .cjs. */
export async function loadHandler(codeFolder: string, handler: string): Promise<Loaded> {
  const dot = handler.lastIndexOf('.');
  const [file, name] = [handler.slice(0, dot), handler.slice(dot + 1)];
  const path = ['.js', '.mjs', '.cjs']
    .map((end) => join(codeFolder, file + end))
    .find((one) => existsSync(one));
  if (path === undefined) {
    return {
      ok: false,
      failure: failure('Runtime.ImportModuleError', `Error: Cannot find module '${file}'`),
    };
  }
  try {
    const module = (await import(pathToFileURL(path).href)) as Record<string, unknown>;
    const found = module[name] ?? (module.default as Record<string, unknown> | undefined)?.[name];
    if (typeof found === 'function') return { ok: true, handler: found as Handler };
    const message = `${handler} is ${found === undefined ? 'undefined or not exported' : 'not a function'}`;
    return { ok: false, failure: failure('Runtime.HandlerNotFound', message) };
  } catch (thrown) {
    return { ok: false, failure: importFailure(thrown) };
  }
}

function importFailure(thrown: unknown): FunctionFailure {
  const { errorType, errorMessage, trace } = failureOf(thrown);
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  if (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND') {
    return failure('Runtime.ImportModuleError', `Error: ${errorMessage}`, trace);
  }
  if (thrown instanceof SyntaxError) {
    return failure('Runtime.UserCodeSyntaxError', `SyntaxError: ${errorMessage}`, trace);
  }
  return failure(errorType, errorMessage, trace);
}
