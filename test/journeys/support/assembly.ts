/** What all journeys start from, made once: the synthesized desk, and the data of one that knows the example company. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startDesk } from '../../../local/desk.ts';
import { seedDesk } from '../../../local/launch/seed.ts';
import { synthesize } from '../../../local/launch/synthesize.ts';

const repository = resolve(import.meta.dirname, '../../..');
const cache = resolve(repository, 'node_modules/.cache/threeline-journeys');

/** A data folder in which nothing has happened but what `npm start` does by itself. */
const seededData = async (assemblyFolder: string): Promise<string> => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'threeline-seeded-'));
  const desk = await startDesk({
    port: 0,
    dataFolder,
    assemblyFolder,
    deskFile: join(repository, 'config/desk.yaml'),
    pricesFile: join(repository, 'bench/prices.json'),
  });
  await seedDesk(desk, repository, dataFolder);
  await desk.settle();
  await desk.close();
  return dataFolder;
};

interface Project {
  readonly provide: (key: 'assembly' | 'seeded', folder: string) => void;
}

export default async function setup({ provide }: Project): Promise<() => void> {
  const assembly = await synthesize(repository, cache);
  provide('assembly', assembly);
  const seeded = await seededData(assembly);
  provide('seeded', seeded);
  return () => rmSync(seeded, { recursive: true, force: true });
}

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the cloud assembly. */
    assembly: string;
    /** A data folder to copy. */
    seeded: string;
  }
}
