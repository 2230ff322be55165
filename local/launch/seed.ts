/** Puts the example company into a desk that is up: settings by the operator's command line, a key by the API. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Desk } from '../desk.ts';
import { CannotStart } from './cannot-start.ts';

/** `desk apply config/desk.yaml`; it changes nothing that is as the file says. */
async function applySettings(repository: string, url: string, adminToken: string): Promise<void> {
  const args = ['bin/desk.ts', 'apply', 'config/desk.yaml', '--endpoint', url, '--token', adminToken];
  const desk = spawn(process.execPath, args, { cwd: repository, stdio: ['ignore', 'pipe', 'pipe'] });
  const said: Buffer[] = [];
  desk.stdout.on('data', (chunk: Buffer) => said.push(chunk));
  desk.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  const code = await new Promise((resolve, reject) => {
    desk.once('error', reject);
    desk.once('close', resolve);
  });
  if (code !== 0) {
    throw new CannotStart(`config/desk.yaml cannot be applied:\n${Buffer.concat(said).toString().trim()}`);
  }
}

const SCOPES = ['tickets:read', 'tickets:write', 'tickets:manage', 'reports:read'];

/** A new machine key with every scope. */
async function makeMachineKey(url: string, adminToken: string): Promise<string> {
  const response = await fetch(`${url}/v1/keys`, {
    method: 'POST',
    headers: { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'desk on one machine', scopes: SCOPES }),
  });
  const { key } = (await response.json()) as { readonly key?: unknown };
  if (typeof key !== 'string') throw new CannotStart(`The API made no machine key (${response.status}).`);
  return key;
}

/**
 * The same desk may be seeded again at every start. `repository` holds `bin/desk.ts` and `config/desk.yaml`; with a
 * `dataFolder` a file that was applied before is not applied again, so that what people changed since then stays.
 */
export async function seedDesk(
  { url, tokens }: Pick<Desk, 'url' | 'tokens'>,
  repository: string,
  dataFolder?: string,
): Promise<void> {
  const { admin, machine } = tokens.all();
  const stamp = dataFolder === undefined ? undefined : join(dataFolder, 'desk.yaml.applied');
  const wanted = readFileSync(join(repository, 'config/desk.yaml'), 'utf8');
  if (stamp === undefined || !existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
    await applySettings(repository, url, admin);
    if (stamp !== undefined) writeFileSync(stamp, wanted);
  }
  if (machine === null) tokens.keepMachineKey(await makeMachineKey(url, admin));
}
