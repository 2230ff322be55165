/** The frame of the function that receives mail: SES's notifications, and orders of ours, out of one queue. */
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { errorIds, log } from './logger.ts';

/** What the body of a queue message may turn out to be; `setup` is SES trying out its rule. */
export type Inbound<Work extends object> =
  | Work
  | { readonly kind: 'setup' }
  | { readonly kind: 'unknown'; readonly reason: string };

export interface InboundDoor<Work extends { readonly kind: 'mail' | 'order' }> {
  /** Never throws. */
  readonly read: (body: string) => Inbound<Work>;
  /** `attempt` counts from 1. */
  readonly receive: (incoming: Work & { readonly attempt: number }) => Promise<void>;
}

const isTaken = async <Work extends { readonly kind: 'mail' | 'order' }>(
  door: InboundDoor<Work>,
  { messageId, body, attributes }: SQSRecord,
): Promise<boolean> => {
  const incoming = door.read(body);
  if (incoming.kind === 'setup') return true;
  if (incoming.kind === 'unknown') {
    log('error', 'MAIL_UNREADABLE', { messageId });
    return false;
  }
  try {
    await door.receive({ ...(incoming as Work), attempt: Number(attributes.ApproximateReceiveCount) || 1 });
    return true;
  } catch (error) {
    log('warn', 'MAIL_FAILED', { messageId, ...errorIds(error) });
    return false;
  }
};

/** One after the other, so that one large message is in memory at a time; only those that failed come again. */
export const inboundFrame =
  <Work extends { readonly kind: 'mail' | 'order' }>(door: InboundDoor<Work>) =>
  async (batch: SQSEvent): Promise<SQSBatchResponse> => {
    const batchItemFailures: { itemIdentifier: string }[] = [];
    for (const record of batch.Records) {
      if (!(await isTaken(door, record))) batchItemFailures.push({ itemIdentifier: record.messageId });
    }
    return { batchItemFailures };
  };
