/** The door that keeps the lists of the search. */
import { dynamoWordIndex } from '../adapters/dynamodb/word-index.ts';
import { indexWords } from '../application/search/index-words.ts';
import { desk, tableOf } from '../compose.ts';
import { readEnvironment } from '../runtime/environment.ts';

export const indexWordsDoor = (environment = readEnvironment('indexWords')) => {
  const table = tableOf(environment.TABLE_NAME);
  return indexWords({ ...desk(table, environment.CONTENT_BUCKET), words: dynamoWordIndex(table) });
};
