/** What every command gets and gives: a command is a pure function from a ticket and circumstances to a decision. */
import type { Settings } from '../settings/schemas.ts';
import type { Actor, EventDraft } from './events.ts';
import type { Comment, Ticket } from './ticket.ts';

/** Everything a rule may know beside the ticket; rules have no clock and no settings of their own. */
export interface Circumstances {
  /** ISO 8601 UTC with milliseconds. */
  readonly now: string;
  readonly settings: Settings;
  readonly actor: Actor;
}

/**
 * What a command decided. `after` has not yet the new version, marks, promises and times of the row:
 * `record` (record.ts) derives those from the events.
 */
export interface Decision {
  readonly after: Ticket;
  readonly events: readonly EventDraft[];
  readonly comments: readonly Comment[];
}

/** A decision that changes nothing: nothing is written, no version is used up. */
export const nothing = (ticket: Ticket): Decision => ({ after: ticket, events: [], comments: [] });

/** A decision without comments. */
export const decided = (after: Ticket, ...events: readonly EventDraft[]): Decision => ({
  after,
  events,
  comments: [],
});

/** Two decisions as one change: the second is about the ticket as the first leaves it. */
export const and = (first: Decision, next: (ticket: Ticket) => Decision): Decision => {
  const second = next(first.after);
  return {
    after: second.after,
    events: [...first.events, ...second.events],
    comments: [...first.comments, ...second.comments],
  };
};
