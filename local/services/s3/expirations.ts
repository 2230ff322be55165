/** Lifecycle rules that expire objects by age: at midnight UTC of the desk's clock, as S3 rounds it. */
import type { Activity, Clock } from '../../kernel/contract.ts';
import type { BucketDescription } from './bucket.ts';
import type { ObjectStore } from './store.ts';

const ALARM = 's3:expirations';
const DAY = 86_400_000;

export const createExpirations = (
  store: ObjectStore,
  clock: Clock,
  activity: Activity,
  buckets: readonly BucketDescription[],
): { close(): void } => {
  const expire = async (): Promise<void> => {
    const end = activity.begin('old objects are deleted');
    try {
      for (const { name, expirations = [] } of buckets) {
        for (const { prefix, days } of expirations) {
          const before = clock.now() - days * DAY;
          const old = [...store.list(name, prefix, '')].filter((object) => object.modifiedAt <= before);
          for (const object of old) await store.delete(name, object.key);
        }
      }
    } finally {
      end();
    }
  };

  const arm = (): void =>
    clock.alarm(ALARM, (Math.floor(clock.now() / DAY) + 1) * DAY, async () => {
      arm();
      await expire();
    });
  if (buckets.some((bucket) => (bucket.expirations ?? []).length > 0)) arm();

  return { close: () => clock.cancel(ALARM) };
};
