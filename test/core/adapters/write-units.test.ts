import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentClient } from '../../../lambdas/core/adapters/dynamodb/client.ts';
import { Table } from '../../../lambdas/core/adapters/dynamodb/table.ts';
import { dynamoTicketStore } from '../../../lambdas/core/adapters/dynamodb/ticket-store.ts';
import { dynamoWaits } from '../../../lambdas/core/adapters/dynamodb/waits.ts';
import { personId, ulidIds } from '../../../lambdas/core/adapters/system/ids.ts';
import { loadChanges } from '../../../lambdas/core/domain/people/load.ts';
import { assignTo } from '../../../lambdas/core/domain/ticket/assign.ts';
import { addComment } from '../../../lambdas/core/domain/ticket/comment.ts';
import type { Decision } from '../../../lambdas/core/domain/ticket/decision.ts';
import { openTicket } from '../../../lambdas/core/domain/ticket/open.ts';
import { record } from '../../../lambdas/core/domain/ticket/record.ts';
import type { Ticket } from '../../../lambdas/core/domain/ticket/ticket.ts';
import { startDatabase, type TestDatabase } from '../../support/dynamodb.ts';
import { AUTHORS, aComment, aRequester, circumstances } from '../builders.ts';
import { fakeClock } from '../fakes/clock.ts';
import { fakeTexts } from '../fakes/texts.ts';

const email = 'maria.lindqvist@customer.example.com';
const requester = aRequester({ id: personId(email), email, name: 'Maria Lindqvist' });
const description = `${'The export of the monthly report stops half way and says nothing. '.repeat(6)}`;

/** Counts what the database says that calls have cost. */
const metered = (database: TestDatabase) => {
  const spent = { units: 0 };
  const { client } = database;
  client.middlewareStack.add(
    (next) => async (args) => {
      Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' });
      const result = await next(args);
      const { ConsumedCapacity: cost } = result.output as {
        ConsumedCapacity?: { CapacityUnits?: number } | { CapacityUnits?: number }[];
      };
      for (const one of cost === undefined ? [] : [cost].flat()) spent.units += one.CapacityUnits ?? 0;
      return result;
    },
    { step: 'initialize' },
  );
  return spent;
};

describe('what changes of an ordinary ticket cost in write units', () => {
  let database: TestDatabase;
  let spent: { units: number };
  let table: Table;
  beforeAll(async () => {
    database = await startDatabase();
    table = new Table(documentClient(database.client), await database.makeTable());
    spent = metered(database);
  });
  afterAll(() => database.close());

  const ids = ulidIds();
  const costOf = async (work: () => Promise<unknown>): Promise<number> => {
    const before = spent.units;
    await work();
    return spent.units - before;
  };

  it('stays within what the bill was reckoned with', async () => {
    const clock = fakeClock();
    const tickets = dynamoTicketStore(table, fakeTexts(), clock);
    const c = circumstances({ actor: { kind: 'requester', id: requester.id } });
    const keep = async (before: Ticket | null, decision: Decision) => {
      const kept = record(before, decision, {
        ...c,
        correlationId: ids.next('cor'),
        eventId: () => ids.next('evt'),
      });
      const loads = loadChanges(before, kept.after).map((load) => ({ ...load, below: 10 }));
      const change = { before, after: kept.after, events: kept.events, comments: decision.comments, loads };
      return { after: kept.after, units: await costOf(() => tickets.save(change)) };
    };

    const id = ids.next('tkt');
    const opened = await keep(
      null,
      openTicket(
        {
          id,
          number: 1001,
          commentId: ids.next('cmt'),
          subject: 'The export of the monthly report stops half way',
          description,
          requester,
          channel: 'api',
          category: 'bug',
          product: 'server',
          details: { version: '5.2' },
          author: { kind: 'requester', id: requester.id, email, name: requester.name },
        },
        c,
      ),
    );
    const reply = aComment({ id: ids.next('cmt'), ticketId: id, author: AUTHORS.agent, text: description });
    const assigned = await keep(
      opened.after,
      assignTo(opened.after, { assigneeId: 'agt_1', reason: '90 % of capacity free' }, c),
    );
    const replied = await keep(
      assigned.after,
      addComment(assigned.after, { comment: reply }, { ...c, actor: { kind: 'agent', id: 'agt_1' } }),
    );
    const wait = { ticketId: id, generation: 1, token: 'x'.repeat(900), place: 'await', wakeAt: clock.now() };
    const arming = await costOf(() => dynamoWaits(table).arm(wait));

    const units = { opening: opened.units, assigning: assigned.units, replying: replied.units, arming };
    console.info(`write units: ${JSON.stringify(units)}`);
    expect(units.opening).toBeLessThanOrEqual(18);
    expect(units.assigning).toBeLessThanOrEqual(13);
    expect(units.replying).toBeLessThanOrEqual(19);
    expect(units.arming).toBeLessThanOrEqual(4);
  });
});
