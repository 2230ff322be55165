import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const entry = join(import.meta.dirname, '../../bin/threeline.ts');
const run = (stage?: string) => {
  const { THREELINE_STAGE: _, CDK_CONTEXT_JSON: __, CDK_OUTDIR: ___, ...env } = process.env;
  return spawnSync(process.execPath, [entry], {
    env: { ...env, ...(stage === undefined ? {} : { THREELINE_STAGE: stage }) },
    encoding: 'utf8',
  });
};

describe('the app', () => {
  it.each([
    ['no stage', undefined, /^No stage is named\. Write "-c stage=<name>"/],
    ['a stage that is not there', 'prod', /^There is no stage "prod"/],
  ])('refuses %s with a sentence and no stack trace', (_what, stage, sentence) => {
    const { status, stderr } = run(stage);
    expect(status).toBe(1);
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toContain('    at ');
  });
});
