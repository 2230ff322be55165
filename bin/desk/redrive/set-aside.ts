/** Hands set-aside changes to the stream reader that gave them up, the oldest first. */
import { DeleteObjectCommand, GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { functionName, type Invoke, type Invoked, invoker } from '../aws/invoke.ts';
import type { DeskPlace } from '../aws/place.ts';
import { setAsideKeys } from '../aws/set-aside.ts';
import { NOTHING, type Outcome, type Redrive } from './outcome.ts';
import { type SetAsideBatch, setAsideBatchIn } from './set-aside-batch.ts';

/** A reader that stops at a record answers so without an error. */
const stoppedAt = (invoked: Invoked): string | null => {
  if (!invoked.ok) return invoked.why;
  const { batchItemFailures = [] } = (invoked.answer ?? {}) as {
    readonly batchItemFailures?: readonly unknown[];
  };
  return batchItemFailures.length === 0 ? null : 'the function stopped at one of the changes; see its log';
};

const hand = async (batch: SetAsideBatch | null, invoke: Invoke): Promise<string | null> =>
  batch === null
    ? 'Lambda did not write it for one of the stream readers'
    : stoppedAt(await invoke(batch.functionArn, batch.payload));

const named = (batch: SetAsideBatch | null, key: string): string => {
  if (batch === null) return key;
  const { records, tickets, functionArn } = batch;
  return `${records} of ${tickets.join(', ')} to ${functionName(functionArn)}`;
};

/** An object goes only when the whole batch was taken; readers do nothing twice, so half a batch may come again. */
export const redriveSetAside = async (
  { access, outputs }: DeskPlace,
  { say, dryRun }: Redrive,
): Promise<Outcome> => {
  const Bucket = outputs.SetAsideBucketName;
  const s3 = new S3Client(access);
  const invoke = invoker(access);
  let outcome = NOTHING;
  for (const Key of await setAsideKeys(s3, Bucket)) {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    const batch = setAsideBatchIn((await Body?.transformToString()) ?? '', outputs);
    const what = `set-aside: ${named(batch, Key)}`;
    if (dryRun) {
      outcome = { ...outcome, left: outcome.left + 1 };
      say(what);
      continue;
    }
    const why = await hand(batch, invoke);
    if (why === null) await s3.send(new DeleteObjectCommand({ Bucket, Key }));
    outcome = why === null ? { ...outcome, done: outcome.done + 1 } : { ...outcome, left: outcome.left + 1 };
    say(`${what}: ${why === null ? 'done' : `stays, ${why}`}`);
  }
  return outcome;
};
