/** How much memory a process and its children hold. */
import { readdirSync, readFileSync } from 'node:fs';

export interface Held {
  readonly name: string;
  /** Bytes, shared pages divided among those who share them. */
  readonly proportional: number;
  /** Bytes, shared pages counted whole. */
  readonly resident: number;
}

const childrenOf = (pid: number): readonly number[] =>
  readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );

const kilobytes = (text: string, name: string): number =>
  Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0);

/** Of the process first, then its children; only Linux tells. */
export const memoryOf = (pid: number): readonly Held[] => {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const own: Held = {
    name: readFileSync(`/proc/${pid}/comm`, 'utf8').trim(),
    proportional: kilobytes(rollup, 'Pss') * 1024,
    resident: kilobytes(rollup, 'Rss') * 1024,
  };
  return [own, ...childrenOf(pid).flatMap(memoryOf)];
};
