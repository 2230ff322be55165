/** SQS on the wire: the JSON protocol's operations over the queues. */
import * as z from 'zod';
import { AwsError, type Call, type Service } from '../../kernel/contract.ts';
import { jsonReply, unknownOperation } from '../../wire/reply.ts';
import { md5OfAttributes } from './checksum.ts';
import type { ReceivedMessage } from './message.ts';
import type { Moves } from './moves.ts';
import type { OwnQueue } from './queue.ts';
import type { MessageStore } from './store.ts';

export interface SqsParts {
  readonly queues: ReadonlyMap<string, OwnQueue>;
  readonly find: (nameOrArnOrUrl: string) => OwnQueue;
  readonly store: MessageStore;
  readonly moves: Moves;
  readonly now: () => number;
}

const seconds = (most: number) => z.int().min(0).max(most);
const attribute = z.object({
  DataType: z.string().regex(/^(String|Number|Binary)(\.|$)/),
  StringValue: z.string().optional(),
  BinaryValue: z.string().optional(),
});
const onQueue = z.object({ QueueUrl: z.string() });
const message = z.object({
  MessageBody: z.string(),
  DelaySeconds: seconds(900).optional(),
  MessageAttributes: z.record(z.string(), attribute).optional(),
  // A standard queue of ours has neither groups nor deduplication.
  MessageGroupId: z.undefined().optional(),
  MessageDeduplicationId: z.undefined().optional(),
  MessageSystemAttributes: z.undefined().optional(),
});
const receipt = z.object({ ReceiptHandle: z.string() });
const visibility = receipt.extend({ VisibilityTimeout: seconds(43_200) });
const receive = onQueue.extend({
  MaxNumberOfMessages: z.int().min(1).max(10).default(1),
  VisibilityTimeout: seconds(43_200).optional(),
  WaitTimeSeconds: seconds(20).optional(),
  AttributeNames: z.array(z.string()).optional(),
  MessageSystemAttributeNames: z.array(z.string()).optional(),
  MessageAttributeNames: z.array(z.string()).optional(),
});

const parse = <T>(schema: z.ZodType<T>, input: unknown): T => {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new AwsError('InvalidParameterValue', `${issue?.path.join('.')}: ${issue?.message}`);
};

type Entry = { readonly Id: string };

/** Each entry succeeds or fails by itself; an empty, too long or ambiguous batch fails as a whole. */
const eachEntry = <T>(
  input: Record<string, unknown>,
  schema: z.ZodType<T>,
  act: (entry: T) => Record<string, unknown>,
): { Successful: unknown[]; Failed: unknown[] } => {
  const entries = Array.isArray(input.Entries) ? (input.Entries as readonly Entry[]) : [];
  if (entries.length === 0) throw new AwsError('EmptyBatchRequest', 'There are no entries.');
  if (entries.length > 10)
    throw new AwsError('TooManyEntriesInBatchRequest', 'There are more than 10 entries.');
  if (new Set(entries.map((entry) => entry.Id)).size < entries.length) {
    throw new AwsError('BatchEntryIdsNotDistinct', 'Two entries have the same Id.');
  }
  const result = { Successful: [] as unknown[], Failed: [] as unknown[] };
  for (const entry of entries) {
    try {
      result.Successful.push({ Id: entry.Id, ...act(parse(schema, entry)) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      result.Failed.push({ Id: entry.Id, SenderFault: true, Code: error.code, Message: error.message });
    }
  }
  return result;
};

const pick = <T>(from: Readonly<Record<string, T>>, names: readonly string[] = []): Record<string, T> => {
  const wanted = (name: string): boolean =>
    names.some(
      (n) => n === 'All' || n === '.*' || n === name || (n.endsWith('.*') && name.startsWith(n.slice(0, -1))),
    );
  return Object.fromEntries(Object.entries(from).filter(([name]) => wanted(name)));
};

const send = (queue: OwnQueue, entry: z.infer<typeof message>): Record<string, unknown> => {
  const attributes: Record<string, z.infer<typeof attribute>> = entry.MessageAttributes ?? {};
  const sent = queue.send({
    body: entry.MessageBody,
    attributes: attributes as NonNullable<Parameters<OwnQueue['send']>[0]['attributes']>,
    ...(entry.DelaySeconds === undefined ? {} : { delaySeconds: entry.DelaySeconds }),
  });
  return {
    MessageId: sent.messageId,
    MD5OfMessageBody: sent.md5OfBody,
    MD5OfMessageAttributes: md5OfAttributes(attributes as Parameters<typeof md5OfAttributes>[0]),
  };
};

/** Waits in real time, as a client does at its socket, until the queue may have something. */
const nextWake = (queue: OwnQueue, milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer);
      stop();
      resolve();
    };
    const timer = setTimeout(finish, milliseconds);
    timer.unref();
    const stop = queue.onWake(finish);
  });

const receiveMessages = async (queue: OwnQueue, input: z.infer<typeof receive>): Promise<unknown> => {
  const take = (): readonly ReceivedMessage[] =>
    queue.receive({
      max: input.MaxNumberOfMessages,
      ...(input.VisibilityTimeout === undefined ? {} : { visibilitySeconds: input.VisibilityTimeout }),
    });
  const waitSeconds = input.WaitTimeSeconds ?? queue.description.receiveWaitSeconds ?? 0;
  const until = performance.now() + waitSeconds * 1000;
  let taken = take();
  while (taken.length === 0 && performance.now() < until) {
    await nextWake(queue, until - performance.now());
    taken = take();
  }
  if (taken.length === 0) return {};
  return {
    Messages: taken.map((received) => {
      const attributes = pick(received.messageAttributes, input.MessageAttributeNames);
      return {
        MessageId: received.messageId,
        ReceiptHandle: received.receiptHandle,
        Body: received.body,
        MD5OfBody: received.md5OfBody,
        Attributes: pick(received.attributes, input.MessageSystemAttributeNames ?? input.AttributeNames),
        MessageAttributes: attributes,
        MD5OfMessageAttributes: md5OfAttributes(attributes),
      };
    }),
  };
};

const queueAttributes = (
  queue: OwnQueue,
  counts: ReturnType<MessageStore['count']>,
): Record<string, string> => {
  const { description } = queue;
  return {
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(counts.visible),
    ApproximateNumberOfMessagesNotVisible: String(counts.inFlight),
    ApproximateNumberOfMessagesDelayed: String(counts.delayed),
    VisibilityTimeout: String(queue.visibilityTimeoutSeconds),
    MessageRetentionPeriod: String(queue.retentionSeconds),
    MaximumMessageSize: String(queue.maximumMessageBytes),
    DelaySeconds: String(description.delaySeconds ?? 0),
    ReceiveMessageWaitTimeSeconds: String(description.receiveWaitSeconds ?? 0),
    ...(description.redrive === undefined
      ? {}
      : {
          RedrivePolicy: JSON.stringify({
            deadLetterTargetArn: description.redrive.deadLetterArn,
            maxReceiveCount: description.redrive.maxReceiveCount,
          }),
        }),
  };
};

const answer = async (call: Call, { queues, find, store, moves, now }: SqsParts): Promise<unknown> => {
  const { input } = call;
  const queue = (): OwnQueue => find(parse(onQueue, input).QueueUrl);
  switch (call.operation) {
    case 'SendMessage':
      return send(queue(), parse(message, input));
    case 'SendMessageBatch': {
      const to = queue();
      return eachEntry(input, message, (entry) => send(to, entry));
    }
    case 'ReceiveMessage':
      return receiveMessages(queue(), parse(receive, input));
    case 'DeleteMessage':
      queue().delete(parse(receipt, input).ReceiptHandle);
      return {};
    case 'DeleteMessageBatch': {
      const from = queue();
      return eachEntry(input, receipt, (entry) => {
        from.delete(entry.ReceiptHandle);
        return {};
      });
    }
    case 'ChangeMessageVisibility': {
      const { ReceiptHandle, VisibilityTimeout } = parse(visibility, input);
      queue().changeVisibility(ReceiptHandle, VisibilityTimeout);
      return {};
    }
    case 'ChangeMessageVisibilityBatch': {
      const of = queue();
      return eachEntry(input, visibility, (entry) => {
        of.changeVisibility(entry.ReceiptHandle, entry.VisibilityTimeout);
        return {};
      });
    }
    case 'GetQueueAttributes': {
      const of = queue();
      const names = (input.AttributeNames ?? []) as string[];
      return { Attributes: pick(queueAttributes(of, store.count(of.name, now())), names) };
    }
    case 'GetQueueUrl':
      return { QueueUrl: find(String(input.QueueName)).url };
    case 'ListQueues': {
      const prefix = String(input.QueueNamePrefix ?? '');
      const found = [...queues.values()].filter((candidate) => candidate.name.startsWith(prefix));
      return { QueueUrls: found.map((candidate) => candidate.url) };
    }
    case 'PurgeQueue':
      store.purge(queue().name);
      return {};
    case 'StartMessageMoveTask':
      return {
        TaskHandle: moves.start(
          String(input.SourceArn),
          input.DestinationArn === undefined ? undefined : String(input.DestinationArn),
        ),
      };
    case 'ListMessageMoveTasks':
      return { Results: moves.list(String(input.SourceArn)).slice(0, Number(input.MaxResults ?? 1)) };
    default:
      throw unknownOperation(call);
  }
};

export const createSqsService = (parts: SqsParts): Service => ({
  name: 'sqs',
  handle: async (call) => jsonReply(await answer(call, parts)),
});
