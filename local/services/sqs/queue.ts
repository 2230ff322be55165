/** One standard queue: what visibility, delay, redrive and retention mean, on the desk's clock. */
import { randomUUID } from 'node:crypto';
import { ACCOUNT, type Activity, AwsError, type Clock, REGION } from '../../kernel/contract.ts';
import { md5 } from './checksum.ts';
import type { MessageAttribute, OutgoingMessage, ReceivedMessage, StoredMessage } from './message.ts';
import type { MessageRow, MessageStore } from './store.ts';

/** The defaults of CloudFormation's AWS::SQS::Queue. */
const VISIBILITY_SECONDS = 30;
const RETENTION_SECONDS = 345_600;
const LARGEST_BYTES = 1_048_576;

/** A queue as the template has it. */
export interface QueueDescription {
  readonly name: string;
  readonly visibilityTimeoutSeconds?: number;
  readonly delaySeconds?: number;
  readonly retentionSeconds?: number;
  readonly receiveWaitSeconds?: number;
  readonly maximumMessageBytes?: number;
  readonly redrive?: { readonly deadLetterArn: string; readonly maxReceiveCount: number };
}

/** A queue for those inside the desk, past permissions and wire. */
export interface Queue {
  readonly name: string;
  readonly arn: string;
  readonly url: string;
  send(message: OutgoingMessage): { readonly messageId: string; readonly md5OfBody: string };
  /** Takes up to `max` (1 to 10) visible messages; those received too often go to the dead-letter queue instead. */
  receive(options?: {
    readonly max?: number;
    readonly visibilitySeconds?: number;
    /** Standard queues promise no order; the longest waiting come first unless it is asked for otherwise. */
    readonly newestFirst?: boolean;
  }): readonly ReceivedMessage[];
  delete(receiptHandle: string): void;
  changeVisibility(receiptHandle: string, seconds: number): void;
  /**
   * Makes the caller a consumer: called whenever messages may have become visible; answers how to stop. Visible
   * messages of a queue with consumers keep the desk from being quiet.
   */
  onMessage(listener: () => void): () => void;
  visibleCount(): number;
  /** Everything in the queue, oldest first. */
  messages(): readonly StoredMessage[];
}

/** A queue as the rest of SQS sees it: with its settings, and the means to wake and be woken. */
export interface OwnQueue extends Queue {
  readonly description: QueueDescription;
  readonly visibilityTimeoutSeconds: number;
  readonly retentionSeconds: number;
  readonly maximumMessageBytes: number;
  /** Tells consumers and long polls that there may be something, and sets the alarm for what is hidden. */
  wake(): void;
  /** Like `onMessage`, without becoming a consumer that the desk's quiet waits for. */
  onWake(listener: () => void): () => void;
}

export const queueArn = (name: string): string => `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`;

const attributesOf = (row: MessageRow): Record<string, MessageAttribute> =>
  JSON.parse(row.attributes) as Record<string, MessageAttribute>;

const systemAttributes = (row: MessageRow): Record<string, string> => ({
  SenderId: ACCOUNT,
  SentTimestamp: String(row.sentAt),
  ApproximateReceiveCount: String(row.receiveCount),
  ...(row.firstReceivedAt === null ? {} : { ApproximateFirstReceiveTimestamp: String(row.firstReceivedAt) }),
  ...(row.deadLetterSource === null ? {} : { DeadLetterQueueSourceArn: row.deadLetterSource }),
});

const handleOf = (row: MessageRow): string =>
  Buffer.from(`${row.id}:${row.receiveCount}:${row.messageId}`).toString('base64');

const parseHandle = (handle: string): { readonly id: number; readonly receiveCount: number } => {
  const found = /^(\d+):(\d+):/.exec(Buffer.from(handle, 'base64').toString());
  if (found === null) {
    throw new AwsError('ReceiptHandleIsInvalid', 'The receipt handle is not one that this queue gave.');
  }
  return { id: Number(found[1]), receiveCount: Number(found[2]) };
};

/** `find` gives the other queues, for redrive. */
export const createQueue = (
  description: QueueDescription,
  store: MessageStore,
  clock: Clock,
  activity: Activity,
  baseUrl: () => string,
  find: (arn: string) => OwnQueue,
): OwnQueue => {
  const { name, redrive } = description;
  const arn = queueArn(name);
  const visibilityTimeoutSeconds = description.visibilityTimeoutSeconds ?? VISIBILITY_SECONDS;
  const retentionSeconds = description.retentionSeconds ?? RETENTION_SECONDS;
  const maximumMessageBytes = description.maximumMessageBytes ?? LARGEST_BYTES;
  const consumers = new Set<() => void>();
  const polls = new Set<() => void>();

  /**
   * Until when consumers have been told of what is visible. What becomes so later is not theirs to fetch yet: an alarm
   * tells them, and while the clock is moved on it is fired only when the desk is quiet.
   */
  let toldUntil = clock.now();
  /** Nothing has waited since they were told: asked after every step of the clock. */
  let isEmpty = false;
  const waits = (): boolean => {
    if (isEmpty) return false;
    isEmpty = !store.hasVisible(name, toldUntil);
    return !isEmpty;
  };
  activity.source(`queue ${name}`, () => consumers.size > 0 && waits());

  const armAlarm = (): void => {
    const at = store.nextVisibleAt(name, toldUntil);
    if (at === undefined) clock.cancel(`sqs:${name}`);
    else clock.alarm(`sqs:${name}`, at, wake);
  };

  const wake = (): void => {
    toldUntil = clock.now();
    isEmpty = false;
    armAlarm();
    for (const listener of [...consumers, ...polls]) listener();
  };

  const listen = (listeners: Set<() => void>, listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };

  const forget = (): void => store.dropOlderThan(name, clock.now() - retentionSeconds * 1000);

  armAlarm();

  return {
    name,
    arn,
    description,
    visibilityTimeoutSeconds,
    retentionSeconds,
    maximumMessageBytes,
    get url() {
      return `${baseUrl()}/${ACCOUNT}/${name}`;
    },
    send: ({ body, delaySeconds = description.delaySeconds ?? 0, attributes = {} }) => {
      if (body === '') throw new AwsError('MissingParameter', 'The message has no body.');
      const bytes = Buffer.byteLength(body) + Buffer.byteLength(JSON.stringify(attributes)) - 2;
      if (bytes > maximumMessageBytes) {
        throw new AwsError(
          'InvalidParameterValue',
          `One or more parameters are invalid. Reason: Message must be shorter than ${maximumMessageBytes} bytes.`,
        );
      }
      const messageId = randomUUID();
      const sentAt = Math.floor(clock.now());
      const visibleAt = sentAt + delaySeconds * 1000;
      store.add(name, { messageId, body, attributes: JSON.stringify(attributes), sentAt, visibleAt });
      wake();
      return { messageId, md5OfBody: md5(body) };
    },
    receive: ({ max = 1, visibilitySeconds = visibilityTimeoutSeconds, newestFirst = false } = {}) => {
      const now = Math.floor(clock.now());
      forget();
      if (redrive !== undefined) {
        const deadLetters = find(redrive.deadLetterArn);
        if (store.giveUp(name, deadLetters.name, arn, redrive.maxReceiveCount, now) > 0) deadLetters.wake();
      }
      const taken = store.take(name, now, max, now + visibilitySeconds * 1000, newestFirst);
      if (taken.length > 0) armAlarm();
      return taken.map(
        (row): ReceivedMessage => ({
          messageId: row.messageId,
          receiptHandle: handleOf(row),
          body: row.body,
          md5OfBody: md5(row.body),
          attributes: systemAttributes(row),
          messageAttributes: attributesOf(row),
        }),
      );
    },
    delete: (receiptHandle) => {
      const { id, receiveCount } = parseHandle(receiptHandle);
      store.delete(id, receiveCount);
    },
    changeVisibility: (receiptHandle, seconds) => {
      const { id, receiveCount } = parseHandle(receiptHandle);
      const now = Math.floor(clock.now());
      if (!store.hide(id, receiveCount, now, now + seconds * 1000)) {
        throw new AwsError('MessageNotInflight', 'The message is not in flight under this receipt handle.');
      }
      wake();
    },
    onMessage: (listener) => listen(consumers, listener),
    onWake: (listener) => listen(polls, listener),
    wake,
    visibleCount: () => store.count(name, clock.now()).visible,
    messages: () => {
      forget();
      return store.all(name).map(
        (row): StoredMessage => ({
          messageId: row.messageId,
          body: row.body,
          attributes: systemAttributes(row),
          messageAttributes: attributesOf(row),
          sentAt: row.sentAt,
          visibleAt: row.visibleAt,
          receiveCount: row.receiveCount,
        }),
      );
    },
  };
};
