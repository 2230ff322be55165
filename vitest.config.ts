import { defineConfig } from 'vitest/config';

/** Stories through the whole desk take seconds each and share two cores, so they run in a project of their own. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'rooms',
          include: ['test/**/*.test.ts'],
          exclude: ['test/journeys/**'],
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'journeys',
          include: ['test/journeys/**/*.test.ts'],
          globalSetup: ['test/journeys/support/assembly.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 1,
        },
      },
    ],
    coverage: { provider: 'v8', include: ['lambdas/core/domain/**'], reporter: ['text-summary'] },
  },
});
