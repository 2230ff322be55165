/** Rules that fire by the clock. A time that passed while the desk was down fires once at start. */
import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../../kernel/contract.ts';
import { parseSchedule } from './schedule.ts';

export const SCHEDULES_SCHEMA =
  'CREATE TABLE IF NOT EXISTS schedules (rule TEXT PRIMARY KEY, expression TEXT NOT NULL, nextAt INTEGER NOT NULL);';

export interface Scheduling {
  /**
   * `fire` gets the time that was due, and must durably accept what follows from it together with `saveNext`: in one
   * transaction, so that no time fires twice.
   */
  run(rule: string, expression: string, fire: (dueAt: number, saveNext: () => void) => void): void;
}

export const createScheduling = (database: DatabaseSync, clock: Clock): Scheduling => {
  const read = database.prepare('SELECT nextAt FROM schedules WHERE rule = ? AND expression = ?');
  const save = database.prepare('INSERT OR REPLACE INTO schedules VALUES (?, ?, ?)');

  return {
    run: (rule, expression, fire) => {
      const next = parseSchedule(expression);
      const keep = (at: number | undefined): void => {
        if (at !== undefined) save.run(rule, expression, at);
      };
      const arm = (at: number | undefined): void => {
        if (at === undefined) return;
        clock.alarm(`events:schedule:${rule}`, at, () => {
          // Counted from when it was due, so that a rate does not drift; but what was missed fires only once.
          const counted = next(at);
          const following = counted !== undefined && counted <= clock.now() ? next(clock.now()) : counted;
          fire(at, () => keep(following));
          arm(following);
        });
      };
      const kept = read.get(rule, expression)?.nextAt;
      const first = kept === undefined ? next(clock.now()) : Number(kept);
      keep(first);
      arm(first);
    },
  };
};
