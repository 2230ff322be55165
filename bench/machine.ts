/** On what and when something was measured: figures without that are rumours. */
import { availableParallelism, cpus, loadavg, platform, release, totalmem } from 'node:os';

/** One line; a load above zero means that somebody else was at work, and that times are too long. */
export const machineLine = (): string => {
  const [processor] = cpus();
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  const [load = 0] = loadavg();
  return [
    new Date().toISOString().slice(0, 16).replace('T', ' '),
    `${platform()} ${release()}`,
    `${availableParallelism()} × ${processor?.model ?? 'unknown processor'}`,
    `${gigabytes} GB`,
    `Node ${process.version}`,
    `load ${load.toFixed(1)}`,
  ].join(' · ');
};
