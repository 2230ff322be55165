/** What commands over the API have in common: which desk they ask, as whom, and how they end when it says no. */
import type { ExitCode, Voice } from './apply.ts';
import { sentenceOf } from './aws/errors.ts';
import type { Whereabouts } from './aws/place.ts';
import { Refused } from './http.ts';

/** Which desk, and the operator's token; null: a desk on this machine is asked for one. */
export interface Asked {
  readonly where: Whereabouts;
  readonly token: string | null;
}

/** Ends with 2 and a sentence for whatever a person can mend; throws mistakes of the program on. */
export const orRefusal = async (voice: Voice, run: () => Promise<ExitCode>): Promise<ExitCode> => {
  try {
    return await run();
  } catch (error) {
    const sentence = sentenceOf(error);
    if (sentence === null) throw error;
    voice.complain(sentence);
    if (error instanceof Refused)
      for (const { path, message } of error.problems) voice.complain(`  ${path} ${message}`);
    return 2;
  }
};
