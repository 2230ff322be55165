/** Feeds a function from a queue, as an event source mapping does. */
import { type Activity, type Functions, REGION } from '../kernel/contract.ts';
import type { ReceivedMessage } from '../services/sqs/message.ts';
import type { Queue } from '../services/sqs/queue.ts';
import type { QueueMapping } from '../template/functions.ts';
import { batchVerdict } from './batch-failures.ts';
import type { Poller } from './stream-poller.ts';

export interface QueuePollerOptions {
  readonly mapping: QueueMapping;
  readonly queue: Queue;
  readonly functions: Functions;
  readonly activity: Activity;
  readonly matches: (pattern: Record<string, unknown>, value: unknown) => boolean;
  /** Batches under way at a time. */
  readonly parallel: number;
  /** The habits of standard queues, when they are on: another order, or one delivery too many. */
  readonly habits: { readonly reorders: () => boolean; readonly doubles: () => boolean };
  /** Told how many requests to SQS a poller on AWS would have made. */
  readonly onRequests?: (count: number) => void;
}

/** Real time in which messages overtake others. */
const OVERTAKEN_MS = 20;

/** Messages of a failed batch stay hidden until their visibility timeout has passed, and come again. */
export function startQueuePoller(options: QueuePollerOptions): Poller {
  const { mapping, queue, functions } = options;
  let underWay = 0;
  let overtaken = false;
  let closed = false;

  const pump = (): void => {
    while (!closed && !overtaken && underWay < options.parallel) {
      if (options.habits.reorders() && queue.visibleCount() > 0) {
        letOvertake();
        return;
      }
      if (!begin(false)) return;
    }
  };

  /** Answers whether there was something to deliver. */
  const begin = (newestFirst: boolean): boolean => {
    const messages = receive(newestFirst);
    if (messages.length === 0) return false;
    underWay += 1;
    const done = options.activity.begin(`queue ${queue.name}`);
    void deliver(messages)
      .catch((error) => console.error(`${mapping.id}: a batch failed`, error))
      .finally(() => {
        underWay -= 1;
        pump();
        done();
      });
    return true;
  };

  /** What waits is left waiting for a moment of real time, so that what comes meanwhile goes before it. */
  const letOvertake = (): void => {
    overtaken = true;
    const done = options.activity.begin(`queue ${queue.name}`);
    setTimeout(() => {
      overtaken = false;
      if (!closed) begin(true);
      pump();
      done();
    }, OVERTAKEN_MS);
  };

  const receive = (newestFirst: boolean): readonly ReceivedMessage[] => {
    const received: ReceivedMessage[] = [];
    while (received.length < mapping.batchSize) {
      const max = Math.min(10, mapping.batchSize - received.length);
      const more = queue.receive({ max, newestFirst });
      if (more.length === 0) break;
      received.push(...more);
    }
    const wanted = received.filter(isWanted);
    for (const message of received) if (!wanted.includes(message)) queue.delete(message.receiptHandle);
    return wanted.length === 0 && received.length > 0 ? receive(newestFirst) : wanted;
  };

  const isWanted = (message: ReceivedMessage): boolean =>
    mapping.filters.length === 0 ||
    mapping.filters.some((pattern) =>
      options.matches(pattern, { ...message, body: jsonOrText(message.body) }),
    );

  const deliver = async (messages: readonly ReceivedMessage[]): Promise<void> => {
    const event = { Records: messages.map((message) => recordOf(message, queue.arn)) };
    const result = await functions.invoke(mapping.functionArn, event);
    if (closed || !result.ok) return;
    const verdict = mapping.reportsBatchItemFailures
      ? batchVerdict(
          result.payload,
          messages.map(({ messageId }) => messageId),
        )
      : 'succeeded';
    if (verdict === 'failed') return;
    const taken = messages.filter(({ messageId }) => verdict === 'succeeded' || !verdict.has(messageId));
    for (const message of taken) queue.delete(message.receiptHandle);
    options.onRequests?.(2);
    if (options.habits.doubles()) await functions.invoke(mapping.functionArn, event);
  };

  const stopListening = queue.onMessage(pump);
  pump();
  return {
    close() {
      closed = true;
      stopListening();
    },
  };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
function recordOf(message: ReceivedMessage, queueArn: string) {
  return {
    messageId: message.messageId,
    receiptHandle: message.receiptHandle,
    body: message.body,
    attributes: message.attributes,
    messageAttributes: Object.fromEntries(
      Object.entries(message.messageAttributes).map(([name, value]) => [
        name,
        {
          ...(value.StringValue === undefined ? {} : { stringValue: value.StringValue }),
          ...(value.BinaryValue === undefined ? {} : { binaryValue: value.BinaryValue }),
          stringListValues: [],
          binaryListValues: [],
          dataType: value.DataType,
        },
      ]),
    ),
    md5OfBody: message.md5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: REGION,
  };
}

function jsonOrText(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
