/** `desk reindex`: search knows every ticket again. What is known already costs a read, so it may be broken off and repeated. */
import type { ExitCode, Voice } from './apply.ts';
import { orRefusal } from './ask.ts';
import { historiesIn, type TicketHistory } from './aws/histories.ts';
import { type Invoke, invoker } from './aws/invoke.ts';
import { findDesk, type Whereabouts } from './aws/place.ts';

/** Invocations at once: few enough to leave the desk its work. */
const AT_ONCE = 8;
const SAID_EVERY = 1000;

/** As the bus delivers it. Any event of a ticket makes the function read all that it has not read yet. */
const newestOf = ({ events }: TicketHistory): unknown => {
  const event = events.at(-1);
  return {
    id: event?.id,
    source: 'threeline',
    'detail-type': event?.type,
    time: event?.occurredAt,
    detail: event,
  };
};

export const reindexed = async (
  histories: AsyncGenerator<TicketHistory>,
  invoke: (payload: unknown) => ReturnType<Invoke>,
  say: (line: string) => void,
): Promise<{ readonly done: number; readonly left: number }> => {
  let [done, left] = [0, 0];
  const work = async (): Promise<void> => {
    for await (const history of histories) {
      const invoked = await invoke(newestOf(history));
      if (invoked.ok) done += 1;
      else {
        left += 1;
        say(`${history.ticket.id}: not done, ${invoked.why}`);
      }
      if ((done + left) % SAID_EVERY === 0) say(`${done + left} tickets`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { done, left };
};

/** 0: every ticket. 1: not all; the lines say why. 2: the desk could not be asked. */
export const reindex = (where: Whereabouts, voice: Voice): Promise<ExitCode> =>
  orRefusal(voice, async () => {
    const { access, outputs } = await findDesk(where);
    const invoke = invoker(access);
    const { done, left } = await reindexed(
      historiesIn(access, outputs.TableName),
      (payload) => invoke(outputs.IndexWordsFunctionArn, payload),
      voice.say,
    );
    voice.say(`${done} done, ${left} left`);
    return left === 0 ? 0 : 1;
  });
