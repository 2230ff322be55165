/** Sends mails in both directions, which were tried for hours, back to the queue that they came from. */
import { setTimeout as pause } from 'node:timers/promises';
import { ListMessageMoveTasksCommand, SQSClient, StartMessageMoveTaskCommand } from '@aws-sdk/client-sqs';
import type { DeskPlace } from '../aws/place.ts';
import { queueState } from '../aws/queues.ts';
import type { Outcome, Redrive } from './outcome.ts';

const PAUSE_MILLIS = 1000;
/** A task that takes longer goes on without us. */
const PAUSES = 60;

interface Way {
  readonly name: string;
  readonly fromUrl: string;
  readonly toUrl: string;
  readonly to: string;
}

const moved = async (
  sqs: SQSClient,
  SourceArn: string,
): Promise<{ readonly count: number; readonly why: string | null }> => {
  for (let round = 0; ; round += 1) {
    const { Results } = await sqs.send(new ListMessageMoveTasksCommand({ SourceArn, MaxResults: 1 }));
    const { Status, ApproximateNumberOfMessagesMoved: count = 0, FailureReason } = Results?.[0] ?? {};
    if (Status !== 'RUNNING')
      return { count, why: Status === 'COMPLETED' ? null : (FailureReason ?? `${Status}`) };
    if (round === PAUSES) return { count, why: 'it still goes on; see desk status' };
    await pause(PAUSE_MILLIS);
  }
};

/** SQS moves them itself, each sent anew before it is deleted. The destination is named: not all came from a queue. */
const moveBack = async (
  { access }: DeskPlace,
  { name, fromUrl, toUrl, to: destination }: Way,
  { say, dryRun }: Redrive,
): Promise<Outcome> => {
  const sqs = new SQSClient(access);
  const [from, to] = await Promise.all([queueState(sqs, fromUrl), queueState(sqs, toUrl)]);
  if (dryRun || from.messages === 0) return { done: 0, left: from.messages };
  await sqs.send(new StartMessageMoveTaskCommand({ SourceArn: from.arn, DestinationArn: to.arn }));
  const { count, why } = await moved(sqs, from.arn);
  say(`${name}: ${count} went back to ${destination}${why === null ? '' : `; ${why}`}`);
  return { done: count, left: why === null ? 0 : Math.max(1, from.messages - count) };
};

/** Some of these came from the bus's rule. */
export const redriveUnsentMails = (place: DeskPlace, how: Redrive): Promise<Outcome> =>
  moveBack(
    place,
    {
      name: 'unsent-mails',
      fromUrl: place.outputs.UnsentMailsUrl,
      toUrl: place.outputs.MailQueueUrl,
      to: 'the queue of mails',
    },
    how,
  );

/** What is in the ledger already is passed over there. */
export const redriveUnreadMails = (place: DeskPlace, how: Redrive): Promise<Outcome> =>
  moveBack(
    place,
    {
      name: 'unread-mails',
      fromUrl: place.outputs.UnreadMailsUrl,
      toUrl: place.outputs.InboundQueueUrl,
      to: 'the queue of inbound mail',
    },
    how,
  );
