/** Tells kept changes of status, one after the other, and forgets each only once it was heard. */
import type { StatesOptions } from './contract.ts';
import type { Store } from './store.ts';

export interface StatusTeller {
  /** Begins to tell what is kept, unless that is under way. */
  tell(): void;
  /** Nothing is told or forgotten after this. */
  close(): void;
}

export const createStatusTeller = (
  { activity, onStatusChange }: Pick<StatesOptions, 'activity' | 'onStatusChange'>,
  store: Store,
): StatusTeller => {
  let telling = false;
  let closed = false;
  const tellAll = async (): Promise<void> => {
    try {
      for (let next = store.nextStatusChange(); next !== undefined; next = store.nextStatusChange()) {
        await onStatusChange(next.event);
        if (closed) return;
        store.dropStatusChange(next.id);
      }
    } finally {
      telling = false; // in the same breath as finding nothing more, so that no change falls between
    }
  };
  return {
    tell() {
      if (telling || closed) return;
      telling = true;
      const done = activity.begin('telling changes of executions');
      tellAll()
        .catch((error: unknown) => {
          if (!closed) console.error('A change of an execution could not be told; it is kept.', error);
        })
        .finally(done);
    },
    close() {
      closed = true;
    },
  };
};
