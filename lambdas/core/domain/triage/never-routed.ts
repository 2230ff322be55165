/** Who holds what they pick themselves, and is never given a ticket by routing. */
import type { Agent } from '../settings/schemas.ts';

/** Why routing gives somebody nothing whatever comes, as the end of "assigneeId …"; null when it may. */
export const neverRoutedTo = ({ role, capacity }: Pick<Agent, 'role' | 'capacity'>): string | null => {
  if (role === 'admin') return 'must take tickets: an admin gets none by routing';
  return capacity === 0 ? 'must take tickets: a capacity of 0 is none by routing' : null;
};
