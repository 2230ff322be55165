/** Several rounds of one function that runs by the clock: each has its turn whatever became of those before it. */
import type { Settings } from '../../domain/settings/schemas.ts';
import type { Ports } from '../ports.ts';
import { throwTogether, turns } from '../turns.ts';

type Counts = Readonly<Record<string, number>>;

/** What all rounds of one run share. */
export interface RoundAbout {
  readonly correlationId: string;
  /** As they were when the run began. */
  readonly settings: Settings;
}

export type Round<C extends Counts = Counts> = (about: RoundAbout) => Promise<C>;

/** The counts of all; throws when all have had their turn. */
export const inTurn =
  ({ settings }: Pick<Ports, 'settings'>, rounds: readonly Round[]) =>
  async ({ correlationId }: Pick<RoundAbout, 'correlationId'>): Promise<Counts> => {
    const about = { correlationId, settings: await settings.current() };
    const { take, failures } = turns();
    let counts = {};
    for (const round of rounds) counts = { ...counts, ...(await take(() => round(about))) };
    if (failures.length === 1) throw failures[0];
    throwTogether(failures, 'rounds failed');
    return counts;
  };
