import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventOf, eventOfImage, rowOfEvent } from '../../../lambdas/core/adapters/dynamodb/event-row.ts';
import { eventKey, mailKey, onceKey, shardOf } from '../../../lambdas/core/adapters/dynamodb/keys.ts';
import {
  listedTicketOf,
  newTicketRow,
  ticketOf,
} from '../../../lambdas/core/adapters/dynamodb/ticket-row.ts';
import {
  CHANNELS,
  LINES,
  PLANS,
  PRIORITIES,
  STATUSES,
  TYPES,
} from '../../../lambdas/core/domain/ticket/words.ts';
import { aTicket } from '../builders.ts';
import { anEvent } from '../ports/changes.ts';

const text = fc.string({ unit: 'grapheme' });
const time = fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });

const tickets = fc
  .record({
    subject: text,
    number: fc.integer({ min: 1001 }),
    version: fc.nat(),
    generation: fc.nat(),
    status: fc.constantFrom(...STATUSES),
    priority: fc.constantFrom(...PRIORITIES),
    type: maybe(fc.constantFrom(...TYPES)),
    channel: fc.constantFrom(...CHANNELS),
    mailbox: maybe(text),
    line: fc.constantFrom(...LINES),
    product: maybe(text),
    assigneeId: maybe(text),
    requester: fc.record({ name: maybe(text), plan: fc.constantFrom(...PLANS), verified: fc.boolean() }),
    details: fc.dictionary(
      text.filter((name) => name !== '__proto__'),
      text,
    ),
    tags: fc.array(text),
    missingDetails: fc.array(text),
    participants: fc.array(fc.record({ email: text, name: maybe(text), kind: fc.constant('cc' as const) })),
    called: fc.array(text),
    promises: fc.record({ firstReplyAt: maybe(time), expectedFixAt: maybe(time) }),
    urgentAt: maybe(time),
    spam: fc.boolean(),
    solvedAt: maybe(time),
    marks: fc.record({
      publicReplies: fc.nat(),
      lastReplyBy: maybe(text),
      pauses: fc.array(
        fc.record({ from: time, to: maybe(time), why: fc.constantFrom('pending', 'details', 'solved') }),
      ),
    }),
    progress: fc.record({
      needsAnalysis: fc.boolean(),
      detailsRounds: fc.nat(),
      givenDespite: maybe(time),
      told: fc.array(text),
      cameFrom: fc.array(
        fc.record({ line: fc.constantFrom(...LINES), groupId: text, assigneeId: maybe(text) }),
      ),
      escalated: maybe(
        fc.record({ from: fc.constantFrom(...LINES), reason: text, by: maybe(text), told: fc.boolean() }),
      ),
    }),
  })
  .map(aTicket);

describe('rows', () => {
  it('give every ticket back as it was', () => {
    fc.assert(
      fc.property(tickets, (ticket) => {
        const row = newTicketRow(ticket, null);
        expect(ticketOf(row)).toEqual(ticket);
        const { mailbox: _b, marks: _m, progress: _p, generation: _g, ...listed } = ticket;
        expect(listedTicketOf({ PK: row.PK, list: row.list, version: row.version })).toEqual(listed);
      }),
    );
  });

  it('of an ordinary new ticket have a kilobyte for views at most', () => {
    const { list } = newTicketRow(aTicket({ id: 'tkt_01JBN0000000000000000000AA' }), null);
    expect(JSON.stringify(list).length).toBeLessThan(700);
  });

  it('that a later version has added to are read without what it added', () => {
    const ticket = aTicket();
    const row = newTicketRow(ticket, 'cmt_1');
    const list = {
      ...(row.list as object),
      mood: 'sunny',
      requester: { ...ticket.requester, mood: 'sunny' },
    };
    expect(ticketOf({ ...row, list, mood: 'sunny' })).toEqual(ticket);
  });

  it('of an older version, without what came since, are read with what it meant', () => {
    const row = newTicketRow(aTicket(), null);
    const { marks } = row.inner as { marks: object };
    expect(ticketOf({ ...row, inner: { marks } })).toEqual(aTicket());
  });

  it('that are no tickets are refused', () => {
    expect(() => ticketOf({ ...newTicketRow(aTicket(), null), list: { id: 'tkt_1' } })).toThrow();
  });

  it('of events come back, from the table and from its stream', () => {
    const event = anEvent(aTicket({ version: 12 }), {
      type: 'ticket.changed',
      payload: {
        changes: { tags: { before: [], after: ['vip'] }, product: { before: null, after: 'mobile' } },
      },
    });
    expect(eventOf(rowOfEvent(event))).toEqual(event);
    const image: Record<string, AttributeValue> = marshall(rowOfEvent(event));
    expect(eventOfImage(image)).toEqual(event);
    expect(() => eventOfImage({ PK: { S: 'TICKET#x' } })).toThrow();
  });

  it('of the history sort by their version', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 31), fc.nat(2 ** 31), (a, b) => {
        expect(eventKey('t', a).SK < eventKey('t', b).SK).toBe(a < b);
      }),
    );
  });

  it('have keys of bounded length, whatever people send', () => {
    expect(mailKey('tkt_1', 'evt_1', 'x'.repeat(5000)).SK.length).toBeLessThan(100);
    expect(onceKey('x'.repeat(5000)).PK.length).toBeLessThan(100);
  });

  it('spread over the shards', () => {
    const ids = Array.from(
      { length: 400 },
      (_, n) => `tkt_01JBN${n.toString(32).padStart(21, '0').toUpperCase()}`,
    );
    for (const shard of [0, 1, 2, 3]) {
      expect(ids.filter((id) => shardOf(id) === shard).length).toBeGreaterThan(50);
    }
  });
});
