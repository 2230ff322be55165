import { describe, expect, it } from 'vitest';
import { escalateTicket } from '../../../../lambdas/core/application/tickets/escalate-ticket.ts';
import type { Category } from '../../../../lambdas/core/domain/settings/schemas.ts';
import { aComment, type CommentParts } from '../../builders.ts';
import { aDesk, type Desk, refusalOf, seeded, stored } from '../a-desk.ts';
import { aRequest, LENA } from '../requests.ts';

const CRASH: Category = {
  id: 'crash',
  name: { en: 'Crash' },
  line: 1,
  group: 'first-line',
  neverHeld: false,
  default: true,
  details: [{ name: 'log', kind: 'log', required: false, ask: { en: 'What does the log say?' } }],
  beforeLine3: ['log'],
};

const aStrictDesk = (...comments: readonly CommentParts[]): Desk => {
  const desk = aDesk({ categories: [CRASH] });
  const ticket = seeded(desk, { category: 'crash', line: 2, groupId: 'second-line', status: 'open' });
  comments.forEach((parts, index) => {
    const id = `cmt_01JBN000000000000000000C0${index}`;
    desk.world.comments.set(ticket.id, [
      ...(desk.world.comments.get(ticket.id) ?? []),
      aComment({ id, ticketId: ticket.id, ...parts }),
    ]);
  });
  return desk;
};

const escalate = (desk: Desk, more: object = {}) =>
  escalateTicket(desk)(
    aRequest(LENA, { params: { ticket: '1001' }, body: { reason: 'a developer has to look', ...more } }),
  );

const file = { id: 'att_1', fileName: 'app.log', contentType: 'text/plain', size: 2000, sha256: 'a' };
const lineOf = (desk: Desk): number => [...desk.world.tickets.values()][0]?.line ?? 0;

describe('escalating to line 3 in a category that demands a log', () => {
  it('is refused without one, by its name', async () => {
    const desk = aStrictDesk({ text: 'It crashes.' });
    const refused = await refusalOf(escalate(desk));
    expect(refused).toMatchObject({
      name: 'DetailsNeeded',
      kind: 'invalid',
      problems: [{ path: 'details.log' }],
      extra: { missing: ['log'] },
    });
    expect(lineOf(desk)).toBe(2);
  });

  it.each([
    ['the requester attached it', { attachments: [file] }],
    ['a colleague attached it to a note', { by: 'agent', public: false, attachments: [file] }],
    ['it stands in what was written', { text: 'Log: ERROR 5 at Renderer.draw(Renderer.java:12)' }],
  ] as const)('goes through when %s', async (_how, parts) => {
    const desk = aStrictDesk({ text: 'It crashes.' }, parts);
    expect((await escalate(desk)).body.line).toBe(3);
  });

  it('goes through when the last analysis had found it, or a field has it', async () => {
    const desk = aStrictDesk({ text: 'It crashes.' });
    const ticket = stored(desk, 'tkt_01JBN0000000000000000000AA');
    desk.tickets.seed({ ...ticket, details: { log: 'ERROR 5' } });
    expect((await escalate(desk)).body.line).toBe(3);
  });

  it('goes through by somebody’s own decision, which is on record', async () => {
    const desk = aStrictDesk({ text: 'It crashes.' });
    await escalate(desk, { override: true });
    const { id } = stored(desk, 'tkt_01JBN0000000000000000000AA');
    expect(desk.tickets.history(id)).toMatchObject([
      { type: 'ticket.escalated', payload: { to: 3, overrode: ['log'], reason: 'a developer has to look' } },
    ]);
  });
});
