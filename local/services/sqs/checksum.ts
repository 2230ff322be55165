/** The MD5 sums of SQS, which SDKs check. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html */
import { createHash } from 'node:crypto';
import type { MessageAttribute } from './message.ts';

export const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

const STRING = Buffer.from([1]);
const BINARY = Buffer.from([2]);

const withLength = (bytes: Buffer): Buffer[] => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return [length, bytes];
};

/** Undefined when there are none: SQS then leaves the sum out. */
export const md5OfAttributes = (
  attributes: Readonly<Record<string, MessageAttribute>>,
): string | undefined => {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const hash = createHash('md5');
  for (const name of names) {
    const attribute = attributes[name];
    if (attribute === undefined) continue;
    const isBinary = attribute.DataType.startsWith('Binary');
    const value = isBinary
      ? Buffer.from(attribute.BinaryValue ?? '', 'base64')
      : Buffer.from(attribute.StringValue ?? '');
    const parts = [
      ...withLength(Buffer.from(name)),
      ...withLength(Buffer.from(attribute.DataType)),
      isBinary ? BINARY : STRING,
      ...withLength(value),
    ];
    for (const part of parts) hash.update(part);
  }
  return hash.digest('hex');
};
