/** Opens with a number, and with the next one should it be taken: a lease that outlived its instance, say. */
import { againAfter } from '../again.ts';
import type { TicketNumbers } from '../ports.ts';

const ATTEMPTS = 5;

export const withNumber = <T>(numbers: TicketNumbers, open: (number: number) => Promise<T>): Promise<T> =>
  againAfter('NumberTaken', ATTEMPTS, async () => open(await numbers.next()));
