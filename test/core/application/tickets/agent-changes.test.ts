import { describe, expect, it } from 'vitest';
import type { Operation } from '../../../../lambdas/core/application/operation.ts';
import { addComment } from '../../../../lambdas/core/application/tickets/add-comment.ts';
import {
  addParticipant,
  changeTicket,
  markSpam,
  removeParticipant,
  returnTicket,
} from '../../../../lambdas/core/application/tickets/agent-changes.ts';
import { escalateTicket } from '../../../../lambdas/core/application/tickets/escalate-ticket.ts';
import { versionConflict } from '../../../../lambdas/core/domain/errors.ts';
import { aDesk, type Desk, once, refusalOf, seeded, stored, types } from '../a-desk.ts';
import { ANNA, aLink, aRequest, LENA, MARIA, OLGA, type RequestParts } from '../requests.ts';

interface ByTicket<B> {
  readonly params: { readonly ticket: string };
  readonly body: B;
}

const asked =
  <B, O>(useCase: (desk: Desk) => Operation<ByTicket<B>, O>) =>
  (desk: Desk, body: B, parts: RequestParts = {}, caller = LENA) =>
    useCase(desk)(aRequest(caller, { params: { ticket: '1001' }, body }, parts));

const spam = asked(markSpam);
const escalate = asked(escalateTicket);
const giveBack = asked(returnTicket);
const invite = asked(addParticipant);
const uninvite = (desk: Desk, email: string, parts: RequestParts = {}) =>
  removeParticipant(desk)(aRequest(LENA, { params: { ticket: '1001', email } }, parts));

describe('spam', () => {
  it('leaves all views and counts for nobody', async () => {
    const desk = aDesk();
    const { id } = seeded(desk, { status: 'open', assigneeId: 'agt_1' });
    desk.world.loads.set('agt_1', { open: 1, idleSince: null });
    const { body } = await spam(desk, {});
    expect(body).toMatchObject({ spam: true, promises: { firstReplyAt: null }, urgentAt: null });
    expect(desk.world.loads.get('agt_1')?.open).toBe(0);
    expect(await desk.tickets.view({ kind: 'open', lines: [1] }, { size: 9, after: null })).toMatchObject({
      items: [],
    });
    expect(desk.tickets.history(id)).toMatchObject([
      { payload: { changes: { spam: { before: false, after: true } } } },
    ]);
  });

  it('that was none is back in its views, for the next workflow to watch', async () => {
    const desk = aDesk();
    const { id } = seeded(desk, { status: 'open', assigneeId: 'agt_1' });
    await spam(desk, {});
    await spam(desk, { undo: true });
    expect(stored(desk, id)).toMatchObject({ spam: false, generation: 2 });
    expect(desk.world.waits.get(id)).toMatchObject({ generation: 2, token: null });
    expect(desk.world.loads.get('agt_1')?.open).toBe(0);
  });

  it('is marked once: again is no change', async () => {
    const desk = aDesk();
    const { id } = seeded(desk);
    await spam(desk, {});
    expect((await spam(desk, {})).version).toBe(2);
    expect(types(desk, id)).toHaveLength(1);
  });

  it('is not marked from an old version', async () => {
    const desk = aDesk();
    seeded(desk, { version: 3 });
    expect(await refusalOf(spam(desk, {}, { ifMatch: 2 }))).toMatchObject({ kind: 'stale' });
  });
});

describe('escalation', () => {
  it('goes to the next line, needs a specialist there and remembers where it came from', async () => {
    const desk = aDesk();
    const { id } = seeded(desk, { status: 'open', assigneeId: 'agt_1' });
    const { body, status } = await escalate(desk, { reason: 'needs the server logs' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ line: 2, groupId: 'second-line', assigneeId: null });
    expect(stored(desk, id).progress).toMatchObject({
      needsRouting: true,
      cameFrom: [{ line: 1, groupId: 'first-line', assigneeId: 'agt_1' }],
    });
    expect(desk.tickets.history(id)).toMatchObject([
      { type: 'ticket.escalated', payload: { reason: 'needs the server logs' } },
    ]);
  });

  it('may name the line, and ends at the top', async () => {
    const desk = aDesk();
    seeded(desk, { status: 'open' });
    expect((await escalate(desk, { reason: 'a crash', toLine: 3 })).body.line).toBe(3);
    expect(await refusalOf(escalate(desk, { reason: 'a crash' }))).toMatchObject({
      name: 'TopLine',
      kind: 'conflict',
    });
  });

  it('is decided again when somebody changed the ticket meanwhile', async () => {
    const desk = aDesk();
    seeded(desk, { status: 'open' });
    desk.tickets.failNext(versionConflict(2));
    expect((await escalate(desk, { reason: 'a crash' })).body.line).toBe(2);
  });

  const moves = { up: escalate, back: giveBack } as const;
  /** `theirs` comes between the read and the write of `ours`. */
  const atOnce = async (desk: Desk, ours: keyof typeof moves, theirs: (during: Desk) => Promise<unknown>) => {
    const { save } = desk.tickets;
    const before = { ...desk, tickets: { ...desk.tickets, save } };
    desk.tickets.save = async (change) => {
      desk.tickets.save = save;
      await theirs(before as Desk);
      return save(change);
    };
    return moves[ours](desk, { reason: 'at the same moment' });
  };
  const fromTheTop = { status: 'open', line: 3, groupId: 'third-line', assigneeId: 'agt_lead' } as const;
  const cameFrom = [
    { line: 1, groupId: 'first-line', assigneeId: null },
    { line: 2, groupId: 'second-line', assigneeId: null },
  ] as const;

  it.each([
    ['up', 'up', { status: 'open' }, 2],
    ['back', 'back', { ...fromTheTop, progress: { cameFrom } }, 2],
    [
      'up',
      'back',
      { ...fromTheTop, line: 2, groupId: 'second-line', progress: { cameFrom: cameFrom.slice(0, 1) } },
      1,
    ],
  ] as const)(
    'of two who move it %s and %s at the same moment one moves it, and the other is told',
    async (ours, theirs, parts, line) => {
      const desk = aDesk();
      const { id } = seeded(desk, parts);
      const refusal = await refusalOf(
        atOnce(desk, ours, (during) => moves[theirs](during, { reason: 'mine' })),
      );
      expect(refusal).toMatchObject({ name: 'VersionConflict', kind: 'stale' });
      expect(refusal.extra.arrived).toMatchObject([{ payload: { reason: 'mine' } }]);
      expect(stored(desk, id).line).toBe(line);
    },
  );

  it('is decided again on a change that leaves it on its line, and on one after the other twice', async () => {
    const desk = aDesk();
    const { id } = seeded(desk, { status: 'open' });
    const tagged = (during: Desk) =>
      changeTicket(during)(aRequest(LENA, { params: { ticket: '1001' }, body: { tags: ['vip'] } }));
    expect((await atOnce(desk, 'up', tagged)).body).toMatchObject({ line: 2, tags: ['vip'] });
    await escalate(desk, { reason: 'higher' });
    expect(stored(desk, id).line).toBe(3);
  });

  it('may be taken back by whoever has it, to whom it came from', async () => {
    const desk = aDesk();
    const { id } = seeded(desk, { status: 'open', assigneeId: 'agt_1' });
    await escalate(desk, { reason: 'needs the logs' });
    const { body } = await giveBack(desk, { reason: 'the logs show nothing' });
    expect(body).toMatchObject({ line: 1, groupId: 'first-line', assigneeId: 'agt_1' });
    expect(types(desk, id)).toEqual(['ticket.escalated', 'ticket.returned', 'ticket.assigned']);
  });

  it('that never was cannot be taken back', async () => {
    const desk = aDesk();
    seeded(desk, { status: 'open' });
    expect(await refusalOf(giveBack(desk, { reason: 'why?' }))).toMatchObject({ name: 'NothingToReturnTo' });
  });

  it('of a solved ticket is refused', async () => {
    const desk = aDesk();
    seeded(desk, { status: 'solved' });
    expect(await refusalOf(escalate(desk, { reason: 'why?' }))).toMatchObject({ name: 'TicketSolved' });
  });

  it('takes a ticket out of sight of who escalated it, after the answer', async () => {
    const desk = aDesk();
    seeded(desk, { status: 'open' });
    expect((await escalate(desk, { reason: 'a crash' }, {}, ANNA)).body.line).toBe(2);
    expect(await refusalOf(giveBack(desk, { reason: 'oh' }, {}, ANNA))).toMatchObject({
      name: 'TicketNotFound',
    });
  });
});

describe('a participant', () => {
  it('may read and answer from then on', async () => {
    const desk = aDesk();
    const { id } = seeded(desk);
    const { status, body } = await invite(desk, { email: 'olga@example.com', name: 'Olga Lind' });
    expect(status).toBe(201);
    expect(body.participants).toEqual([{ email: 'olga@example.com', name: 'Olga Lind', kind: 'cc' }]);
    const answer = await addComment(desk)(
      aRequest(OLGA, { params: { ticket: id }, body: { body: 'Me too.' } }),
    );
    expect(answer.body.author.kind).toBe('participant');
  });

  it('is one once, and the requester is none', async () => {
    const desk = aDesk();
    seeded(desk);
    await invite(desk, { email: 'olga@example.com' });
    await invite(desk, { email: 'olga@example.com' });
    expect((await invite(desk, { email: MARIA.email })).body.participants).toHaveLength(1);
  });

  it('who is removed may not, not even through a link', async () => {
    const desk = aDesk();
    const { id } = seeded(desk);
    await invite(desk, { email: 'olga@example.com' });
    expect(await uninvite(desk, 'olga@example.com')).toEqual({ body: null, version: 3, status: 204 });
    for (const caller of [OLGA, aLink(id, OLGA.email)]) {
      const refused = addComment(desk)(
        aRequest(caller, { params: { ticket: id }, body: { body: 'Me too.' } }),
      );
      expect(await refusalOf(refused)).toMatchObject({ name: 'TicketNotFound' });
    }
  });

  it('who is none cannot be removed, nor one be removed from an old version', async () => {
    const desk = aDesk();
    seeded(desk);
    expect(await refusalOf(uninvite(desk, 'olga@example.com'))).toMatchObject({
      name: 'ParticipantNotFound',
    });
    await invite(desk, { email: 'olga@example.com' });
    expect(await refusalOf(uninvite(desk, 'olga@example.com', { ifMatch: 1 }))).toMatchObject({
      kind: 'stale',
    });
  });

  it('is added once for each idempotency key', async () => {
    const desk = aDesk();
    seeded(desk);
    await invite(desk, { email: 'olga@example.com' }, once());
    expect(await refusalOf(invite(desk, { email: 'olga@example.com' }, once()))).toMatchObject({
      name: 'OnceTaken',
    });
  });
});
