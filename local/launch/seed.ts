/** Puts the example company into a desk that is up: settings by the operator's command line, a key by the API. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CannotStart } from './cannot-start.ts';

export interface SeedOptions {
  readonly repository: string;
  readonly url: string;
  /** Bearer token of an admin. */
  readonly adminToken: string;
}

/** `desk apply config/desk.yaml`; it changes nothing that is as the file says. */
export async function applySettings({ repository, url, adminToken }: SeedOptions): Promise<void> {
  if (!existsSync(join(repository, 'bin/desk.ts'))) return;
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
    throw new CannotStart(`config/desk.yaml cannot be applied: ${Buffer.concat(said).toString().trim()}`);
  }
}

const SCOPES = ['tickets:read', 'tickets:write', 'tickets:manage', 'reports:read'];

/** The secret of a new machine key with every scope; undefined when the API has no keys yet. */
export async function makeMachineKey({ url, adminToken }: SeedOptions): Promise<string | undefined> {
  const response = await fetch(`${url}/v1/keys`, {
    method: 'POST',
    headers: { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'desk on one machine', scopes: SCOPES }),
  });
  if (!response.ok) return undefined;
  const key = (await response.json()) as Readonly<Record<string, unknown>>;
  const secret = Object.values(key).find(
    (value) => typeof value === 'string' && value.startsWith('tlk_') && value.split('_').length > 2,
  );
  return typeof secret === 'string' ? secret : undefined;
}
