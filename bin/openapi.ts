#!/usr/bin/env node
/** Writes docs/openapi.json from the route table; `--check` only says whether it is current. */
import { readFileSync, writeFileSync } from 'node:fs';
import { openApiDocument } from './openapi/document.ts';

const file = new URL('../docs/openapi.json', import.meta.url);
const wanted = `${JSON.stringify(openApiDocument(), null, 2)}\n`;

if (!process.argv.includes('--check')) writeFileSync(file, wanted);
else if (readFileSync(file, 'utf8') !== wanted) {
  console.error('docs/openapi.json is not current: run npm run openapi.');
  process.exitCode = 1;
}
