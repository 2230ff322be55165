import { describe, expect, it } from 'vitest';
import { marksAfter } from '../../../../lambdas/core/domain/sla/fold.ts';
import { recordAnalysis } from '../../../../lambdas/core/domain/ticket/analysis.ts';
import { changeFields, type FieldsChange } from '../../../../lambdas/core/domain/ticket/change.ts';
import { isAskingDue, mayAsk, mayBeHeld, release } from '../../../../lambdas/core/domain/ticket/held.ts';
import { placeOf } from '../../../../lambdas/core/domain/ticket/place.ts';
import type { Ticket } from '../../../../lambdas/core/domain/ticket/ticket.ts';
import { after, aSettings, aTicket, CREATED_AT, circumstances, type TicketParts } from '../../builders.ts';

const settings = aSettings();
const pauses = [{ from: CREATED_AT, to: null, why: 'details' }] as const;
const waiting = (over: TicketParts = {}): Ticket =>
  aTicket({
    status: 'pending',
    category: 'bug',
    missingDetails: ['version', 'steps'],
    ...over,
    marks: { pauses, ...over.marks },
    progress: { detailsAskedAt: CREATED_AT, detailsRounds: 1, ...over.progress },
  });

describe('a ticket may be held', () => {
  it.each<[string, TicketParts, boolean]>([
    ['by its category', {}, true],
    ['in its last round as well', { progress: { detailsRounds: 2 } }, true],
    ['high as it is', { priority: 'high' }, true],
    ['not when it is urgent', { priority: 'urgent' }, false],
    ['not when it is about money', { category: 'payments' }, false],
    ['not on the premium plan', { requester: { plan: 'premium' } }, false],
    ['not in a category that is gone', { category: 'gone' }, false],
  ])('%s', (_what, over, may) => {
    expect(mayBeHeld(aTicket({ category: 'bug', ...over }), settings)).toBe(may);
    expect(release(waiting(over), circumstances({ by: 'system' })).after.status).toBe(
      may ? 'pending' : 'open',
    );
  });

  it('is asked for details twice at most, and by no machine once a person has answered', () => {
    const bug = (over: TicketParts = {}) => mayAsk(aTicket({ category: 'bug', ...over }), settings);
    expect(bug()).toBe(true);
    expect(bug({ status: 'open', progress: { detailsRounds: 1 } })).toBe(true);
    expect(bug({ progress: { detailsRounds: 2 } })).toBe(false);
    expect(bug({ status: 'on-hold' })).toBe(false);
    expect(bug({ marks: { firstReplyAt: after(1) } })).toBe(false);
  });

  it('is not asked for them when it became urgent between analysis and question', () => {
    const due = aTicket({
      category: 'bug',
      missingDetails: ['version'],
      progress: { shouldAskForDetails: true },
    });
    expect(isAskingDue(due, settings)).toBe(true);
    const urgent = { ...due, priority: 'urgent' } as const;
    expect(isAskingDue(urgent, settings)).toBe(false);
    expect(placeOf(urgent, settings).next).toBe('await');
  });
});

describe('a held ticket', () => {
  const changed = (fields: FieldsChange, over: TicketParts = {}) =>
    changeFields(waiting(over), fields, circumstances());

  it.each<[string, FieldsChange, TicketParts?]>([
    ['becomes urgent', { priority: 'urgent' }],
    ['becomes a payment', { category: 'payments' }],
    ['is given all that is missing', { details: { version: '5.2', steps: 'Press export' } }],
    [
      'is given the last thing that is missing',
      { details: { steps: 'Export' } },
      { missingDetails: ['steps'] },
    ],
    ['goes to a category that wants none of it', { category: 'integration' }],
    ['becomes urgent in its last round', { priority: 'urgent' }, { progress: { detailsRounds: 2 } }],
    ['becomes urgent by a form that says its status as well', { priority: 'urgent', status: 'pending' }],
  ])('is let go when it %s', (_what, fields, over) => {
    const decision = changed(fields, over);
    expect(decision.after).toMatchObject({ status: 'open', progress: { detailsAskedAt: null } });
    expect(decision.events.map(({ type }) => type)).toEqual(['ticket.changed', 'ticket.status-changed']);
    const marks = decision.events.reduce(
      (so, event) =>
        marksAfter(so, { ...event, occurredAt: after(10), actor: { kind: 'agent', id: 'agt_1' } }),
      waiting(over).marks,
    );
    expect(marks.pauses).toEqual([{ from: CREATED_AT, to: after(10), why: 'details' }]);
  });

  it.each<[string, FieldsChange]>([
    ['high', { priority: 'high' }],
    ['given one of two things', { details: { version: '5.2' } }],
    ['given an empty answer', { details: { version: '', steps: ' ' } }],
    ['given answers that say nothing', { details: { version: '?', steps: 'unknown' } }],
    ['tagged', { tags: ['vip'] }],
    ['given what nobody asked for', { details: { colour: 'blue' } }],
  ])('goes on waiting when it is %s', (_what, fields) => {
    expect(changed(fields).after).toMatchObject({
      status: 'pending',
      progress: { detailsAskedAt: CREATED_AT, detailsWaived: false },
    });
  });

  it('is routed when nobody has it', () => {
    expect(changed({ priority: 'urgent' }).after.progress.needsRouting).toBe(true);
    expect(changed({ priority: 'urgent' }, { assigneeId: 'agt_1' }).after.progress.needsRouting).toBe(false);
    expect(changed({ priority: 'urgent', assigneeId: 'agt_1' }).after.progress.needsRouting).toBe(false);
  });

  it('goes where an agent says', () => {
    expect(changed({ priority: 'urgent', status: 'on-hold' }).after.status).toBe('on-hold');
    expect(changed({ priority: 'urgent', status: 'solved' }).after.status).toBe('solved');
  });

  it('stays pending when what it waits for is an answer to an agent', () => {
    const asked = aTicket({ status: 'pending', category: 'bug', progress: { pendingSince: CREATED_AT } });
    const { after: is } = changeFields(asked, { priority: 'urgent' }, circumstances());
    expect(is).toMatchObject({ status: 'pending', progress: { pendingSince: CREATED_AT } });
  });

  it('is let go by analysis that finds everything, and its last round is not over while it waits', () => {
    const c = circumstances({ by: 'system' });
    const triage = { round: 1, details: [], language: null, category: null, priority: null, line: null };
    const known = { ...triage, analysedAt: c.now, ranking: [], assignment: null };
    const found = recordAnalysis(waiting({ assigneeId: 'agt_1' }), known, c);
    expect(found.events.map(({ type }) => type)).toEqual(['ticket.analysed', 'ticket.status-changed']);
    expect(found.after).toMatchObject({ status: 'open', missingDetails: [] });
    const version = { name: 'version', kind: 'version', required: true, found: false, value: null } as const;
    const lacking = { ...known, details: [{ ...version, confidence: 0, evidence: null }] };
    const last = recordAnalysis(waiting({ progress: { detailsRounds: 2 } }), lacking, c);
    expect(last.events.map(({ type }) => type)).toEqual(['ticket.analysed']);
    expect(last.after).toMatchObject({ status: 'pending', progress: { detailsWaived: false } });
  });
});
