/** `desk redrive`: what the desk gave up goes back to where it should have gone. Everybody there takes it twice well. */
import type { ExitCode, Voice } from './apply.ts';
import { sentenceOf } from './aws/errors.ts';
import { type DeskPlace, findDesk, type Whereabouts } from './aws/place.ts';
import { DEAD_LETTER_QUEUES, DEAD_LETTERS, type DeadLetterQueue } from './dead-letters.ts';
import { redriveLostEvents } from './redrive/lost-events.ts';
import type { Outcome, Redrive } from './redrive/outcome.ts';
import { redriveSetAside } from './redrive/set-aside.ts';
import { redriveUnreadMails, redriveUnsentMails } from './redrive/stuck-mails.ts';

const WAYS: Readonly<Record<DeadLetterQueue, (place: DeskPlace, how: Redrive) => Promise<Outcome>>> = {
  'unsent-mails': redriveUnsentMails,
  'unread-mails': redriveUnreadMails,
  'lost-events': redriveLostEvents,
  'set-aside': redriveSetAside,
};

/** Changes first: the events behind them may be what the others wait for. */
const ORDER: readonly DeadLetterQueue[] = ['set-aside', 'lost-events', 'unread-mails', 'unsent-mails'];

export interface RedriveOrder {
  /** All of them unless given. */
  readonly queue: string | null;
  readonly dryRun: boolean;
}

const isQueue = (name: string): name is DeadLetterQueue => Object.hasOwn(DEAD_LETTERS, name);

const summary = (queue: DeadLetterQueue, { done, left }: Outcome, dryRun: boolean): string => {
  if (done + left === 0) return `${queue}: nothing`;
  return dryRun ? `${queue}: ${left} would go back` : `${queue}: ${done} done, ${left} left`;
};

/** 0: nothing is left. 1: something stays; the lines say why. 2: the desk could not be asked. */
export const redrive = async (where: Whereabouts, order: RedriveOrder, voice: Voice): Promise<ExitCode> => {
  const { queue, dryRun } = order;
  if (queue !== null && !isQueue(queue)) {
    voice.complain(`there is no ${queue}; --queue is one of ${DEAD_LETTER_QUEUES.join(', ')}`);
    return 2;
  }
  try {
    const place = await findDesk(where);
    let left = 0;
    for (const name of ORDER) {
      if (queue !== null && queue !== name) continue;
      const outcome = await WAYS[name](place, { say: voice.say, dryRun });
      voice.say(summary(name, outcome, dryRun));
      left += outcome.left;
    }
    return left === 0 || dryRun ? 0 : 1;
  } catch (error) {
    const sentence = sentenceOf(error);
    if (sentence === null) throw error;
    voice.complain(sentence);
    return 2;
  }
};
