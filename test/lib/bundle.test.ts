import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { DOORS } from '../../lambdas/core/contracts/doors.ts';
import { bundle } from '../../lib/bundle.ts';

const root = join(import.meta.dirname, '../..');
const bundles = bundle(
  Object.fromEntries(Object.entries(DOORS).map(([door, { entry }]) => [door, join(root, 'lambdas', entry)])),
);
afterAll(() => bundles[Symbol.dispose]());
const codeOf = (door: string) => readFileSync(join(bundles.folderOf(door), 'index.mjs'), 'utf8');

describe.each(Object.keys(DOORS))('the bundle of %s', (door) => {
  it('is a module that exports the handler, and what that loads later', () => {
    const files = readdirSync(bundles.folderOf(door));
    expect(files).toContain('index.mjs');
    expect(files.filter((name) => !name.endsWith('.mjs'))).toEqual([]);
    expect(/export\s*\{[^}]*\bas handler\b[^}]*\}/.test(codeOf(door))).toBe(true);
  });

  it('requires nothing at run time that an ES module cannot', () => {
    expect(codeOf(door).includes('Dynamic require of')).toBe(false);
  });

  it('takes its credentials from the environment, without the chain of the SDK', () => {
    const sources = bundles.sourcesOf(door);
    expect(sources).toContain('lambdas/core/adapters/system/credentials.ts');
    expect(
      sources.filter((path) => /@aws-sdk\/(credential-provider-|token-providers|nested-clients)/.test(path)),
    ).toEqual([]);
  });

  // These two read the mail bucket every time they run.
  const readsMail = door === 'receiveMail' || door === 'sweepMail';
  it.skipIf(readsMail)('starts without the client for long texts, which nearly no request needs', () => {
    const started = Object.keys(bundles.startOf(door));
    expect(started).toContain(`lambdas/${DOORS[door as keyof typeof DOORS].entry}`);
    expect(started.filter((path) => path.includes('/client-s3/'))).toEqual([]);
  });

  it('starts without the clients and tables of what most desks have switched off', () => {
    const started = Object.keys(bundles.startOf(door));
    expect(started.filter((path) => /\/(client-translate|client-bedrock-runtime|eld)\//.test(path))).toEqual(
      [],
    );
  });

  it('holds functions and libraries only', () => {
    const rooms = bundles.sourcesOf(door).filter((path) => !path.startsWith('node_modules/'));
    expect(rooms.filter((path) => !path.startsWith('lambdas/'))).toEqual([]);
  });
});

describe('what some of them need only sometimes, or once', () => {
  it('leaves what finds details to the step that analyses', () => {
    const started = Object.keys(bundles.startOf('ticketLifecycle'));
    const finders = (paths: readonly string[]) =>
      paths.filter((path) => /\/triage\/(told|versions|products)\//.test(path));
    expect(finders(started)).toEqual([]);
    expect(finders(bundles.sourcesOf('ticketLifecycle'))).not.toEqual([]);
  });

  it.each(['requester', 'agent'])('leaves what stems words to the first search in %s', (door) => {
    const stems = (paths: readonly string[]) => paths.filter((path) => path.includes('/domain/search/'));
    expect(stems(Object.keys(bundles.startOf(door)))).toEqual([]);
    expect(stems(bundles.sourcesOf(door))).not.toEqual([]);
  });

  it('tells languages by pieces of words that are read as JSON, not by an object that the package spells out', () => {
    const pieces = bundles
      .sourcesOf('ticketLifecycle')
      .filter((path) => /\beld\b.*(ngrams|\.mjs$)/.test(path));
    expect(pieces).toEqual([expect.stringMatching(/\.cache\/threeline\/eld-[\d.]+\.mjs$/)]);
  });

  it('reads the HTML of mails with one copy of the parser, and styles with none', () => {
    const sources = bundles.sourcesOf('receiveMail');
    expect(sources.filter((path) => /node_modules\/(postcss|source-map-js)\//.test(path))).toEqual([]);
    expect(sources).toContain('node_modules/htmlparser2/dist/esm/Parser.js');
    expect(sources.filter((path) => path.includes('/htmlparser2/dist/commonjs/'))).toEqual([]);
  });
});

describe('bundling', () => {
  it('gives the same bytes for the same sources', () => {
    using again = bundle({ relay: join(root, 'lambdas', DOORS.relay.entry) });
    expect(readFileSync(join(again.folderOf('relay'), 'index.mjs'), 'utf8') === codeOf('relay')).toBe(true);
  });

  it('fails for a source that does not build', () => {
    const folder = mkdtempSync(join(tmpdir(), 'threeline-broken-'));
    const entry = join(folder, 'broken.ts');
    writeFileSync(entry, "import { nothing } from './nowhere.ts';\nexport const handler = nothing;\n");
    try {
      expect(() => bundle({ broken: entry })).toThrow(/nowhere/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
