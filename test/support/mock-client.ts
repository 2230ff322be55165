import { mockClient as mockOf } from 'aws-sdk-client-mock';
import { afterAll } from 'vitest';

/**
 * A client class of the AWS SDK that answers what the tests of one file say, to be called at the top of the file.
 * `aws-sdk-client-mock` replaces `send` on the class, and many files share a process: so it is put back when the file
 * is over. The only way to use that package here (biome.json).
 */
export const mockClient: typeof mockOf = (client) => {
  const mock = mockOf(client);
  afterAll(() => mock.restore());
  return mock;
};
