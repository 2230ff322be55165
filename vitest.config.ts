import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { HAS_HABITS, WITHOUT_HABITS } from './test/journeys/support/without-habits.ts';

/** Journeys take seconds each and wait in between, so the short tests of the rooms fill up what they leave. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isJourney = ({ project }: TestSpecification): boolean => project.name === 'journeys';
    return [...sorted.filter(isJourney), ...sorted.filter((file) => !isJourney(file))];
  }
}

export default defineConfig({
  test: {
    // A journey waits for a sixth of its time, with habits on for half of it.
    maxWorkers: HAS_HABITS ? 2 * availableParallelism() : availableParallelism() + 1,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'rooms',
          // One process for many files: what they import is most of what they cost.
          isolate: false,
          setupFiles: ['test/support/shared-process.ts'],
          include: ['test/**/*.test.ts'],
          exclude: ['test/journeys/**'],
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'journeys',
          include: ['test/journeys/**/*.test.ts'],
          exclude: HAS_HABITS ? Object.keys(WITHOUT_HABITS) : [],
          globalSetup: ['test/journeys/support/assembly.ts'],
          testTimeout: HAS_HABITS ? 600_000 : 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
    coverage: { provider: 'v8', include: ['lambdas/core/domain/**'], reporter: ['text-summary'] },
  },
});
