import { describe, expect, it } from 'vitest';
import { addComment } from '../../../../lambdas/core/application/tickets/add-comment.ts';
import type { Caller } from '../../../../lambdas/core/domain/people/caller.ts';
import type { Status } from '../../../../lambdas/core/domain/ticket/words.ts';
import { after, CREATED_AT, hoursAfter, type TicketParts } from '../../builders.ts';
import { aDesk, type Desk, once, refusalOf, seeded, stored, types } from '../a-desk.ts';
import { ANNA, aLink, aMachine, aRequest, MARIA, OLGA, type RequestParts } from '../requests.ts';

interface Body {
  readonly public?: boolean;
  readonly status?: Status;
}

const say = (
  desk: Desk,
  caller: Caller,
  ticket: string,
  text: string,
  body: Body = {},
  parts: RequestParts = {},
) => addComment(desk)(aRequest(caller, { params: { ticket }, body: { body: text, ...body } }, parts));

const NUMBER = '1001';

const held: TicketParts = {
  ...{ status: 'pending' as const, category: 'bug', missingDetails: ['version'] },
  progress: { detailsRounds: 1, detailsAskedAt: CREATED_AT },
};

describe('a reply', () => {
  it('is answered with the comment and the new version', async () => {
    const desk = aDesk();
    const { id } = seeded(desk);
    const answer = await say(desk, ANNA, NUMBER, 'Try 5.2.');
    expect(answer).toMatchObject({
      status: 201,
      version: stored(desk, id).version,
      body: {
        ticketId: id,
        public: true,
        author: { kind: 'agent', id: 'agt_1', email: 'anna@desk.example' },
        bodyText: 'Try 5.2.',
        visibleText: 'Try 5.2.',
        deliveries: [],
      },
    });
    expect(stored(desk, id).status).toBe('open');
    expect(desk.tickets.said(id)).toHaveLength(1);
  });

  it('that solves is one change', async () => {
    const desk = aDesk();
    const { id } = seeded(desk);
    await say(desk, ANNA, id, 'Try 5.2.', { status: 'solved' });
    expect(stored(desk, id).status).toBe('solved');
    expect(types(desk, id).slice(0, 2)).toEqual(['ticket.commented', 'ticket.solved']);
    expect(desk.tickets.saved).toHaveLength(1);
  });

  it('on a closed ticket is refused to agents', async () => {
    const desk = aDesk();
    const { id } = seeded(desk, { status: 'closed' });
    expect(await refusalOf(say(desk, ANNA, id, 'One more thing.'))).toMatchObject({ name: 'TicketClosed' });
  });

  it('to a ticket on another line is not possible: there is no such ticket', async () => {
    const desk = aDesk();
    const { id } = seeded(desk, { line: 2, groupId: 'second-line' });
    expect(await refusalOf(say(desk, ANNA, id, 'Hello'))).toMatchObject({ name: 'TicketNotFound' });
  });

  it('by a machine is an answer of the desk', async () => {
    const desk = aDesk();
    const { id } = seeded(desk);
    const { body } = await say(desk, aMachine(), id, 'Your parcel is on its way.');
    expect(body.author).toEqual({ kind: 'agent', id: 'key_shop', email: null, name: 'Shop' });
    expect(stored(desk, id).status).toBe('open');
  });

  it('by a machine that may only read is refused', async () => {
    const desk = aDesk();
    const { id } = seeded(desk);
    const reader = aMachine({ scopes: ['tickets:read'] });
    expect(await refusalOf(say(desk, reader, id, 'Hello'))).toMatchObject({ name: 'Forbidden' });
  });
});

describe('a note', () => {
  it('is an agent’s, names agents and leaves the ticket where it is', async () => {
    const desk = aDesk();
    const { id } = seeded(desk);
    await say(desk, ANNA, id, 'Please look, @Boris.', { public: false });
    expect(stored(desk, id).status).toBe('new');
    expect(desk.tickets.history(id)).toMatchObject([{ payload: { public: false, mentions: ['agt_2'] } }]);
  });

  it('calls nobody whom it only quotes', async () => {
    const desk = aDesk();
    const { id } = seeded(desk);
    for (const quoted of [
      '> ask @Boris first',
      'On Mon, 2 Nov 2026, Lena Stein wrote:\n> ask\n> @Boris first',
    ])
      await say(desk, ANNA, id, `${quoted}\n\nDone.`, { public: false });
    expect(desk.tickets.history(id)).toMatchObject([
      { payload: { mentions: [] } },
      { payload: { mentions: [] } },
    ]);
  });

  it.each([
    ['a requester', MARIA],
    ['whoever holds a link', aLink('tkt_01JBN0000000000000000000AA')],
  ])('is refused to %s', async (_who, caller) => {
    const desk = aDesk();
    const { id } = seeded(desk);
    const refusal = await refusalOf(say(desk, caller, id, 'Psst.', { public: false }));
    expect(refusal).toMatchObject({ name: 'Forbidden' });
    expect(desk.tickets.said(id)).toEqual([]);
  });

  it('may be added to a closed ticket', async () => {
    const desk = aDesk();
    const { id } = seeded(desk, { status: 'closed' });
    expect((await say(desk, ANNA, id, 'For the record.', { public: false })).status).toBe(201);
  });
});

describe('words with history and a signature', () => {
  const text =
    'On Mon, 2 Nov 2026, Acme wrote:\n> Which version\n> is it?\n\nIt is 5.2.\n\nBest regards,\nMaria';

  it.each([
    ['a requester', MARIA],
    ['an agent', ANNA],
  ])('of %s are kept whole, and marked as what was said this time', async (_who, caller) => {
    const desk = aDesk();
    const { id } = seeded(desk);
    const { body } = await say(desk, caller, id, text);
    expect(body).toMatchObject({ bodyText: text, visibleText: 'It is 5.2.' });
  });

  it('that are nothing else stay visible', async () => {
    const desk = aDesk();
    const { id } = seeded(desk);
    const { body } = await say(desk, MARIA, id, '> npm start\n> Error: 5');
    expect(body).toMatchObject({ visibleText: '> npm start\n> Error: 5' });
  });
});

describe('a requester’s words', () => {
  it.each(['pending', 'on-hold', 'solved'] as const)('open a ticket that is %s', async (status) => {
    const desk = aDesk();
    const { id } = seeded(desk, { status });
    await say(desk, MARIA, id, 'It still stops.');
    expect(stored(desk, id).status).toBe('open');
  });

  it('may say that it is solved', async () => {
    const desk = aDesk();
    const { id } = seeded(desk, { status: 'open' });
    await say(desk, MARIA, id, 'It works now.', { status: 'solved' });
    expect(stored(desk, id).status).toBe('solved');
  });

  it.each(['new', 'pending', 'on-hold', 'closed'] as const)('may not make it %s', async (status) => {
    const desk = aDesk();
    const { id } = seeded(desk, { status: 'open' });
    expect(await refusalOf(say(desk, MARIA, id, 'Hm.', { status }))).toMatchObject({ name: 'Forbidden' });
  });

  it('of mere thanks leave a solved ticket solved, and the history says so', async () => {
    const desk = aDesk();
    const { id } = seeded(desk, { status: 'solved' });
    await say(desk, MARIA, id, 'Thank you very much!');
    expect(stored(desk, id).status).toBe('solved');
    expect(desk.tickets.history(id)).toMatchObject([{ payload: { thanks: true } }]);
  });

  it('with more than thanks open it', async () => {
    const desk = aDesk();
    const { id } = seeded(desk, { status: 'solved' });
    await say(desk, MARIA, id, 'Thanks, but it still stops.');
    expect(stored(desk, id).status).toBe('open');
  });

  it.each(['I will look', 'Сейчас посмотрю и напишу', 'Thanks, will do.'])(
    'that give nothing yet leave a ticket waiting for details: %s',
    async (text) => {
      const desk = aDesk();
      const { id, progress } = seeded(desk, held);
      expect((await say(desk, MARIA, id, text)).status).toBe(201);
      expect(stored(desk, id)).toMatchObject({ status: 'pending', progress });
      expect(desk.tickets.said(id)).toHaveLength(1);
      expect(types(desk, id)).toEqual(['ticket.commented']);
    },
  );

  it.each(['I do not know', '5', 'Where is it?', 'I looked, it is the one of May.'])(
    'that give something, or ask, or do not know, are analysed: %s',
    async (text) => {
      const desk = aDesk();
      const { id } = seeded(desk, held);
      await say(desk, MARIA, id, text);
      expect(stored(desk, id)).toMatchObject({ status: 'open', progress: { needsAnalysis: true } });
    },
  );

  it('through the link of a mail are theirs, under the name that the ticket knows', async () => {
    const desk = aDesk();
    const { id } = seeded(desk, {
      participants: [{ email: 'olga@example.com', name: 'Olga Lind', kind: 'cc' }],
    });
    const hers = await say(desk, aLink(id), id, 'Hello?');
    expect(hers.body.author).toMatchObject({ kind: 'requester', id: MARIA.personId, name: 'Maria Lind' });
    const olgas = await say(desk, aLink(id, OLGA.email), id, 'Me too.');
    expect(olgas.body.author).toMatchObject({ kind: 'participant', id: OLGA.personId, name: 'Olga Lind' });
  });

  it('are refused on a ticket that is not theirs, as if there were none', async () => {
    const desk = aDesk();
    const { id } = seeded(desk);
    expect(await refusalOf(say(desk, OLGA, id, 'Hello?'))).toMatchObject({ name: 'TicketNotFound' });
    expect(await refusalOf(say(desk, aLink('tkt_other'), id, 'Hello?'))).toMatchObject({
      name: 'TicketNotFound',
    });
  });
});

describe('a requester’s words on a closed ticket', () => {
  const closed = { status: 'closed', category: 'bug', product: 'mobile', language: 'ru' } as const;
  const participants = [{ email: 'olga@example.com', name: null, kind: 'cc' }] as const;

  it('open a new one that is linked to it', async () => {
    const desk = aDesk();
    const { id } = seeded(desk, { ...closed, participants });
    const answer = await say(desk, MARIA, id, 'It stops again.');
    const next = stored(desk, answer.body.ticketId);
    expect(answer).toMatchObject({ status: 201, location: `/v1/tickets/${next.id}` });
    expect(next).toMatchObject({
      followUpOf: id,
      status: 'new',
      subject: 'The export stops half way',
      category: 'bug',
      product: 'mobile',
      language: 'ru',
      participants,
      requester: { id: MARIA.personId },
    });
    expect(desk.tickets.history(next.id)).toMatchObject([{ payload: { followUpOf: id } }]);
    expect(stored(desk, id).version).toBe(1);
  });

  it('of somebody copied in open one that is still the requester’s', async () => {
    const desk = aDesk();
    const { id } = seeded(desk, { ...closed, participants });
    const { body } = await say(desk, OLGA, id, 'It stops again.');
    expect(body.author).toMatchObject({ kind: 'participant', email: 'olga@example.com' });
    expect(stored(desk, body.ticketId).requester.email).toBe('maria@example.com');
  });

  it('find a desk that has neither its category nor its product any more', async () => {
    const desk = aDesk();
    const { id } = seeded(desk, { ...closed, category: 'gone', product: 'gone' });
    const { body } = await say(desk, MARIA, id, 'It stops again.');
    expect(stored(desk, body.ticketId)).toMatchObject({ category: 'other', product: null });
  });

  it('are answered once for each idempotency key', async () => {
    const desk = aDesk();
    const { id } = seeded(desk, closed);
    const { body } = await say(desk, MARIA, id, 'It stops again.', {}, once());
    expect((await desk.once.find('scope'))?.answer.body).toEqual(body);
    expect(await refusalOf(say(desk, MARIA, id, 'It stops again.', {}, once()))).toMatchObject({
      name: 'OnceTaken',
    });
  });

  it('based on an old version are refused', async () => {
    const desk = aDesk();
    const { id } = seeded(desk, { ...closed, version: 7 });
    const refusal = await refusalOf(say(desk, MARIA, id, 'It stops again.', {}, { ifMatch: 6 }));
    expect(refusal).toMatchObject({ name: 'VersionConflict', kind: 'stale' });
  });

  it('are not refused because it was closed that very moment', async () => {
    const desk = aDesk();
    const ticket = seeded(desk, { status: 'solved' });
    const { find } = desk.tickets;
    desk.tickets.find = async (ref) => {
      desk.tickets.find = find;
      const found = await find(ref);
      desk.world.tickets.set(ticket.id, { ...ticket, status: 'closed', version: 2 });
      return found;
    };
    const { body } = await say(desk, MARIA, ticket.id, 'It stops again.');
    expect(stored(desk, body.ticketId).followUpOf).toBe(ticket.id);
  });

  it('that was merged into one that is gone open a ticket that follows it', async () => {
    const desk = aDesk();
    const { id } = seeded(desk, { ...closed, mergedInto: 'tkt_2' });
    const { body } = await say(desk, MARIA, id, 'Hello?');
    expect(stored(desk, body.ticketId).followUpOf).toBe(id);
  });
});

it('what is said never carries an earlier time than what was said before', async () => {
  const desk = aDesk();
  const { id } = seeded(desk, { updatedAt: hoursAfter(1) });
  desk.clock.set(after(59));
  await say(desk, ANNA, id, 'Which file?', { status: 'pending' });
  expect(stored(desk, id)).toMatchObject({
    updatedAt: hoursAfter(1),
    marks: { lastReplyAt: hoursAfter(1) },
    progress: { pendingSince: hoursAfter(1) },
  });
  expect(desk.tickets.said(id)[0]?.createdAt).toBe(hoursAfter(1));
});
