/** Search by words; apart from the API, because most requests are no search and need no stems. */

import type { Table } from '../adapters/dynamodb/table.ts';
import { dynamoWordIndex } from '../adapters/dynamodb/word-index.ts';
import { searchWords } from '../application/search/search-words.ts';
import { similarTickets } from '../application/search/similar-tickets.ts';

type SearchPorts = Omit<Parameters<typeof similarTickets>[0], 'words'>;

export const search = (table: Table, shared: SearchPorts) => {
  const ports = { ...shared, words: dynamoWordIndex(table) };
  return { searchWords: searchWords(ports), similarTickets: similarTickets(ports) };
};
