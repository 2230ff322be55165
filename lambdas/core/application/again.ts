/** Two write at the same moment: whoever is second reads again, and decides again on what the first one left. */
import { isNamed } from '../domain/errors.ts';

/** `attempt` reads, decides and writes; `most` times in all while the write is refused by this name. */
export const againAfter = async <T>(name: string, most: number, attempt: () => Promise<T>): Promise<T> => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!isNamed(error, name) || tries === most) throw error;
    }
  }
};
