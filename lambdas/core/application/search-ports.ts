/** What search needs from outside: which tickets have which stems, and which stems a ticket has. */
import type { TicketWords } from '../domain/search/ticket-words.ts';

/** A list for each stem, kept beside the tickets and made of them: it is late by seconds, and can be made anew. */
export interface WordIndex {
  /** What is indexed of a ticket; strongly consistent. */
  wordsOf(ticketId: string): Promise<TicketWords | null>;
  /** Of several, by id, those that there are. Eventually consistent. */
  wordsOfAll(ticketIds: readonly string[]): Promise<ReadonlyMap<string, TicketWords>>;
  /**
   * The lists follow the ticket: what is new is added, then `after` is kept, then what is gone is removed. So what ends
   * half way is repeated whole. False, and nothing lost, when what is kept is no longer `before`. Throws Throttled.
   */
  follow(ticketId: string, before: TicketWords | null, after: TicketWords): Promise<boolean>;
  /** Ids of tickets that have the stem, newest first, below an id (null: all). At most `most`. Eventually consistent. */
  tickets(stem: string, below: string | null, most: number): Promise<readonly string[]>;
  /** Stems that begin so and that some ticket has, in their order. Eventually consistent. */
  stemsBeginning(text: string, most: number): Promise<readonly string[]>;
}
