import { execFile } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { aDesk, aFile } from './a-desk.ts';

/** Runs the command as an operator does, without waiting for a desk that is not there. */
const run = (args: readonly string[], token = ''): Promise<{ code: number; out: string; err: string }> =>
  new Promise((resolve) => {
    const env = { ...process.env, THREELINE_TOKEN: token === '' ? undefined : token };
    execFile(process.execPath, ['bin/desk.ts', ...args], { env }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });

describe('the command', () => {
  it('ends with 0 when it is done, with the token of this machine', async () => {
    const desk = await aDesk();
    const { code, out } = await run(['apply', 'config/desk.yaml', '--endpoint', desk.endpoint, '--dry-run']);
    expect(code).toBe(0);
    expect(out).toContain('dry run: nothing was sent');
  });

  it('takes a token from its options before that of the environment', async () => {
    const desk = await aDesk();
    const order = ['apply', 'config/desk.yaml', '--dry-run', '--endpoint', desk.endpoint];
    expect((await run(order, 'wrong')).code).toBe(2);
    expect((await run([...order, '--token', 'token-of-this-machine'], 'wrong')).code).toBe(0);
  });

  it('ends with 1 for mistakes in the file', async () => {
    const { code, err, out } = await run(['apply', await aFile('planz: []')]);
    expect(code).toBe(1);
    expect(err).toMatch(/desk\.yaml:1:1 planz is no settings document; did you mean "plans"\?/);
    expect(out).toBe('');
  });

  it('ends with 2 for anything else, and with 0 for help', async () => {
    expect((await run(['apply'])).code).toBe(2);
    expect((await run(['destroy'])).code).toBe(2);
    const help = await run(['apply', '--help']);
    expect(help.code).toBe(0);
    expect(help.out).toContain('--dry-run');
  });
});
