/** `desk status`: the desk's health at a glance, the same on one machine and deployed. */
import type { ExitCode, Voice } from './apply.ts';
import { sentenceOf } from './aws/errors.ts';
import { findDesk, type Whereabouts } from './aws/place.ts';
import { healthOf } from './status/health.ts';
import { statusText } from './status/text.ts';

/** 0: all is well. 1: something needs an operator. 2: the desk could not be asked. */
export const showStatus = async (where: Whereabouts, voice: Voice): Promise<ExitCode> => {
  try {
    const place = await findDesk(where);
    const { figures, concerns } = statusText(await healthOf(place), place.options);
    for (const line of figures) voice.say(line);
    voice.say('');
    if (concerns.length === 0) voice.say('All is well.');
    for (const concern of concerns) voice.say(`! ${concern}`);
    return concerns.length === 0 ? 0 : 1;
  } catch (error) {
    const sentence = sentenceOf(error);
    if (sentence === null) throw error;
    voice.complain(sentence);
    return 2;
  }
};
