/** Ids that count up, so that a test can name the third comment. */
import { derivedId, personId } from '../../../lambdas/core/adapters/system/ids.ts';
import type { Ids, TicketNumbers } from '../../../lambdas/core/application/ports.ts';

/** `tkt_00000000000000000000000001` and so on, one count for all prefixes. */
export const fakeIds = (): Ids => {
  let count = 0;
  return {
    next: (prefix) => {
      count += 1;
      return `${prefix}_${String(count).padStart(26, '0')}`;
    },
    person: personId,
    derived: derivedId,
  };
};

/** 1001, 1002, … */
export const fakeNumbers = (): TicketNumbers => {
  let last = 1000;
  return {
    next: async () => {
      last += 1;
      return last;
    },
  };
};
