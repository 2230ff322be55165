import { describe, expect, it } from 'vitest';
import { pageLink } from '../../../../lambdas/core/application/pages/links.ts';
import { commentFromPage, ticketPage } from '../../../../lambdas/core/application/pages/ticket-page.ts';
import { addComment } from '../../../../lambdas/core/application/tickets/add-comment.ts';
import { getAttachment } from '../../../../lambdas/core/application/tickets/get-attachment.ts';
import { listComments } from '../../../../lambdas/core/application/tickets/list-comments.ts';
import { mergeTicket, unmergeTicket } from '../../../../lambdas/core/application/tickets/merge-ticket.ts';
import { orchestrate } from '../../../../lambdas/core/application/workflow/orchestrate.ts';
import { versionConflict } from '../../../../lambdas/core/domain/errors.ts';
import type { Caller } from '../../../../lambdas/core/domain/people/caller.ts';
import type { TicketParts } from '../../builders.ts';
import { aDesk, type Desk, once, opened, refusalOf, seeded, stored, types } from '../a-desk.ts';
import { ANNA, aLink, aMachine, aRequest, MARIA, OLGA, type RequestParts } from '../requests.ts';

const merge = (desk: Desk, from: string, into: string, parts: RequestParts & { caller?: Caller } = {}) =>
  mergeTicket(desk)(aRequest(parts.caller ?? ANNA, { params: { ticket: from }, body: { into } }, parts));
const unmerge = (desk: Desk, ticket: string, parts: RequestParts = {}) =>
  unmergeTicket(desk)(aRequest(ANNA, { params: { ticket } }, parts));

/** Olga's ticket 1002, and Maria's 1001, into which it goes. */
const two = (desk: Desk, source: TicketParts = {}, target: TicketParts = {}) => {
  const { id: into } = seeded(desk, { id: 'tkt_target', number: 1001, status: 'open', ...target });
  const { id: from } = seeded(desk, {
    id: 'tkt_source',
    number: 1002,
    status: 'open',
    ...source,
    requester: { id: OLGA.personId, email: OLGA.email, name: 'Olga Lind', ...source.requester },
  });
  return { from, into };
};

describe('merging', () => {
  it('changes both tickets in one transaction, and is on record with who did it', async () => {
    const desk = aDesk();
    const { from, into } = two(desk, { assigneeId: 'agt_1' });
    desk.world.loads.set('agt_1', { open: 3, idleSince: null });
    const { body, version } = await merge(desk, from, into);
    expect(body).toMatchObject({ id: from, status: 'closed', mergedInto: into });
    expect(version).toBe(2);
    expect(desk.tickets.history(from)).toMatchObject([
      { type: 'ticket.merged', actor: { kind: 'agent', id: 'agt_1' } },
    ]);
    expect(desk.tickets.history(into)).toMatchObject([
      { type: 'ticket.merged-in', actor: { kind: 'agent', id: 'agt_1' }, correlationId: 'cor_test' },
    ]);
    expect(stored(desk, into).participants).toMatchObject([{ email: OLGA.email }]);
    // Its agent has room for another.
    expect(desk.world.loads.get('agt_1')?.open).toBe(2);
  });

  it('opens a solved ticket again, also when one agent had both', async () => {
    const desk = aDesk();
    const { from, into } = two(desk, { assigneeId: 'agt_1' }, { status: 'solved', assigneeId: 'agt_1' });
    const before = desk.world.loads.get('agt_1')?.open ?? 0;
    await merge(desk, from, into);
    expect(stored(desk, into)).toMatchObject({ status: 'open', assigneeId: 'agt_1' });
    expect(desk.world.loads.get('agt_1')?.open ?? 0).toBe(before);
  });

  it('takes numbers, and answers a repetition alike', async () => {
    const desk = aDesk();
    const { from } = two(desk);
    await merge(desk, '1002', '#1001', once());
    expect(desk.world.once.get('scope')?.row.answer).toMatchObject({ status: 200, version: 2 });
    expect(stored(desk, from).mergedInto).toBe('tkt_target');
  });

  it('says nothing of a ticket that one may not see', async () => {
    const desk = aDesk();
    const { from, into } = two(desk, {}, { line: 3, groupId: 'third-line' });
    expect(await refusalOf(merge(desk, from, into))).toMatchObject({ name: 'TicketNotFound' });
    expect(await refusalOf(merge(desk, into, from))).toMatchObject({ name: 'TicketNotFound' });
    expect(await refusalOf(merge(desk, from, 'tkt_404'))).toMatchObject({ name: 'TicketNotFound' });
  });

  it('is refused for a version that has passed', async () => {
    const desk = aDesk();
    const { from, into } = two(desk, { version: 4 });
    expect(await refusalOf(merge(desk, from, into, { ifMatch: 3 }))).toMatchObject({ kind: 'stale' });
    await merge(desk, from, into, { ifMatch: 4 });
  });

  it('is decided again when another change came first, and refused by what that one did', async () => {
    const desk = aDesk();
    const { from, into } = two(desk);
    desk.tickets.failNext(versionConflict(2), versionConflict(3));
    await merge(desk, from, into);
    expect(stored(desk, from).mergedInto).toBe(into);
    expect(await refusalOf(merge(desk, from, into))).toMatchObject({ name: 'AlreadyMerged' });
  });

  it('gives up in the end', async () => {
    const desk = aDesk();
    const { from, into } = two(desk);
    desk.tickets.failNext(...Array.from({ length: 6 }, () => versionConflict(2)));
    expect(await refusalOf(merge(desk, from, into))).toMatchObject({ name: 'VersionConflict' });
  });
});

describe('taking a merge back', () => {
  it('gives the ticket back to who had it, and starts its workflow anew', async () => {
    const desk = aDesk();
    const { from, into } = two(desk, { assigneeId: 'agt_1' });
    await merge(desk, from, into);
    const { body } = await unmerge(desk, from);
    expect(body).toMatchObject({ status: 'open', mergedInto: null, assigneeId: 'agt_1', closedAt: null });
    expect(stored(desk, into).participants).toEqual([]);
    expect(types(desk, into)).toEqual(['ticket.merged-in', 'ticket.merged-out']);
    const event = desk.tickets.history(from).find(({ type }) => type === 'ticket.unmerged');
    if (event !== undefined) await orchestrate(desk)(event);
    expect(desk.workflows.started).toEqual([`${from}-2`]);
  });

  it('leaves it to the group when its agent is full', async () => {
    const desk = aDesk();
    const { from, into } = two(desk, { assigneeId: 'agt_1' });
    await merge(desk, from, into);
    desk.world.loads.set('agt_1', { open: 10, idleSince: null });
    const { body } = await unmerge(desk, from);
    expect(body).toMatchObject({ status: 'open', assigneeId: null, groupId: 'first-line' });
    expect(desk.world.loads.get('agt_1')?.open).toBe(10);
  });

  it('keeps those who came with another ticket as well', async () => {
    const desk = aDesk();
    const { from, into } = two(desk);
    const second = seeded(desk, { id: 'tkt_3', number: 1003, status: 'open' });
    desk.world.tickets.set(second.id, { ...second, requester: stored(desk, from).requester });
    await merge(desk, from, into);
    await merge(desk, second.id, into);
    await unmerge(desk, from);
    expect(stored(desk, into).participants).toMatchObject([{ email: OLGA.email }]);
  });

  it('is refused for a ticket that is not merged', async () => {
    const desk = aDesk();
    const { from } = two(desk);
    expect(await refusalOf(unmerge(desk, from))).toMatchObject({ name: 'NotMerged', kind: 'conflict' });
  });

  it('passes on what else goes wrong', async () => {
    const desk = aDesk();
    const { from, into } = two(desk);
    await merge(desk, from, into);
    desk.tickets.failNext(new Error('the database is away'));
    await expect(unmerge(desk, from)).rejects.toThrow('away');
  });
});

const say = (desk: Desk, caller: Caller, ticket: string, body: string) =>
  addComment(desk)(aRequest(caller, { params: { ticket }, body: { body } }));
const read = async (desk: Desk, caller: Caller, ticket: string) =>
  (await listComments(desk)(aRequest(caller, { params: { ticket } }))).body.map((one) => one.bodyText);

/** Both opened with their first words. */
const bothOpened = async (desk: Desk, other: Caller = OLGA) => {
  const target = await opened(desk, MARIA, { description: 'Maria asks.' });
  const source = await opened(desk, other, { description: 'The other asks.' });
  return { from: source.id, into: target.id };
};

describe('the conversation of a ticket that took in another', () => {
  it('is both of them for agents, and for each person what was theirs', async () => {
    const desk = aDesk();
    const { from, into } = await bothOpened(desk);
    await addComment(desk)(
      aRequest(ANNA, { params: { ticket: from }, body: { body: 'Between us.', public: false } }),
    );
    await merge(desk, from, into);
    await say(desk, ANNA, into, 'Here is the answer.');
    expect(await read(desk, ANNA, into)).toEqual([
      'Maria asks.',
      'The other asks.',
      'Between us.',
      'Here is the answer.',
    ]);
    expect(await read(desk, MARIA, into)).toEqual(['Maria asks.', 'Here is the answer.']);
    expect(await read(desk, OLGA, into)).toEqual(['Maria asks.', 'The other asks.', 'Here is the answer.']);
    expect(await read(desk, aMachine(), into)).toHaveLength(4);
    expect(await read(desk, ANNA, from)).toEqual(['The other asks.', 'Between us.']);
  });

  it('goes on there with what its people say on the other', async () => {
    const desk = aDesk();
    const { from, into } = await bothOpened(desk);
    await merge(desk, from, into);
    const { body, status } = await say(desk, OLGA, from, 'One thing more.');
    expect(status).toBe(201);
    expect(body).toMatchObject({ ticketId: into, author: { kind: 'participant' } });
    expect(await refusalOf(say(desk, ANNA, from, 'Too late.'))).toMatchObject({ name: 'TicketClosed' });
  });

  it('is not for who was taken off it: their words open a ticket of their own', async () => {
    const desk = aDesk();
    const { from, into } = await bothOpened(desk);
    await merge(desk, from, into);
    desk.world.tickets.set(into, { ...stored(desk, into), participants: [] });
    const { body } = await say(desk, OLGA, from, 'Hello?');
    expect(stored(desk, body.ticketId)).toMatchObject({ followUpOf: from, requester: { email: OLGA.email } });
  });

  it('is found also when the ticket was merged while they wrote', async () => {
    const desk = aDesk();
    const { from, into } = await bothOpened(desk);
    const { find } = desk.tickets;
    desk.tickets.find = async (ref) => {
      desk.tickets.find = find;
      const found = await find(ref);
      await merge(desk, from, into);
      return found;
    };
    expect((await say(desk, OLGA, from, 'One thing more.')).body.ticketId).toBe(into);
  });
});

const tokenOf = async (desk: Desk, ticketId: string, email: string): Promise<string> =>
  (await pageLink(desk, ticketId, email, desk.clock.now())).slice('https://desk.example/t/'.length);
const page = async (desk: Desk, token: string) =>
  (await ticketPage(desk)(aRequest({ kind: 'public' }, { params: { token }, query: {} }))).body;
const post = (desk: Desk, token: string, body: string) =>
  commentFromPage(desk)(aRequest({ kind: 'public' }, { params: { token }, body: { body } }));

describe('the page of a merged ticket', () => {
  it('is that of the other for a person who asked both, with what was said on each', async () => {
    const desk = aDesk();
    const { from, into } = await bothOpened(desk, MARIA);
    await merge(desk, from, into);
    const token = await tokenOf(desk, from, MARIA.email);
    expect(await page(desk, token)).toMatch(/#1001.*Maria asks\..*The other asks\./s);
    const { location } = await post(desk, token, 'Any news?');
    expect(location).toBe(`/t/${token}?sent=1`);
    expect(desk.tickets.said(into).at(-1)).toMatchObject({ bodyText: 'Any news?' });
  });

  it('leads anybody else to it, shows them what was theirs, and adds their words there', async () => {
    const desk = aDesk();
    const { from, into } = await bothOpened(desk);
    await merge(desk, from, into);
    const token = await tokenOf(desk, from, OLGA.email);
    const html = await page(desk, token);
    expect(html).toContain('#1002');
    expect(html).not.toContain('Maria asks.');
    expect(html.replaceAll('&#x2F;', '/')).toContain(`/t/${await tokenOf(desk, into, OLGA.email)}`);
    expect(html).not.toContain('откроет новое');
    expect((await post(desk, token, 'Me too.')).location).toBe(`/t/${token}?sent=1`);
    expect(desk.tickets.said(into).at(-1)).toMatchObject({ bodyText: 'Me too.' });
  });

  it('leads nobody there who was taken off it', async () => {
    const desk = aDesk();
    const { from, into } = await bothOpened(desk);
    await merge(desk, from, into);
    desk.world.tickets.set(into, { ...stored(desk, into), participants: [] });
    expect(await page(desk, await tokenOf(desk, from, OLGA.email))).toContain('откроет новое');
  });

  it('ends with the other ticket', async () => {
    const desk = aDesk();
    const { from, into } = await bothOpened(desk);
    await merge(desk, from, into);
    const token = await tokenOf(desk, from, OLGA.email);
    desk.world.tickets.set(into, { ...stored(desk, into), closedAt: desk.clock.now() });
    desk.clock.set(new Date(Date.parse(desk.clock.now()) + 91 * 86_400_000).toISOString());
    expect(await refusalOf(page(desk, token))).toMatchObject({ name: 'LinkEnded' });
  });
});

describe('a file of a merged ticket', () => {
  const ATTACHMENT = 'att_01JBN0000000000000000000AT';
  const UPLOAD = 'upl_01JBN0000000000000000000AT';

  const withFile = async (other: Caller) => {
    const desk = aDesk();
    const { from, into } = await bothOpened(desk, other);
    const attachment = {
      id: ATTACHMENT,
      fileName: 'a.txt',
      contentType: 'text/plain',
      size: 1,
      sha256: 'ab',
    };
    const [first] = desk.tickets.said(from);
    if (first === undefined) throw new Error('Nothing was said.');
    desk.world.comments.set(from, [{ ...first, attachments: [attachment] }]);
    desk.world.uploads.set(UPLOAD, {
      ...attachment,
      id: UPLOAD,
      creatorId: OLGA.personId,
      createdAt: desk.clock.now(),
      attachedTo: { ticketId: from, commentId: first.id },
    });
    await merge(desk, from, into);
    return { desk, from, into };
  };
  const file = (desk: Desk, caller: Caller) =>
    getAttachment(desk)(aRequest(caller, { params: { id: ATTACHMENT } }));

  it('is read through the page of the other by whom it was sent', async () => {
    const { desk, from, into } = await withFile(MARIA);
    const link = `&#x2F;attachments&#x2F;${ATTACHMENT}`;
    expect(await page(desk, await tokenOf(desk, from, MARIA.email))).toContain(link);
    expect((await file(desk, aLink(into))).status).toBe(302);
    expect((await file(desk, aLink(from))).status).toBe(302);
  });

  it('is read by agents, and by nobody whose it was not', async () => {
    const { desk, from, into } = await withFile(OLGA);
    desk.world.tickets.set(from, { ...stored(desk, from), line: 3, groupId: 'third-line' });
    expect((await file(desk, ANNA)).status).toBe(302);
    expect((await file(desk, OLGA)).status).toBe(302);
    for (const caller of [MARIA, aLink(into)])
      expect(await refusalOf(file(desk, caller))).toMatchObject({ name: 'AttachmentNotFound' });
  });
});
