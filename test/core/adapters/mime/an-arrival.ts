/** Arrivals and seeds for the tests of the mail reader. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Arrival } from '../../../../lambdas/core/adapters/mime/arrival.ts';
import { type ReadMail, readMail } from '../../../../lambdas/core/adapters/mime/parse.ts';

export const anArrival = (from = 'ann@example.com'): Arrival => ({
  sesId: 'o3vrnil0e2ic28tr',
  receivedAt: '2026-11-03T09:15:02.000Z',
  envelope: { from, to: ['help@desk.example'] },
  verdicts: { spf: 'pass', dkim: 'pass', dmarc: 'pass', spam: 'pass', virus: 'pass' },
});

const SEEDS = join(import.meta.dirname, 'seeds');

/** By name, without the extension. */
export const seeds: ReadonlyMap<string, Buffer> = new Map(
  readdirSync(SEEDS)
    .sort()
    .map((file) => [file.replace(/\.eml$/, ''), readFileSync(join(SEEDS, file))]),
);

export const seed = (name: string): Buffer => {
  const raw = seeds.get(name);
  if (raw === undefined) throw new Error(`There is no seed ${name}.`);
  return raw;
};

/** Reads a mail that can be read; a text is taken as its bytes in latin1. */
export const readOf = async (raw: Uint8Array | string, from?: string): Promise<ReadMail> => {
  const bytes = typeof raw === 'string' ? Buffer.from(raw, 'latin1') : raw;
  const mail = await readMail(bytes, anArrival(from));
  if (mail.kind !== 'read') throw new Error(mail.reason);
  return mail;
};

export const readSeed = (name: string, from?: string): Promise<ReadMail> => readOf(seed(name), from);
