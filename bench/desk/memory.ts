/** How much memory a process and its children hold. */
import { readFileSync } from 'node:fs';
import { processesOf } from './processor.ts';

export interface Held {
  readonly name: string;
  /** Bytes, shared pages divided among those who share them. */
  readonly proportional: number;
  /** Bytes, shared pages counted whole. */
  readonly resident: number;
}

const kilobytes = (text: string, name: string): number =>
  Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0);

/** Nothing of a process that has just ended. */
const heldBy = (pid: number): readonly Held[] => {
  try {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    return [
      {
        name: readFileSync(`/proc/${pid}/comm`, 'utf8').trim(),
        proportional: kilobytes(rollup, 'Pss') * 1024,
        resident: kilobytes(rollup, 'Rss') * 1024,
      },
    ];
  } catch {
    return [];
  }
};

/** Of the process first, then its children; only Linux tells. */
export const memoryOf = (pid: number): readonly Held[] => processesOf(pid).flatMap(heldBy);
