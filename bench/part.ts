/** What a part of the bench is given and what it answers. */
import type { RunningDesk } from './desk/running-desk.ts';
import type { Section } from './report.ts';

export interface Bench {
  /** How many tickets a full desk holds. */
  readonly tickets: number;
  /** Multiplies how often things are repeated; below 1 for a quick look. */
  readonly effort: number;
  /** The synthesized cloud assembly. */
  readonly assembly: string;
  /**
   * A desk that holds so many tickets, started anew; the one before it is ended, for two would disturb each other. With
   * tickets its data are made once and kept until the bench ends.
   */
  desk(tickets: number): Promise<RunningDesk>;
}

export interface Part {
  /** For `--only`. */
  readonly name: string;
  run(bench: Bench): Promise<readonly Section[]>;
}

/** So many repetitions, at the effort asked for. */
export const repetitions = ({ effort }: Bench, usual: number): number =>
  Math.max(5, Math.round(usual * effort));
