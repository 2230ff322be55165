/** Synthesizes the desk once for all journeys; what has not changed is not made again. */
import { resolve } from 'node:path';
import { synthesize } from '../../../local/launch/synthesize.ts';

const repository = resolve(import.meta.dirname, '../../..');
const cache = resolve(repository, 'node_modules/.cache/threeline-journeys');

export default async function setup({
  provide,
}: {
  provide: (key: 'assembly', value: string) => void;
}): Promise<void> {
  provide('assembly', await synthesize(repository, cache));
}

declare module 'vitest' {
  interface ProvidedContext {
    assembly: string;
  }
}
