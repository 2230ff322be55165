/** Whatever agents do that says how a ticket should have been sorted: each leaves an example with who and when. */
import { describe, expect, it } from 'vitest';
import { keepExamples } from '../../../../lambdas/core/application/desk/keep-examples.ts';
import { applyMacro } from '../../../../lambdas/core/application/macros/apply-macro.ts';
import type { Teaching } from '../../../../lambdas/core/application/model-ports.ts';
import { addComment } from '../../../../lambdas/core/application/tickets/add-comment.ts';
import { changeTicket, returnTicket } from '../../../../lambdas/core/application/tickets/agent-changes.ts';
import { assignTicket } from '../../../../lambdas/core/application/tickets/assign-ticket.ts';
import { bulkChange } from '../../../../lambdas/core/application/tickets/bulk-change.ts';
import { escalateTicket } from '../../../../lambdas/core/application/tickets/escalate-ticket.ts';
import { mergeTicket } from '../../../../lambdas/core/application/tickets/merge-ticket.ts';
import type { Caller } from '../../../../lambdas/core/domain/people/caller.ts';
import { hoursAfter } from '../../builders.ts';
import { aMacro } from '../../domain/macros/macros.ts';
import { ticketId } from '../../ports/changes.ts';
import { aDesk, type Desk, seeded } from '../a-desk.ts';
import { aMachine, aRequest, LENA, MARIA } from '../requests.ts';

const NOW = hoursAfter(5);
const OTHER = ticketId(2);

const sort = aMacro({ id: 'sort', change: { category: 'payments', priority: 'high' } });

/** What people have said of the ticket by the end, from the events as the bus delivers them. */
const said = async (
  act: (desk: Desk, ticket: string) => Promise<unknown>,
): Promise<readonly Omit<Teaching, 'version'>[]> => {
  const desk = aDesk({ macros: [sort] });
  desk.clock.set(NOW);
  const { id } = seeded(desk, { status: 'open' });
  seeded(desk, { id: OTHER, number: 1002, status: 'open' });
  await act(desk, id);
  const teachings: Omit<Teaching, 'version'>[] = [];
  const examples = {
    ...desk.examples,
    put: async ({ version: _version, ...teaching }: Teaching) => void teachings.push(teaching),
  };
  for (const event of desk.tickets.history(id)) await keepExamples({ examples })(event);
  return teachings;
};

const BY_LENA = { by: 'agt_lead', at: NOW };

const patched =
  (body: object, caller: Caller = LENA) =>
  (desk: Desk, ticket: string) =>
    changeTicket(desk)(aRequest(caller, { params: { ticket }, body }));

const escalated = (desk: Desk, ticket: string) =>
  escalateTicket(desk)(aRequest(LENA, { params: { ticket }, body: { reason: 'hard' } }));

describe('a correction', () => {
  it.each<[string, (desk: Desk, ticket: string) => Promise<unknown>, object]>([
    ['of the category', patched({ category: 'payments' }), { category: 'payments' }],
    ['of the priority', patched({ priority: 'urgent' }), { priority: 'urgent' }],
    ['of the line', patched({ line: 2 }), { line: 2 }],
    [
      'of all three at once',
      patched({ category: 'integration', priority: 'low', line: 2 }),
      { category: 'integration', priority: 'low', line: 2 },
    ],
    ['by escalating', escalated, { line: 2 }],
    [
      'by a macro',
      (desk, ticket) => applyMacro(desk)(aRequest(LENA, { params: { ticket, id: 'sort' }, body: {} })),
      { category: 'payments', priority: 'high' },
    ],
    [
      'of many at once',
      (desk, ticket) =>
        bulkChange({
          ...desk,
          describe: () => ({ status: 0, type: '', title: '' }),
          applyMacro: applyMacro(desk),
        })(aRequest(LENA, { body: { tickets: [ticket, OTHER], change: { category: 'payments' } } })),
      { category: 'payments' },
    ],
    [
      'by merging it into its like',
      (desk, ticket) => mergeTicket(desk)(aRequest(LENA, { params: { ticket }, body: { into: OTHER } })),
      { merged: true },
    ],
    ['by solving it as it is', patched({ status: 'solved' }), { solved: true }],
  ])('%s is kept, with who and when', async (_what, act, labels) => {
    const [teaching, ...more] = await said(act);
    expect(teaching).toMatchObject({ ...BY_LENA, ...labels });
    const { ticketId: _id, by: _by, at: _at, ...kept } = teaching ?? { ticketId: '', by: null, at: '' };
    expect(kept).toEqual(labels);
    expect(more).toEqual([]);
  });

  it('by giving it back to the line it came from is kept after that by escalating', async () => {
    const lines = await said(async (desk, ticket) => {
      await escalated(desk, ticket);
      await returnTicket(desk)(aRequest(LENA, { params: { ticket }, body: { reason: 'easy' } }));
    });
    expect(lines).toMatchObject([
      { ...BY_LENA, line: 2 },
      { ...BY_LENA, line: 1 },
    ]);
  });

  it('is none when it was a machine or the requester, or of who has it and what is said', async () => {
    const machine = aMachine();
    expect(await said(patched({ category: 'payments' }, machine))).toEqual([]);
    const wrote = (caller: Caller) => (desk: Desk, ticket: string) =>
      addComment(desk)(aRequest(caller, { params: { ticket }, body: { body: 'Refund, please.' } }));
    expect(await said(wrote(MARIA))).toEqual([]);
    expect(await said(wrote(LENA))).toEqual([]);
    const assigned = (desk: Desk, ticket: string) =>
      assignTicket(desk)(aRequest(LENA, { params: { ticket }, body: { assigneeId: 'agt_1' } }));
    expect(await said(assigned)).toEqual([]);
  });

  it('holds no word of what the requester wrote: erased words are learnt no more', async () => {
    const [teaching] = await said(patched({ category: 'payments' }));
    expect(JSON.stringify(teaching)).not.toMatch(/export|Maria/);
  });
});
