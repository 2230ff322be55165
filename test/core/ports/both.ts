/** Runs a contract on the fakes and on the real database: what holds for one must hold for the other. */
import { afterAll, beforeAll, beforeEach, describe } from 'vitest';
import { documentClient } from '../../../lambdas/core/adapters/dynamodb/client.ts';
import { dynamoExamples } from '../../../lambdas/core/adapters/dynamodb/examples.ts';
import { dynamoFigures } from '../../../lambdas/core/adapters/dynamodb/figures.ts';
import { dynamoIssueClaims } from '../../../lambdas/core/adapters/dynamodb/issue-claims.ts';
import { dynamoKeyStore } from '../../../lambdas/core/adapters/dynamodb/key-store.ts';
import { dynamoLoads } from '../../../lambdas/core/adapters/dynamodb/loads.ts';
import { dynamoMacroUses } from '../../../lambdas/core/adapters/dynamodb/macro-uses.ts';
import { dynamoMailClaims } from '../../../lambdas/core/adapters/dynamodb/mail-claims.ts';
import { dynamoMailLedger } from '../../../lambdas/core/adapters/dynamodb/mail-ledger.ts';
import { dynamoOnceStore } from '../../../lambdas/core/adapters/dynamodb/once-store.ts';
import { dynamoOpinions } from '../../../lambdas/core/adapters/dynamodb/opinions.ts';
import { dynamoClusters, dynamoOutbreaks } from '../../../lambdas/core/adapters/dynamodb/outbreaks.ts';
import { dynamoPeople } from '../../../lambdas/core/adapters/dynamodb/people.ts';
import { dynamoRateCounter } from '../../../lambdas/core/adapters/dynamodb/rate-counter.ts';
import { dynamoReminders } from '../../../lambdas/core/adapters/dynamodb/reminders.ts';
import { DynamoSettingsStore } from '../../../lambdas/core/adapters/dynamodb/settings-store.ts';
import { dynamoSupportHours } from '../../../lambdas/core/adapters/dynamodb/support-hours.ts';
import { Table } from '../../../lambdas/core/adapters/dynamodb/table.ts';
import { dynamoTicketNumbers } from '../../../lambdas/core/adapters/dynamodb/ticket-numbers.ts';
import { dynamoTicketStore } from '../../../lambdas/core/adapters/dynamodb/ticket-store.ts';
import { dynamoTranslationBudget } from '../../../lambdas/core/adapters/dynamodb/translation-budget.ts';
import { dynamoTranslations } from '../../../lambdas/core/adapters/dynamodb/translations.ts';
import { dynamoUploads } from '../../../lambdas/core/adapters/dynamodb/uploads.ts';
import { dynamoWaits } from '../../../lambdas/core/adapters/dynamodb/waits.ts';
import { dynamoWordIndex } from '../../../lambdas/core/adapters/dynamodb/word-index.ts';
import type { Ports } from '../../../lambdas/core/application/ports.ts';
import { startDatabase, type TestDatabase } from '../../support/dynamodb.ts';
import { type FakeClock, fakeClock } from '../fakes/clock.ts';
import { fakePorts } from '../fakes/ports.ts';
import { type FakeTexts, fakeTexts } from '../fakes/texts.ts';

export type StorePorts = Pick<
  Ports,
  | 'numbers'
  | 'tickets'
  | 'loads'
  | 'supportHours'
  | 'settings'
  | 'once'
  | 'keys'
  | 'waits'
  | 'claims'
  | 'figures'
  | 'macroUses'
  | 'rates'
  | 'people'
  | 'ledger'
  | 'uploads'
  | 'reminders'
  | 'clusters'
  | 'outbreaks'
  | 'issueClaims'
  | 'words'
  | 'examples'
  | 'opinions'
  | 'translations'
  | 'translationBudget'
> & { readonly clock: FakeClock };

export interface RealStores extends StorePorts {
  readonly table: Table;
  readonly texts: FakeTexts;
}

/** As one function instance has them; two instances over one table share nothing else. */
export const realStores = (table: Table, clock: FakeClock, texts: FakeTexts): RealStores => ({
  table,
  clock,
  texts,
  numbers: dynamoTicketNumbers(table),
  tickets: dynamoTicketStore(table, texts, clock),
  loads: dynamoLoads(table),
  supportHours: dynamoSupportHours(table),
  settings: new DynamoSettingsStore(table, texts, clock),
  once: dynamoOnceStore(table, texts, clock),
  keys: dynamoKeyStore(table),
  waits: dynamoWaits(table),
  claims: dynamoMailClaims(table),
  figures: dynamoFigures(table),
  macroUses: dynamoMacroUses(table),
  rates: dynamoRateCounter(table),
  people: dynamoPeople(table),
  ledger: dynamoMailLedger(table, clock),
  uploads: dynamoUploads(table, clock),
  reminders: dynamoReminders(table),
  clusters: dynamoClusters(table),
  outbreaks: dynamoOutbreaks(table),
  issueClaims: dynamoIssueClaims(table),
  words: dynamoWordIndex(table),
  examples: dynamoExamples(table),
  opinions: dynamoOpinions(table),
  translations: dynamoTranslations(table, clock),
  translationBudget: dynamoTranslationBudget(table, () => undefined),
});

/** The suite with the database, a fresh table for each test. */
export const inDatabase = (suite: (stores: () => RealStores) => void): void => {
  describe('in DynamoDB', () => {
    let database: TestDatabase;
    let stores: RealStores;
    beforeAll(async () => {
      database = await startDatabase();
    });
    beforeEach(async () => {
      const table = new Table(documentClient(database.client), await database.makeTable());
      stores = realStores(table, fakeClock(), fakeTexts());
    });
    afterAll(() => database.close());
    suite(() => stores);
  });
};

/** The suite twice. */
export const inBoth = (suite: (stores: () => StorePorts) => void): void => {
  describe('in memory', () => {
    let stores: StorePorts;
    beforeEach(() => {
      stores = fakePorts();
    });
    suite(() => stores);
  });
  inDatabase(suite);
};
