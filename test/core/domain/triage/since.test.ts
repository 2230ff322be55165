import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ActorKind, EventDraft, TicketEvent } from '../../../../lambdas/core/domain/ticket/events.ts';
import { LINES, PRIORITIES } from '../../../../lambdas/core/domain/ticket/words.ts';
import { hasChangedSince, reconciled, withFound } from '../../../../lambdas/core/domain/triage/since.ts';
import type { DetailFinding, Triage } from '../../../../lambdas/core/domain/triage/triage.ts';
import { after, aSettings, aTicket, CREATED_AT, type TicketParts } from '../../builders.ts';

const settings = aSettings();
const TRIAGE: Triage = {
  analysedAt: CREATED_AT,
  round: 0,
  details: [],
  language: { value: 'en', confidence: 1, reason: 'The text is written in "en".' },
  category: { value: 'other', confidence: 0.5, reason: 'It is the default category.' },
  priority: { value: 'normal', confidence: 0.97, reason: 'The text model takes it for "normal".' },
  line: { value: 1, confidence: 1, reason: 'The category "other" belongs to line 1.' },
  product: null,
  ranking: [],
  assignment: { assigneeId: null, reason: 'nobody in the group is free and suitable', at: CREATED_AT },
};
const LENA = { kind: 'agent', id: 'agt_lead' } as const;

const event = (draft: EventDraft, actor: { kind: ActorKind; id: string | null } = LENA): TicketEvent => ({
  ...draft,
  ...{ id: 'evt_1', ticketId: 'tkt_1', version: 2, occurredAt: after(5), actor, correlationId: 'c' },
});
const changed = (field: string, actor?: { kind: ActorKind; id: string | null }) =>
  event({ type: 'ticket.changed', payload: { changes: { [field]: { before: 1, after: 2 } } } }, actor);
const place = { groupId: 'second-line', reason: 'too hard' } as const;
const assigned = (assigneeId: string | null, reason: string, actor?: { kind: ActorKind; id: null }) =>
  event(
    {
      type: 'ticket.assigned',
      payload: { assigneeId, before: null, groupId: 'first-line', line: 1, reason },
    },
    actor,
  );
const now = (over: TicketParts, ...history: readonly TicketEvent[]) =>
  reconciled(TRIAGE, aTicket(over), history, settings);

describe('what analysis said of a ticket that is another now', () => {
  const low = 'after the analysis, which said "normal": The text model takes it for "normal".';
  it.each<[string, ReturnType<typeof now>, Partial<Triage>]>([
    [
      'by an agent',
      now({ priority: 'urgent' }, changed('priority')),
      { priority: { value: 'urgent', confidence: 1, reason: `It was changed by Lena Moor ${low}` } },
    ],
    [
      'by an agent who has left',
      now({ priority: 'urgent' }, changed('priority', { kind: 'agent', id: 'agt_gone' })),
      { priority: { value: 'urgent', confidence: 1, reason: `It was changed by agt_gone ${low}` } },
    ],
    [
      'by a machine',
      now({ priority: 'urgent' }, changed('priority', { kind: 'machine', id: 'key_1' })),
      { priority: { value: 'urgent', confidence: 1, reason: `It was changed by a machine ${low}` } },
    ],
    [
      'so long ago that nobody knows by whom',
      now({ priority: 'urgent' }),
      { priority: { value: 'urgent', confidence: 1, reason: `It was changed ${low}` } },
    ],
    [
      'by escalation',
      now(
        { line: 2 },
        changed('line'),
        event({ type: 'ticket.escalated', payload: { from: 1, to: 2, ...place } }),
      ),
      {
        line: {
          value: 2,
          confidence: 1,
          reason:
            'It was escalated to line 2 by Lena Moor after the analysis, which said "1": The category "other" belongs to line 1.',
        },
      },
    ],
    [
      'by a product of which nothing was known',
      now({ product: 'mobile' }, changed('product')),
      {
        product: {
          value: 'mobile',
          confidence: 1,
          reason: 'It was changed by Lena Moor after the analysis, which named none.',
        },
      },
    ],
  ])('is the ticket’s own, with what had been said: %s', (_by, found, expected) => {
    expect(found).toMatchObject(expected);
  });

  const nobody = 'routing had found nobody: nobody in the group is free and suitable';
  it.each<[string, readonly TicketEvent[], string]>([
    ['by hand', [assigned('agt_1', 'assigned by hand')], 'assigned by hand, by Lena Moor'],
    [
      'by the desk',
      [assigned('agt_1', 'only they are free', { kind: 'system', id: null })],
      'only they are free',
    ],
    [
      'from a higher line',
      [
        event({
          type: 'ticket.assigned',
          payload: {
            assigneeId: 'agt_1',
            before: null,
            groupId: 'a',
            line: 1,
            reason: 'it is easy',
            returned: true,
          },
        }),
      ],
      'returned by Lena Moor: it is easy',
    ],
    ['nobody knows how', [], 'changed since'],
  ])('says who has it: %s', (_how, history, reason) => {
    const { assignment } = now({ assigneeId: 'agt_1' }, ...history);
    expect(assignment).toMatchObject({ assigneeId: 'agt_1', reason: `${reason}; ${nobody}` });
    if (history.length > 0) expect(assignment?.at).toBe(after(5));
  });

  it('says why nobody has it any more', () => {
    const had = {
      ...TRIAGE,
      assignment: { assigneeId: 'agt_1', reason: '100 % of capacity free', at: CREATED_AT },
    };
    const up = event({ type: 'ticket.escalated', payload: { from: 1, to: 2, ...place } });
    const reasons = [up, assigned(null, 'taken back by hand')].map(
      (one) => reconciled(had, aTicket(), [one], settings).assignment?.reason,
    );
    const before = 'routing had chosen "agt_1": 100 % of capacity free';
    expect(reasons).toEqual([
      `escalated to line 2 by Lena Moor; ${before}`,
      `taken back by hand, by Lena Moor; ${before}`,
    ]);
  });

  it('is as it was where nothing differs, whatever has happened meanwhile', () => {
    expect(hasChangedSince(TRIAGE, aTicket())).toBe(false);
    expect(now({}, changed('priority'), assigned(null, 'taken back by hand'))).toEqual(TRIAGE);
    const bare = { ...TRIAGE, language: null, category: null, priority: null, line: null, assignment: null };
    expect(hasChangedSince(bare, aTicket({ priority: 'low', category: 'bug' }))).toBe(false);
  });

  it('has the values of the ticket, whatever these are', () => {
    const category = fc.constantFrom(...settings.categories.map(({ id }) => id));
    const product = fc.constantFrom(null, 'mobile', 'server');
    const ticket = fc.record({
      ...{ category, product, priority: fc.constantFrom(...PRIORITIES), line: fc.constantFrom(...LINES) },
      assigneeId: fc.constantFrom(null, 'agt_1', 'agt_lead'),
    });
    fc.assert(
      fc.property(ticket, (over) => {
        const found = now(over);
        const { assignment, ...rest } = found;
        const values = Object.fromEntries(
          (['category', 'product', 'priority', 'line'] as const).map((field) => [
            field,
            rest[field]?.value ?? null,
          ]),
        );
        expect({ ...values, assigneeId: assignment?.assigneeId }).toEqual(over);
        expect(hasChangedSince(found, aTicket(over))).toBe(false);
      }),
    );
  });
});

describe('a detail that was missing', () => {
  const missing: DetailFinding = {
    ...{ name: 'log', kind: 'log', required: true, found: false, value: null, confidence: 0, evidence: null },
  };
  const attached: DetailFinding = {
    ...{ ...missing, found: true, required: false, value: 'app.log', confidence: 0.9 },
    evidence: { quote: 'app.log', position: 0, where: 'cmt_2' },
  };
  it('is there once somebody has attached it, and what was found stays as it was', () => {
    const details = (before: DetailFinding, found: readonly DetailFinding[]) =>
      withFound({ ...TRIAGE, details: [before] }, found).details;
    expect(details(missing, [attached])).toEqual([{ ...attached, required: true }]);
    expect(details(missing, [])).toEqual([missing]);
    expect(details({ ...missing, name: 'version' }, [attached])).toEqual([{ ...missing, name: 'version' }]);
    const older = { ...attached, value: 'old.log' };
    expect(details(older, [attached])).toEqual([older]);
  });
});
