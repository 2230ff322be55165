/** Which stories are told again with AWS's hidden habits on (`npm run test:habits`): all but these. */

/** Every desk that a story starts has the habits of every day (habits.ts). */
export const HAS_HABITS = process.env.THREELINE_HABITS === '1';

/** Files, and why they are left out. */
export const WITHOUT_HABITS: Readonly<Record<string, string>> = {
  'test/journeys/habits.test.ts': 'It switches on worse habits itself, in every run.',
  'test/journeys/mail-survives.test.ts': 'It switches on worse habits itself, in every run.',
};
