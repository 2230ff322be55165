import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const entry = join(import.meta.dirname, '../../bin/threeline.ts');

describe('the app', () => {
  it('says what to write when no stage is named, without a stack trace', () => {
    const { THREELINE_STAGE: _, CDK_CONTEXT_JSON: __, CDK_OUTDIR: ___, ...env } = process.env;
    const { status, stderr } = spawnSync(process.execPath, [entry], { env, encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^No stage is named\. Write "-c stage=<name>"/);
    expect(stderr).not.toContain('    at ');
  }, 60_000);
});
