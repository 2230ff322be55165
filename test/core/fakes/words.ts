/** The lists of the search in memory, told as plainly as possible. */
import type { WordIndex } from '../../../lambdas/core/application/search-ports.ts';
import { stemsOf, type TicketWords } from '../../../lambdas/core/domain/search/ticket-words.ts';

export const fakeWordIndex = (): WordIndex => {
  const kept = new Map<string, TicketWords>();
  return {
    wordsOf: async (ticketId) => structuredClone(kept.get(ticketId) ?? null),
    wordsOfAll: async (ticketIds) =>
      new Map(
        [...kept].filter(([id]) => ticketIds.includes(id)).map(([id, words]) => [id, structuredClone(words)]),
      ),
    follow: async (ticketId, before, after) => {
      const current = kept.get(ticketId);
      if (current?.version !== before?.version || current?.rules !== before?.rules) return false;
      kept.set(ticketId, structuredClone(after));
      return true;
    },
    tickets: async (stem, below, most) =>
      [...kept]
        .filter(([id, words]) => stemsOf(words).has(stem) && (below === null || id < below))
        .map(([id]) => id)
        .toSorted()
        .toReversed()
        .slice(0, most),
    stemsBeginning: async (text, most) =>
      [...new Set([...kept.values()].flatMap((words) => [...stemsOf(words)]))]
        .filter((stem) => stem.startsWith(text))
        .toSorted()
        .slice(0, most),
  };
};
