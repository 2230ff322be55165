/** Sends events back to the queue of mails. */
import { setTimeout as pause } from 'node:timers/promises';
import { ListMessageMoveTasksCommand, SQSClient, StartMessageMoveTaskCommand } from '@aws-sdk/client-sqs';
import type { DeskPlace } from '../aws/place.ts';
import { queueState } from '../aws/queues.ts';
import type { Outcome, Redrive } from './outcome.ts';

const PAUSE_MILLIS = 1000;
/** A task that takes longer goes on without us. */
const PAUSES = 60;

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

/** SQS moves them itself. The destination is named because some came from the bus's rule and not from the queue. */
export const redriveUnsentMails = async (
  { access, outputs }: DeskPlace,
  { say, dryRun }: Redrive,
): Promise<Outcome> => {
  const sqs = new SQSClient(access);
  const [from, to] = await Promise.all([
    queueState(sqs, outputs.UnsentMailsUrl),
    queueState(sqs, outputs.MailQueueUrl),
  ]);
  if (dryRun || from.messages === 0) return { done: 0, left: from.messages };
  await sqs.send(new StartMessageMoveTaskCommand({ SourceArn: from.arn, DestinationArn: to.arn }));
  const { count, why } = await moved(sqs, from.arn);
  say(`unsent-mails: ${count} went back to the queue of mails${why === null ? '' : `; ${why}`}`);
  return { done: count, left: why === null ? 0 : Math.max(1, from.messages - count) };
};
