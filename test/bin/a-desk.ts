/** A small HTTP server with the settings routes of a desk, and a place for settings files. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { stringify } from 'yaml';
import { applyFile, type ExitCode, type Order } from '../../bin/desk/apply.ts';
import { DEFAULT_SETTINGS } from '../../lambdas/core/domain/settings/defaults.ts';
import { SETTINGS_KINDS, type SettingsKind } from '../../lambdas/core/domain/settings/kinds.ts';
import { parseDocument } from '../../lambdas/core/domain/settings/parse.ts';
import { settingsProblems } from '../../lambdas/core/domain/settings/references.ts';
import type { Settings } from '../../lambdas/core/domain/settings/schemas.ts';

/** One request that changed, or tried to change, something. */
export interface Put {
  readonly kind: string;
  readonly ifMatch: string | undefined;
  readonly status: number;
}

type Answer = readonly [status: number, body: unknown, headers?: Readonly<Record<string, string>>];

const bodyOf = async (request: IncomingMessage): Promise<unknown> => {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text === '' ? null : JSON.parse(text);
};

/** The desk's settings, each with a version, checked as the real desk checks them. */
export const aDesk = async (settings: Settings = DEFAULT_SETTINGS) => {
  const state: Record<string, unknown> = { ...settings };
  const versions: Record<string, number> = Object.fromEntries(SETTINGS_KINDS.map((kind) => [kind, 0]));
  const puts: Put[] = [];
  /** Answers in place of the desk, by method and path. */
  const instead = new Map<string, Answer>();
  /** Who holds its unsolved tickets, one to a page. */
  const holders: (string | null)[] = [];

  const ticketPage = (at: number): Answer => {
    const next = at + 1 < holders.length ? `https://desk.example/v1/tickets?page[after]=${at + 1}` : null;
    return [200, { data: holders.slice(at, at + 1).map((assigneeId) => ({ assigneeId })), links: { next } }];
  };

  const put = (kind: SettingsKind, body: unknown, ifMatch: string | undefined): Answer => {
    if (ifMatch !== undefined && ifMatch !== `"${versions[kind]}"`)
      return [412, { title: 'VersionConflict' }];
    const read = parseDocument(kind, body);
    if ('problems' in read) return [422, { title: 'InvalidInput', errors: read.problems }];
    const problems = settingsProblems({ ...(state as Settings), [kind]: read.document }, kind);
    if (problems.length > 0) {
      const errors = problems.map((one) => ({
        path: [one.kind, ...one.path].join('.'),
        message: one.message,
      }));
      return [422, { title: 'InvalidInput', detail: 'Some fields are wrong.', errors }];
    }
    state[kind] = read.document;
    versions[kind] = (versions[kind] ?? 0) + 1;
    return [200, read.document, { etag: `"${versions[kind]}"` }];
  };

  const answer = async (request: IncomingMessage): Promise<Answer> => {
    const replaced = instead.get(`${request.method} ${request.url}`);
    const body = await bodyOf(request);
    if (replaced !== undefined) return replaced;
    if (request.url === '/_local/tokens') return [200, { admin: 'token-of-this-machine' }];
    const kind = request.url?.replace('/v1/settings/', '') as SettingsKind;
    if (request.headers.authorization !== 'Bearer token-of-this-machine') return [401, {}];
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://desk');
    if (pathname === '/v1/tickets') return ticketPage(Number(searchParams.get('page[after]') ?? 0));
    if (request.method === 'GET') return [200, state[kind], { etag: `"${versions[kind]}"` }];
    const ifMatch = request.headers['if-match'];
    const result = put(kind, body, ifMatch);
    puts.push({ kind, ifMatch, status: result[0] });
    return result;
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [status, body, headers] = await answer(request);
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { endpoint, state: state as Settings, versions, puts, instead, holders };
};

/** Writes a settings file: YAML as it is, or an object as YAML. */
export const aFile = async (content: unknown): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'desk-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'desk.yaml');
  await writeFile(path, typeof content === 'string' ? content : stringify(content));
  return path;
};

/** Runs `desk apply` in this process; the file's name is cut from what it says. */
export const apply = async (
  order: Pick<Order, 'file' | 'endpoint'> & Partial<Order>,
): Promise<{ code: ExitCode; said: string[]; complained: string[] }> => {
  const said: string[] = [];
  const complained: string[] = [];
  const code = await applyFile(
    { token: null, dryRun: false, ...order },
    {
      say: (text) => said.push(text.replace(order.file, 'desk.yaml')),
      complain: (text) => complained.push(text.replace(order.file, 'desk.yaml')),
    },
  );
  return { code, said, complained };
};
