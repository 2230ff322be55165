/** A desk in a process of its own, so that what asks it and what it does are measured apart. Started by running-desk.ts. */
import { resolve } from 'node:path';
import { startDesk } from '../../local/desk.ts';
import { seedDesk } from '../../local/launch/seed.ts';

/** The first argument, as JSON. */
export interface ServeOptions {
  readonly dataFolder: string;
  readonly assembly: string;
}

const repository = resolve(import.meta.dirname, '../..');
const { dataFolder, assembly } = JSON.parse(process.argv[2] ?? '{}') as ServeOptions;

const desk = await startDesk({
  port: 0,
  dataFolder,
  assemblyFolder: assembly,
  deskFile: resolve(repository, 'config/desk.yaml'),
  pricesFile: resolve(repository, 'bench/prices.json'),
  onDeath: (reason) => {
    console.error(reason);
    process.exit(1);
  },
});
await seedDesk(desk, repository, dataFolder);

// The bench ends by disconnecting, also when it dies.
process.once('disconnect', () => {
  void desk.close().then(() => process.exit(0));
});
process.send?.({ url: desk.url });
