/** A desk of one's own for a journey: the real template on free ports, spoken to as people and machines do. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { inject } from 'vitest';
import { type Desk, startDesk } from '../../../local/desk.ts';
import { seedDesk } from '../../../local/launch/seed.ts';
import { begun } from './habits.ts';

const repository = resolve(import.meta.dirname, '../../..');

export type Who = 'requester' | 'requester2' | 'agent1' | 'agent2' | 'agent3' | 'lead' | 'admin' | 'machine';

export interface Answer<T = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

export interface Mail {
  readonly id: string;
  readonly to: readonly string[] | string;
  readonly from: string;
  readonly subject: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly html: string;
  readonly raw: string;
  readonly sentAt: string;
}

export interface TicketBody {
  readonly id: string;
  readonly number: number;
  readonly subject: string;
  readonly status: string;
  readonly line: number;
  readonly groupId: string | null;
  readonly assigneeId: string | null;
  readonly version: number;
  readonly missingDetails: readonly string[];
  readonly urgentAt: string | null;
  readonly satisfaction: { readonly status: string | null };
  readonly links: { readonly self: string; readonly web: string | null };
  readonly followUpOf: string | null;
  readonly [more: string]: unknown;
}

export interface Client {
  readonly url: string;
  call<T = TicketBody>(
    who: Who | null,
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer<T>>;
  local<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<T>;
  /** Mails to an address, oldest first, once the desk is quiet. */
  mailsTo(address: string): Promise<readonly Mail[]>;
  advance(duration: string): Promise<void>;
  settle(): Promise<void>;
}

/** Talks to a desk that is up, wherever it runs. */
export const clientOf = async (url: string): Promise<Client> => {
  const tokens = (await (await fetch(`${url}/_local/tokens`)).json()) as Record<Who, string>;
  const local: Client['local'] = async (method, path, body) => {
    const answer = await fetch(`${url}/_local/${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} /_local/${path} answered ${answer.status}: ${text}`);
    return JSON.parse(text);
  };
  const settle = async (): Promise<void> => {
    await local('POST', 'settle');
  };
  return {
    url,
    local,
    settle,
    call: async (who, method, path, body, headers = {}) => {
      const isText = typeof body === 'string';
      const answer = await fetch(`${url}${path}`, {
        method,
        redirect: 'manual',
        headers: {
          ...(who === null ? {} : { authorization: `Bearer ${tokens[who]}` }),
          ...(body === undefined || isText ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
      });
      const text = await answer.text();
      const isJson = answer.headers.get('content-type')?.includes('json') === true;
      return {
        status: answer.status,
        headers: answer.headers,
        body: isJson && text !== '' ? JSON.parse(text) : text,
      };
    },
    mailsTo: async (address) => {
      await settle();
      const { messages } = await local<{ messages: readonly Mail[] }>(
        'GET',
        `outbox?to=${encodeURIComponent(address)}`,
      );
      return messages;
    },
    advance: async (duration) => {
      await local('POST', 'clock', { advance: duration });
    },
  };
};

export interface OwnDesk extends Client, AsyncDisposable {
  readonly desk: Desk;
}

/** A desk on data that outlives it: for stories in which the machine is switched off. Whoever made the folder removes it. */
export const aDeskIn = async (dataFolder: string): Promise<OwnDesk> => {
  const desk = await startDesk({
    port: 0,
    dataFolder,
    assemblyFolder: inject('assembly'),
    deskFile: join(repository, 'config/desk.yaml'),
    pricesFile: join(repository, 'bench/prices.json'),
  });
  await seedDesk(desk, repository, dataFolder);
  return { ...(await begun(await clientOf(desk.url))), desk, [Symbol.asyncDispose]: () => desk.close() };
};

export const aDataFolder = (): string => mkdtempSync(join(tmpdir(), 'threeline-'));

/** The data of a desk that knows the example company already: quicker than to tell each. */
export const aSeededFolder = (): string => {
  const dataFolder = aDataFolder();
  cpSync(inject('seeded'), dataFolder, { recursive: true });
  return dataFolder;
};

/** Starts in about a second; `await using` ends it and its data. */
export const aDesk = async (): Promise<OwnDesk> => {
  const dataFolder = aSeededFolder();
  const desk = await aDeskIn(dataFolder);
  return {
    ...desk,
    [Symbol.asyncDispose]: async () => {
      await desk[Symbol.asyncDispose]();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
};
