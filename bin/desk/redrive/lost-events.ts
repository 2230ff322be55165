/**
 * Hands lost events to the functions that could not take them. SQS has no move task for it: the queue is no
 * dead-letter queue of another queue, and a message must become an invocation.
 */
import { DeleteMessageCommand, type Message, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { functionName, type Invoke, invoker } from '../aws/invoke.ts';
import type { DeskPlace } from '../aws/place.ts';
import { queueState } from '../aws/queues.ts';
import { lostEventIn } from './lost-event.ts';
import { NOTHING, type Outcome, type Redrive } from './outcome.ts';

/** What fails again is hidden for this long, so that one round meets every message once. */
const HIDDEN_SECONDS = 600;

/** Answers why it could not be done; null: it is done. */
const hand = async (message: Message, invoke: Invoke): Promise<{ to: string; why: string | null }> => {
  const lost = lostEventIn(message);
  if (lost === null) return { to: '?', why: 'neither Lambda nor a rule of a bus wrote it' };
  const invoked = await invoke(lost.functionArn, lost.payload);
  return { to: functionName(lost.functionArn), why: invoked.ok ? null : invoked.why };
};

const receive = async (sqs: SQSClient, QueueUrl: string): Promise<readonly Message[]> => {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: 10,
      VisibilityTimeout: HIDDEN_SECONDS,
      // A long poll asks every server of the queue; a short one may miss the few messages that there are.
      WaitTimeSeconds: 1,
      MessageAttributeNames: ['All'],
    }),
  );
  return Messages;
};

export const redriveLostEvents = async (
  { access, outputs: { LostEventsUrl: QueueUrl } }: DeskPlace,
  { say, dryRun }: Redrive,
): Promise<Outcome> => {
  const sqs = new SQSClient(access);
  if (dryRun) return { done: 0, left: (await queueState(sqs, QueueUrl)).messages };
  const invoke = invoker(access);
  let outcome = NOTHING;
  for (let batch = await receive(sqs, QueueUrl); batch.length > 0; batch = await receive(sqs, QueueUrl)) {
    for (const message of batch) {
      const { to, why } = await hand(message, invoke);
      if (why === null) {
        await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle }));
        outcome = { ...outcome, done: outcome.done + 1 };
      } else outcome = { ...outcome, left: outcome.left + 1 };
      say(`lost-events: ${message.MessageId} to ${to}: ${why === null ? 'done' : `stays, ${why}`}`);
    }
  }
  return outcome;
};
