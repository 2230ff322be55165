/** The lists of the search in the one table: a row for each stem of each ticket. */
import type { WordIndex } from '../../application/search-ports.ts';
import { stemsOf, type TicketWords } from '../../domain/search/ticket-words.ts';
import { endOf, stemKey, stemPartition, stemSort, ticketIdOf, wordsKey } from './keys.ts';
import { held } from './refusals.ts';
import type { Row, Table } from './table.ts';
import { rowOfWords, wordsOf } from './words-row.ts';

/** Of the rows of stems, newest ticket first: ids are ULIDs. */
const idOf = ({ SK }: Row): string => String(SK).slice(String(SK).lastIndexOf('#') + 1);
const stemIn = ({ SK }: Row): string => String(SK).slice(0, String(SK).lastIndexOf('#'));

const between = (partition: string, from: string, to: string) => ({
  KeyConditionExpression: 'PK = :partition AND SK BETWEEN :from AND :to',
  ExpressionAttributeValues: { ':partition': partition, ':from': from, ':to': to },
});

/** Sorts after every id, and of `<stem>#<id>` after that id and before the next. */
const JUST_ABOVE = '~';

/** As many as are read to find the different stems among them. */
const STEM_ROWS = 25;

/** Whether the row that is kept is still the one that was read, or is absent as it was. */
const unmoved = (before: TicketWords | null) =>
  before === null
    ? { ConditionExpression: 'attribute_not_exists(PK)' }
    : {
        ConditionExpression: '#version = :version AND #rules = :rules',
        ExpressionAttributeNames: { '#version': 'version', '#rules': 'rules' },
        ExpressionAttributeValues: { ':version': before.version, ':rules': before.rules },
      };

export const dynamoWordIndex = (table: Table): WordIndex => {
  /** Not when a later version has put it back meanwhile. */
  const remove = (stem: string, ticketId: string, version: number): Promise<boolean> =>
    held(
      table.delete(stemKey(stem, ticketId), {
        ConditionExpression: 'attribute_not_exists(PK) OR #version <= :version',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':version': version },
      }),
    );

  return {
    wordsOf: async (ticketId) => {
      const row = await table.get(wordsKey(ticketId));
      return row === null ? null : wordsOf(row);
    },

    wordsOfAll: async (ticketIds) => {
      const rows = await table.getAll([...new Set(ticketIds)].map(wordsKey), { stale: true });
      return new Map(rows.map((row) => [ticketIdOf(String(row.PK)), wordsOf(row)]));
    },

    follow: async (ticketId, before, after) => {
      const [had, has] = [stemsOf(before), stemsOf(after)];
      const { version } = after;
      await table.putAll(
        [...has].filter((stem) => !had.has(stem)).map((stem) => ({ ...stemKey(stem, ticketId), version })),
      );
      if (!(await held(table.put(rowOfWords(ticketId, after), unmoved(before))))) return false;
      await Promise.all(
        [...had].filter((stem) => !has.has(stem)).map((stem) => remove(stem, ticketId, version)),
      );
      return true;
    },

    tickets: async (stem, below, most) => {
      const rows = await table.query({
        ...between(stemPartition(stem), stemSort(stem, ''), stemSort(stem, below ?? JUST_ABOVE)),
        ScanIndexForward: false,
        // One more than wanted: the bounds are inclusive, so the ticket itself may come again.
        Limit: most + 1,
      });
      return rows
        .map(idOf)
        .filter((id) => id !== below)
        .slice(0, most);
    },

    stemsBeginning: async (text, most) => {
      const found: string[] = [];
      let from = text;
      for (;;) {
        const range = between(stemPartition(text), from, endOf(text));
        const rows = await table.query({ ...range, Limit: STEM_ROWS });
        for (const stem of new Set(rows.map(stemIn))) if (!found.includes(stem)) found.push(stem);
        const last = found.at(-1);
        if (found.length >= most || rows.length < STEM_ROWS || last === undefined)
          return found.slice(0, most);
        from = stemSort(last, JUST_ABOVE);
      }
    },
  };
};
