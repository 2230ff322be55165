/** How far a long command is: a bar on a terminal, a line every few seconds elsewhere. */
import { Presets, SingleBar } from 'cli-progress';

export interface Progress {
  begin(what: string, total: number): void;
  step(): void;
  end(): void;
}

/** On stderr, so that what a command says can be read by programs. */
export const progressBar = (): Progress => {
  let bar: SingleBar | null = null;
  return {
    begin: (what, total) => {
      if (total === 0) return;
      const format = `${what} {bar} {value}/{total}, {duration_formatted}, {eta_formatted} to go`;
      const options = { format, noTTYOutput: true, notTTYSchedule: 5000, hideCursor: true };
      bar = new SingleBar(options, Presets.shades_classic);
      bar.start(total, 0);
    },
    step: () => bar?.increment(),
    end: () => bar?.stop(),
  };
};
