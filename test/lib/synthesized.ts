/** A stage synthesized once for each test file, with functions that do nothing, so that only lib/ is looked at. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { afterAll } from 'vitest';
import { DOORS } from '../../lambdas/core/contracts/doors.ts';
import { type DeskApp, deskApp } from '../../lib/desk-app.ts';

export const STAGES = {
  prod: {
    region: 'eu-west-1',
    baseUrl: 'https://desk.acme.test',
    mailDomain: 'help.acme.test',
    alarmEmail: 'operators@acme.test',
  },
  quiet: {
    region: 'us-east-1',
    baseUrl: 'https://desk.acme.test',
    mailDomain: 'help.acme.test',
    oidc: { issuer: 'https://login.acme.test', audience: 'desk' },
    languageModels: ['us.amazon.nova-lite-v1:0', 'amazon.nova-micro-v1:0'],
  },
  local: {
    account: '000000000000',
    region: 'eu-west-1',
    baseUrl: 'http://127.0.0.1:4000',
    mailDomain: 'desk.example.com',
  },
} as const;

export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, never>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

export interface Synthesized extends DeskApp {
  readonly folder: string;
  readonly data: DeskApp['data'];
  readonly dataTemplate: Template;
  readonly serviceTemplate: Template;
  /** Resources of a type in both stacks, by logical id. */
  resources(type: string): Readonly<Record<string, Resource>>;
  templateFile(stack: 'Data' | 'Service'): string;
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const standIns = (folder: string, code: string): string => {
  for (const { entry } of Object.values(DOORS)) {
    const file = join(folder, entry);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `export const handler = async () => '${code} ${entry}';\n`);
  }
  return folder;
};

/** `changes` to the stage, and functions with other `code`, make a later version of it. */
export const synthesize = (
  name: keyof typeof STAGES,
  changes: Readonly<Record<string, unknown>> = {},
  code = 'now',
): Synthesized => {
  const folder = mkdtempSync(join(tmpdir(), 'threeline-lib-'));
  folders.push(folder);
  const outdir = join(folder, 'out');
  const stages = { ...STAGES, [name]: { ...STAGES[name], ...changes } };
  const desk = deskApp({ stage: name, stages, entryRoot: standIns(join(folder, 'doors'), code), outdir });
  desk.app.synth();
  const dataTemplate = Template.fromStack(desk.data);
  const serviceTemplate = Template.fromStack(desk.service);
  return {
    ...desk,
    folder: outdir,
    dataTemplate,
    serviceTemplate,
    resources: (type) =>
      ({ ...dataTemplate.findResources(type), ...serviceTemplate.findResources(type) }) as never,
    templateFile: (stack) => join(outdir, `Threeline${stack}-${name}.template.json`),
  };
};

export const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
