/** Everything that `desk status` shows, asked at once. */
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import type { DeskPlace } from '../aws/place.ts';
import { queueState } from '../aws/queues.ts';
import { setAsideKeys } from '../aws/set-aside.ts';
import type { DeadLetterQueue } from '../dead-letters.ts';
import { failedWorkflows } from './failed-workflows.ts';
import { type OpenTickets, openTickets } from './open-tickets.ts';
import { quarantinedMails } from './quarantined-mails.ts';

/** Whether the API answers where people look for it. */
export type Reached = { readonly version: string; readonly milliseconds: number } | { readonly why: string };

export interface Health {
  readonly now: Date;
  readonly url: string;
  readonly reached: Reached;
  /** The gateway's own address, which answers also when the desk's name does not lead there. */
  readonly gateway: { readonly url: string; readonly reached: Reached };
  readonly tickets: OpenTickets;
  readonly waitingMails: number;
  /** Mail that came in and is not in the ledger yet. */
  readonly inboundMails: number;
  /** In quarantine: a person must look. */
  readonly quarantined: number;
  readonly deadLetters: Readonly<Record<DeadLetterQueue, number>>;
  /** In the last 24 hours. */
  readonly failedWorkflows: number;
}

const healthAnswer = z.object({ ok: z.literal(true), version: z.string() });

const reach = async (url: string): Promise<Reached> => {
  const startedAt = performance.now();
  try {
    const response = await fetch(`${url}/v1/health`, { signal: AbortSignal.timeout(20_000) });
    const answer = healthAnswer.safeParse(await response.json().catch(() => null));
    if (!response.ok || !answer.success) return { why: `it answered ${response.status}` };
    return { version: answer.data.version, milliseconds: Math.round(performance.now() - startedAt) };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return { why: cause instanceof Error ? cause.message || cause.name : String(cause) };
  }
};

const DAY = 86_400_000;

export const healthOf = async (place: DeskPlace): Promise<Health> => {
  const { access, outputs, url } = place;
  const now = await place.now();
  const sqs = new SQSClient(access);
  const messages = async (queueUrl: string) => (await queueState(sqs, queueUrl)).messages;
  const [
    reached,
    gateway,
    tickets,
    waitingMails,
    inboundMails,
    quarantined,
    unsent,
    unread,
    lost,
    aside,
    failed,
  ] = await Promise.all([
    reach(url),
    reach(outputs.ApiEndpoint),
    openTickets(access, outputs.TableName, now),
    messages(outputs.MailQueueUrl),
    messages(outputs.InboundQueueUrl),
    quarantinedMails(access, outputs.TableName),
    messages(outputs.UnsentMailsUrl),
    messages(outputs.UnreadMailsUrl),
    messages(outputs.LostEventsUrl),
    setAsideKeys(new S3Client(access), outputs.SetAsideBucketName),
    failedWorkflows(access, outputs.StateMachineArn, new Date(now.getTime() - DAY)),
  ]);
  return {
    now,
    url,
    reached,
    gateway: { url: outputs.ApiEndpoint, reached: gateway },
    tickets,
    waitingMails,
    inboundMails,
    quarantined,
    deadLetters: {
      'unsent-mails': unsent,
      'unread-mails': unread,
      'lost-events': lost,
      'set-aside': aside.length,
    },
    failedWorkflows: failed,
  };
};
