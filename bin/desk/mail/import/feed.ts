/** Puts messages where SES would put them, tells the queue, and waits for each to be filed before its answers follow. */
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mailOrderBody } from '../../../../lambdas/core/adapters/sqs/mail-orders.ts';
import { importKey } from '../../../../lambdas/core/domain/mail/inbound/imports.ts';
import type { LedgerRow } from '../../../../lambdas/core/domain/mail/ledger.ts';
import type { ReadLedger } from '../../aws/ledger.ts';
import { mailBucket } from '../../aws/mail-bucket.ts';
import type { DeskPlace } from '../../aws/place.ts';
import type { Conversation } from './conversations.ts';
import { landings } from './landings.ts';
import type { Letter } from './letter.ts';
import { messageAt } from './sources.ts';

/** Keeps the functions of a desk busy without keeping the mail of today waiting. */
const PARALLEL = 16;
/** As long as a message that fails is tried again. */
const PATIENCE_MILLIS = 10 * 60_000;

export interface Feeding {
  readonly to: string | null;
  readonly ledger: ReadLedger;
  readonly filed: (row: LedgerRow) => void;
}

/** How many were not filed in time: then nothing more is sent, because something is wrong with the desk. */
export const feed = async (
  { access, outputs }: DeskPlace,
  conversations: readonly Conversation[],
  { to, ledger, filed }: Feeding,
): Promise<{ readonly stuck: number }> => {
  const bucket = mailBucket(access, outputs.MailBucketName);
  const sqs = new SQSClient(access);
  const { wait } = landings(ledger, PATIENCE_MILLIS);
  const ahead = conversations[Symbol.iterator]();
  let stuck = 0;
  let failed = false;

  const send = async ({ id, place }: Letter, history: boolean): Promise<LedgerRow | null> => {
    const objectKey = importKey(id, { history, to });
    await bucket.write(objectKey, await messageAt(place));
    const order = { sesId: id, objectKey, order: 'ingest', by: null, ticketId: null } as const;
    const MessageBody = mailOrderBody(order);
    await sqs.send(new SendMessageCommand({ QueueUrl: outputs.InboundQueueUrl, MessageBody }));
    return wait(id);
  };

  const work = async (): Promise<void> => {
    for (const { letters, history } of { [Symbol.iterator]: () => ahead }) {
      for (const letter of letters) {
        if (stuck > 0 || failed) return;
        const row = await send(letter, history);
        if (row === null) stuck += 1;
        else filed(row);
      }
    }
  };

  const workers = Array.from({ length: PARALLEL }, () =>
    work().catch((error: unknown) => {
      failed = true;
      throw error;
    }),
  );
  const ended = await Promise.allSettled(workers);
  const broken = ended.find((one) => one.status === 'rejected');
  if (broken !== undefined) throw broken.reason;
  return { stuck };
};
