/** How much processor time a process and its children have used: minds other work on the machine less than a clock does. */
import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts in hundredths of a second, whatever the kernel's own tick is (man 5 proc, man 3 sysconf). */
const TICKS_A_SECOND = 100;

const childrenOf = (pid: number): readonly number[] =>
  readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );

/** The process and all below it, itself first. Linux only. */
export const processesOf = (pid: number): readonly number[] => [pid, ...childrenOf(pid).flatMap(processesOf)];

/** Milliseconds in all threads of all these processes; NaN where nobody tells. */
export const processorMilliseconds = (pid: number): number => {
  try {
    return processesOf(pid).reduce((sum, one) => {
      // The name, in brackets, may hold spaces.
      const fields = readFileSync(`/proc/${one}/stat`, 'utf8')
        .replace(/^.*\) /, '')
        .split(' ');
      return sum + ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_A_SECOND;
    }, 0);
  } catch {
    return Number.NaN;
  }
};
