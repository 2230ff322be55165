/** Opens with a number, and with the next one should it be taken: a lease that outlived its instance, say. */
import { DomainError } from '../../domain/errors.ts';
import type { TicketNumbers } from '../ports.ts';

const ATTEMPTS = 5;

export const withNumber = async <T>(
  numbers: TicketNumbers,
  open: (number: number) => Promise<T>,
): Promise<T> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await open(await numbers.next());
    } catch (error) {
      if (!(error instanceof DomainError && error.name === 'NumberTaken') || attempt === ATTEMPTS)
        throw error;
    }
  }
};
