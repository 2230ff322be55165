/** The other services in memory: the workflow engine, the bus, the seals. */
import { createHash } from 'node:crypto';
import { base32 } from '../../../lambdas/core/adapters/system/base32.ts';
import type { Seals } from '../../../lambdas/core/application/desk-ports.ts';
import type { SealPurpose } from '../../../lambdas/core/application/records.ts';
import type { Bus, Workflows } from '../../../lambdas/core/application/workflow-ports.ts';
import type { TicketEvent } from '../../../lambdas/core/domain/ticket/events.ts';

export interface FakeWorkflows extends Workflows {
  /** `<ticketId>-<generation>`, in order, each once. */
  readonly started: readonly string[];
  readonly stopped: readonly { readonly name: string; readonly reason: string }[];
  readonly woken: readonly {
    readonly token: string;
    readonly answer: { readonly next: string; readonly wakeAt: string };
  }[];
  /** A wake with this token answers "already awake". */
  expire(token: string): void;
  /** The next calls throw these, one each. */
  failNext(...errors: readonly Error[]): void;
}

export const fakeWorkflows = (): FakeWorkflows => {
  const started: string[] = [];
  const stopped: { name: string; reason: string }[] = [];
  const woken: { token: string; answer: { next: string; wakeAt: string } }[] = [];
  const spent = new Set<string>();
  const failures: Error[] = [];
  const stumble = (): void => {
    const failure = failures.shift();
    if (failure !== undefined) throw failure;
  };
  return {
    started,
    stopped,
    woken,
    expire: (token) => {
      spent.add(token);
    },
    failNext: (...errors) => {
      failures.push(...errors);
    },
    start: async (ticketId, generation) => {
      stumble();
      const name = `${ticketId}-${generation}`;
      if (!started.includes(name)) started.push(name);
    },
    stop: async (ticketId, generation, reason) => {
      stumble();
      stopped.push({ name: `${ticketId}-${generation}`, reason });
    },
    wake: async (token, answer) => {
      stumble();
      if (spent.has(token)) return false;
      spent.add(token);
      woken.push({ token, answer });
      return true;
    },
  };
};

export interface FakeBus extends Bus {
  readonly published: readonly TicketEvent[];
  failNext(...errors: readonly Error[]): void;
}

export const fakeBus = (): FakeBus => {
  const published: TicketEvent[] = [];
  const failures: Error[] = [];
  return {
    published,
    failNext: (...errors) => {
      failures.push(...errors);
    },
    publish: async (event) => {
      const failure = failures.shift();
      if (failure !== undefined) throw failure;
      published.push(structuredClone(event));
    },
  };
};

/** Seals that a person can read: `<text>.<check>`, both in base64url. */
export const fakeSeals = (): Seals => {
  const check = (purpose: SealPurpose, text: string): Buffer =>
    createHash('sha256').update(`fake#${purpose}#${text}`).digest();
  const seal = (purpose: SealPurpose, text: string): string =>
    `k0.${Buffer.from(text).toString('base64url')}.${check(purpose, text).toString('base64url').slice(0, 22)}`;
  return {
    seal: async (purpose, text) => seal(purpose, text),
    open: async (purpose, sealed) => {
      const text = Buffer.from(sealed.split('.')[1] ?? '', 'base64url').toString();
      return seal(purpose, text) === sealed ? text : null;
    },
    mac: async (purpose, text) => base32(check(purpose, text), 16).toLowerCase(),
    isMac: async (purpose, text, mac) => base32(check(purpose, text), 16).toLowerCase() === mac.toLowerCase(),
  };
};
