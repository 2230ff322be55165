/** DynamoDB on the wire: passes every call on, unread, and notices which ones write. */
import type { Service } from '../../kernel/contract.ts';
import type { DatabaseClient } from './client.ts';
import type { Writes } from './writes.ts';

export const createDynamoDbService = (client: DatabaseClient, writes: Writes): Service => ({
  name: 'dynamodb',
  handle: async ({ operation, headers, body }) => {
    try {
      const reply = await client.forward(headers, body);
      // A refused write (400) has changed nothing; after any other answer it may have.
      if (reply.status !== 400) writes.sawCall(operation, body);
      return reply;
    } catch (error) {
      writes.sawCall(operation, body);
      throw error;
    }
  },
});
