import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { md5OfAttributes } from '../../../local/services/sqs/checksum.ts';
import { createSqs, type Sqs } from '../../../local/services/sqs.ts';
import { aWorkbench, callJson, DAY, removeFolder, SECOND, type Workbench } from './workbench.ts';

const QUEUES = [
  {
    name: 'mail',
    visibilityTimeoutSeconds: 60,
    redrive: { deadLetterArn: 'arn:aws:sqs:eu-west-1:000000000000:dead', maxReceiveCount: 2 },
  },
  { name: 'dead', retentionSeconds: 1_209_600 },
];

describe('the queues', () => {
  let bench: Workbench;
  let sqs: Sqs;
  const open = (): Sqs => createSqs({ ...bench, queues: QUEUES, baseUrl: () => bench.wire.url });
  const call = async (operation: string, input: Record<string, unknown>) =>
    (await callJson(bench.wire, `AmazonSQS.${operation}`, input)).body;
  const url = (name: string): string => `${bench.wire.url}/000000000000/${name}`;

  beforeEach(async () => {
    bench = await aWorkbench();
    sqs = open();
    bench.wire.services.push(sqs.service);
  });
  afterEach(async () => {
    sqs.close();
    await bench.close();
    removeFolder(bench.dataFolder);
  });

  it('a message is sent, received with its sums, and deleted', async () => {
    const attributes = { kind: { DataType: 'String', StringValue: 'welcome' } };
    const sent = await call('SendMessage', {
      QueueUrl: url('mail'),
      MessageBody: 'hello',
      MessageAttributes: attributes,
    });
    expect(sent.MD5OfMessageBody).toBe(createHash('md5').update('hello').digest('hex'));
    const received = await call('ReceiveMessage', {
      QueueUrl: url('mail'),
      MessageAttributeNames: ['All'],
      MessageSystemAttributeNames: ['All'],
    });
    const [message] = received.Messages as Record<string, unknown>[];
    expect(message).toMatchObject({
      MessageId: sent.MessageId,
      Body: 'hello',
      MessageAttributes: attributes,
      MD5OfMessageAttributes: sent.MD5OfMessageAttributes,
      Attributes: { ApproximateReceiveCount: '1' },
    });
    await call('DeleteMessage', { QueueUrl: url('mail'), ReceiptHandle: message?.ReceiptHandle });
    expect(sqs.queue('mail').messages()).toEqual([]);
  });

  it('the sum over attributes is the one that AWS documents', () => {
    // Bytes by hand: name, type, kind of transport, value, each with its length.
    const bytes = Buffer.concat([
      Buffer.from([0, 0, 0, 1]),
      Buffer.from('a'),
      Buffer.from([0, 0, 0, 6]),
      Buffer.from('String'),
      Buffer.from([1]),
      Buffer.from([0, 0, 0, 2]),
      Buffer.from('xy'),
    ]);
    expect(md5OfAttributes({ a: { DataType: 'String', StringValue: 'xy' } })).toBe(
      createHash('md5').update(bytes).digest('hex'),
    );
    expect(md5OfAttributes({})).toBeUndefined();
  });

  it('messages come in the order in which they wait, or the other way round', () => {
    const queue = sqs.queue('mail');
    for (const body of ['a', 'b', 'c']) queue.send({ body });
    expect(queue.receive({ max: 2, newestFirst: true }).map(({ body }) => body)).toEqual(['c', 'b']);
    expect(queue.receive({ max: 2 }).map(({ body }) => body)).toEqual(['a']);
  });

  it('a received message is hidden until its visibility timeout has passed on the desk clock', async () => {
    const queue = sqs.queue('mail');
    queue.send({ body: 'x' });
    expect(queue.receive()).toHaveLength(1);
    expect(queue.receive()).toHaveLength(0);
    await bench.advance(61 * SECOND);
    expect(queue.receive()[0]?.attributes.ApproximateReceiveCount).toBe('2');
  });

  it('a message that was received too often goes to the dead letters and can be moved back', async () => {
    const queue = sqs.queue('mail');
    const { messageId } = queue.send({ body: 'poison' });
    for (let round = 0; round < 3; round += 1) {
      queue.receive();
      await bench.advance(61 * SECOND);
    }
    expect(queue.messages()).toEqual([]);
    expect(sqs.queue('dead').messages()).toMatchObject([
      { messageId, attributes: { DeadLetterQueueSourceArn: queue.arn } },
    ]);
    const { TaskHandle } = await call('StartMessageMoveTask', { SourceArn: sqs.queue('dead').arn });
    expect(await call('ListMessageMoveTasks', { SourceArn: sqs.queue('dead').arn })).toMatchObject({
      Results: [{ TaskHandle, Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 1 }],
    });
    expect(queue.receive()).toMatchObject([{ messageId, attributes: { ApproximateReceiveCount: '1' } }]);
  });

  it('a delayed message comes when desk time has reached it, and wakes the consumer', async () => {
    const queue = sqs.queue('mail');
    const seen: string[] = [];
    queue.onMessage(() => {
      for (const message of queue.receive({ max: 10 })) {
        seen.push(message.body);
        queue.delete(message.receiptHandle);
      }
    });
    queue.send({ body: 'later', delaySeconds: 600 });
    queue.send({ body: 'now' });
    expect(seen).toEqual(['now']);
    await bench.advance(601 * SECOND);
    expect(seen).toEqual(['now', 'later']);
  });

  it('a long poll is answered by the message that is sent meanwhile', async () => {
    const polled = call('ReceiveMessage', { QueueUrl: url('mail'), WaitTimeSeconds: 20 });
    await call('SendMessage', { QueueUrl: url('mail'), MessageBody: 'there' });
    expect(await polled).toMatchObject({ Messages: [{ Body: 'there' }] });
  });

  it('an old receipt deletes nothing once the message was received again', async () => {
    const queue = sqs.queue('mail');
    queue.send({ body: 'x' });
    const [first] = queue.receive();
    await bench.advance(61 * SECOND);
    const [second] = queue.receive();
    queue.delete(first?.receiptHandle ?? '');
    expect(queue.messages()).toHaveLength(1);
    queue.delete(second?.receiptHandle ?? '');
    expect(queue.messages()).toHaveLength(0);
  });

  it('visibility can be ended early, and only of a message in flight', async () => {
    const queue = sqs.queue('mail');
    queue.send({ body: 'x' });
    const [received] = queue.receive();
    const input = { QueueUrl: queue.url, ReceiptHandle: received?.receiptHandle, VisibilityTimeout: 0 };
    expect(await call('ChangeMessageVisibility', input)).toEqual({});
    expect(queue.visibleCount()).toBe(1);
    expect(await call('ChangeMessageVisibility', input)).toMatchObject({ __type: 'MessageNotInflight' });
  });

  it('messages, flights and counts survive a restart', async () => {
    sqs.queue('mail').send({ body: 'one' });
    sqs.queue('mail').send({ body: 'two' });
    sqs.queue('mail').receive();
    sqs.close();
    sqs = open();
    bench.wire.services.splice(0, 1, sqs.service);
    const { Attributes } = await call('GetQueueAttributes', {
      QueueUrl: url('mail'),
      AttributeNames: ['All'],
    });
    expect(Attributes).toMatchObject({
      ApproximateNumberOfMessages: '1',
      ApproximateNumberOfMessagesNotVisible: '1',
      RedrivePolicy: '{"deadLetterTargetArn":"arn:aws:sqs:eu-west-1:000000000000:dead","maxReceiveCount":2}',
    });
    await bench.advance(61 * SECOND);
    expect(sqs.queue('mail').visibleCount()).toBe(2);
  });

  it('a batch takes the good entries and names the bad', async () => {
    const result = await call('SendMessageBatch', {
      QueueUrl: url('mail'),
      Entries: [
        { Id: 'a', MessageBody: 'x' },
        { Id: 'b', MessageBody: '' },
        { Id: 'c', MessageBody: 'z', DelaySeconds: 901 },
      ],
    });
    expect(result).toMatchObject({ Successful: [{ Id: 'a' }], Failed: [{ Id: 'b' }, { Id: 'c' }] });
    const received = await call('ReceiveMessage', { QueueUrl: url('mail'), MaxNumberOfMessages: 10 });
    const [message] = received.Messages as { ReceiptHandle: string }[];
    expect(
      await call('DeleteMessageBatch', {
        QueueUrl: url('mail'),
        Entries: [
          { Id: 'a', ReceiptHandle: message?.ReceiptHandle },
          { Id: 'b', ReceiptHandle: 'nonsense' },
        ],
      }),
    ).toMatchObject({ Successful: [{ Id: 'a' }], Failed: [{ Id: 'b', Code: 'ReceiptHandleIsInvalid' }] });
  });

  it('messages are forgotten after their retention', async () => {
    sqs.queue('mail').send({ body: 'x' });
    await bench.advance(5 * DAY);
    expect(sqs.queue('mail').messages()).toEqual([]);
  });

  it('visible messages keep the desk from being quiet only where somebody consumes', async () => {
    sqs.queue('mail').send({ body: 'x' });
    await bench.activity.settled();
    const stop = sqs.queue('mail').onMessage(() => undefined);
    expect(bench.activity.report()).toEqual(['queue mail waits']);
    stop();
    await bench.activity.settled();
  });

  it('what it does not know, it says', async () => {
    expect(await call('GetQueueUrl', { QueueName: 'nope' })).toMatchObject({ __type: 'QueueDoesNotExist' });
    expect(await call('GetQueueUrl', { QueueName: 'mail' })).toEqual({ QueueUrl: url('mail') });
    expect(await call('ListQueues', {})).toEqual({ QueueUrls: [url('mail'), url('dead')] });
    const fifo = await call('SendMessage', { QueueUrl: url('mail'), MessageBody: 'x', MessageGroupId: 'g' });
    expect(fifo.__type).toBe('InvalidParameterValue');
  });
});
