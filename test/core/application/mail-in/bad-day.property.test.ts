/** The same promise where it is kept: on the real database, by functions that die at any call. */
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, it } from 'vitest';
import { documentClient } from '../../../../lambdas/core/adapters/dynamodb/client.ts';
import { receiveMail } from '../../../../lambdas/core/application/mail-in/receive-mail.ts';
import { startDatabase, type TestDatabase } from '../../../support/dynamodb.ts';
import { type FakeTexts, fakeTexts } from '../../fakes/texts.ts';
import { realStores } from '../../ports/both.ts';
import { instance, type Mishap, someMishap } from '../../ports/mishap.ts';
import { type AMail, expectBalance, type Holdings, someMails } from './any-mails.ts';
import { MAIL_DOMAIN, postOffice } from './post-office.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await startDatabase();
});
afterAll(() => database.close());

const holdings = async (
  tableName: string,
  mails: readonly AMail[],
  texts: FakeTexts,
  { clock }: ReturnType<typeof postOffice>['ports'],
): Promise<Holdings> => {
  const { tickets, ledger } = realStores(instance(database.client, tableName, null), clock, texts);
  const rows = await Promise.all(mails.map(({ message }) => ledger.find(message.sesId)));
  const { Items = [] } = await documentClient(database.client).send(
    new ScanCommand({ TableName: tableName, ConsistentRead: true }),
  );
  const ids = Items.filter(({ SK }) => SK === 'TICKET').map(({ PK }) => String(PK).replace('TICKET#', ''));
  const said = await Promise.all(ids.map((id) => tickets.comments(id, { size: 100, after: null })));
  return {
    rows: rows.filter((row) => row !== null),
    tickets: ids.length,
    said: said.flatMap(({ items }) => items),
  };
};

/** So many deliveries at the same time, each to an instance of its own. */
const someDeliveries = fc.array(fc.record({ mail: fc.nat(), mishap: someMishap(14) }), {
  minLength: 1,
  maxLength: 4,
});

it('received is what the ledger says, and nothing is said twice, though functions die at any call', async () => {
  await fc.assert(
    fc.asyncProperty(someMails(6), fc.array(someDeliveries, { maxLength: 6 }), async (mails, rounds) => {
      const { ports, store } = postOffice();
      const tableName = await database.makeTable();
      const texts = fakeTexts();
      mails.forEach(store);
      const attempts = new Map<string, number>();
      const deliver = async ({ message }: AMail, mishap: Mishap | null): Promise<void> => {
        const { sesId, receivedAt, envelope, verdicts } = message;
        const attempt = (attempts.get(sesId) ?? 0) + 1;
        attempts.set(sesId, attempt);
        const stores = realStores(instance(database.client, tableName, mishap), ports.clock, texts);
        const { settings, rawMails, parser, ids, seals, files } = ports;
        const receive = receiveMail({
          ...stores,
          ...{ settings, rawMails, parser, ids, seals, files },
          mailDomain: MAIL_DOMAIN,
        });
        const arrival = { sesId, receivedAt, envelope, verdicts };
        await receive({ kind: 'mail', arrival, key: `inbound/${sesId}`, attempt }).catch(() => undefined);
      };
      for (const deliveries of rounds) {
        ports.clock.advance(60_000);
        await Promise.all(
          deliveries.map(({ mail, mishap }) => deliver(mails[mail % mails.length] as AMail, mishap)),
        );
      }
      // The queue is emptied: whatever failed comes again.
      for (let round = 0; round < 2; round += 1) for (const mail of mails) await deliver(mail, null);
      expectBalance(mails, await holdings(tableName, mails, texts, ports));
    }),
    // A busy machine tries fewer, and a counterexample is told rather than made smaller for ever.
    { numRuns: 30, interruptAfterTimeLimit: 12_000 },
  );
});
