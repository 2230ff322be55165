/** What the first version wrote is read by the present one, with what it meant. */
import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord, SQSEvent } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentClient } from '../../../lambdas/core/adapters/dynamodb/client.ts';
import { eventOfImage } from '../../../lambdas/core/adapters/dynamodb/event-row.ts';
import { Table } from '../../../lambdas/core/adapters/dynamodb/table.ts';
import { ticketOf } from '../../../lambdas/core/adapters/dynamodb/ticket-row.ts';
import { waitOf } from '../../../lambdas/core/adapters/dynamodb/wait-row.ts';
import { SETTINGS_KINDS } from '../../../lambdas/core/domain/settings/kinds.ts';
import { EVENT_TYPES, type TicketEvent } from '../../../lambdas/core/domain/ticket/events.ts';
import { LINES } from '../../../lambdas/core/domain/ticket/words.ts';
import { ticketEventFrame } from '../../../lambdas/core/runtime/bus-frame.ts';
import { queueFrame } from '../../../lambdas/core/runtime/queue-frame.ts';
import { streamFrame } from '../../../lambdas/core/runtime/stream-frame.ts';
import { startDatabase, type TestDatabase } from '../../support/dynamodb.ts';
import { fakeClock } from '../fakes/clock.ts';
import { type RealStores, realStores } from '../ports/both.ts';
import { busEvents, eventImages, LONG_TEXT, moments, rows, texts } from './first-version.ts';

const FIRST = moments[0]?.ticket ?? { id: '', number: 0 };
const WHOLE = { size: 100, after: null };

describe('events of the first version', () => {
  it('are there of every type that it had', () => {
    const types = new Set(eventImages.map((image) => eventOfImage(image).type));
    expect(types.size).toBe(22);
    for (const type of types) expect(EVENT_TYPES).toContain(type);
  });

  it('pass the frame of the stream readers', async () => {
    const read: TicketEvent[] = [];
    const frame = streamFrame({ eventOf: eventOfImage, read: async (event) => void read.push(event) });
    const Records = eventImages.map(
      (NewImage, index): DynamoDBRecord => ({
        eventName: 'INSERT',
        eventSource: 'aws:dynamodb',
        dynamodb: {
          Keys: { PK: NewImage.PK, SK: NewImage.SK },
          NewImage: NewImage as NonNullable<DynamoDBRecord['dynamodb']>['NewImage'] & object,
          SequenceNumber: String(index + 1),
          StreamViewType: 'NEW_IMAGE',
        },
      }),
    );
    expect(await frame({ Records })).toEqual({ batchItemFailures: [] });
    expect(read).toEqual(busEvents.map(({ detail }) => detail));
  });

  it('pass the frame of the queue of mails', async () => {
    const read: TicketEvent[] = [];
    const frame = queueFrame({
      event: async (event) => void read.push(event),
      hour: async () => {},
      reminders: async () => {},
    });
    const Records = busEvents.map((event, index) => ({ messageId: `${index}`, body: JSON.stringify(event) }));
    expect(await frame({ Records } as unknown as SQSEvent)).toEqual({ batchItemFailures: [] });
    expect(read).toEqual(busEvents.map(({ detail }) => detail));
  });

  it('pass the frame of what listens to the bus', async () => {
    const read: TicketEvent[] = [];
    const frame = ticketEventFrame(async (event) => void read.push(event));
    for (const event of busEvents) await frame(event);
    expect(read).toEqual(busEvents.map(({ detail }) => detail));
  });
});

describe('a ticket of the first version', () => {
  it.each(moments)('means now what it meant when it was $moment', ({ rows: images, ticket, wait }) => {
    const row = (sort: string) => {
      const image = images.find(({ SK }) => SK.S === sort);
      return image === undefined ? null : unmarshall(image);
    };
    const ticketRow = row('TICKET');
    const waitRow = row('WAIT');
    expect(ticketRow && ticketOf(ticketRow)).toMatchObject(ticket);
    if (wait === null) expect(waitRow).toBeNull();
    else expect(waitRow && waitOf(waitRow)).toMatchObject(wait);
  });
});

describe('a table of the first version', () => {
  let database: TestDatabase;
  let stores: RealStores;
  beforeAll(async () => {
    database = await startDatabase();
    const name = await database.makeTable();
    for (let from = 0; from < rows.length; from += 25) {
      const puts = rows.slice(from, from + 25).map((Item) => ({ PutRequest: { Item } }));
      await database.client.send(new BatchWriteItemCommand({ RequestItems: { [name]: puts } }));
    }
    const table = new Table(documentClient(database.client), name);
    stores = { ...realStores(table, fakeClock(), { ...texts, stored: new Map() }) };
  });
  afterAll(() => database.close());

  it('gives its tickets by id, by number and in the views', async () => {
    const { tickets } = stores;
    expect(await tickets.find(FIRST.id)).toMatchObject({ number: FIRST.number, status: 'closed' });
    expect(await tickets.find(FIRST.number)).toMatchObject({ id: FIRST.id });
    const open = await tickets.view({ kind: 'open', lines: LINES }, WHOLE);
    const solved = await tickets.view({ kind: 'solved', lines: LINES }, WHOLE);
    expect(open.items).toHaveLength(2);
    expect(solved.items).toHaveLength(4);
    const held = await tickets.view({ kind: 'assignee', agentId: 'agent1' }, WHOLE);
    expect(held.items.length).toBeGreaterThan(0);
  });

  it('gives the conversation, the long text too, the history and the analysis', async () => {
    const { tickets } = stores;
    const comments = await tickets.comments(FIRST.id, WHOLE);
    expect(comments.items.map(({ bodyText }) => bodyText)).toContain(LONG_TEXT);
    expect(await tickets.description(FIRST.id)).toBe('It stops when I export.');
    const events = await tickets.events(FIRST.id, WHOLE);
    expect(events.items.map(({ version }) => version)).toEqual(events.items.map((_, index) => index + 1));
    expect(await tickets.triage(FIRST.id)).not.toBeNull();
  });

  it('gives what became of mails, the figures, the people and their load', async () => {
    const claims = await stores.claims.ofTicket(FIRST.id);
    expect(claims.length).toBeGreaterThan(0);
    const facts = await stores.figures.satisfaction('2026-01', '2027-12');
    expect(facts.map((fact) => fact.rating)).toContain('bad');
    expect(await stores.people.find('anna@example.org')).not.toBeNull();
    expect([...(await stores.loads.of(['agent1'])).keys()]).toEqual(['agent1']);
  });

  it('gives its settings and its machine keys', async () => {
    const settings = await stores.settings.current();
    expect(settings.groups.map(({ id }) => id)).toContain('billing');
    for (const kind of SETTINGS_KINDS) await expect(stores.settings.read(kind)).resolves.toBeDefined();
    expect(await stores.keys.list()).toEqual([expect.objectContaining({ name: 'desk on one machine' })]);
  });

  it('goes on counting where it was', async () => {
    const numbers = rows.flatMap(({ PK }) => /^NUMBER#(\d+)$/.exec(PK.S)?.[1] ?? []).map(Number);
    expect(await stores.numbers.next()).toBeGreaterThan(Math.max(...numbers));
  });
});
