import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { rules } from '../../../../lambdas/core/domain/settings/rule-schema.ts';
import { recordAnalysis } from '../../../../lambdas/core/domain/ticket/analysis.ts';
import { escalate, returnToLine } from '../../../../lambdas/core/domain/ticket/assign.ts';
import { changeFields, type FieldsChange } from '../../../../lambdas/core/domain/ticket/change.ts';
import type { Decision } from '../../../../lambdas/core/domain/ticket/decision.ts';
import type { ActorKind, EventDraft, TicketEvent } from '../../../../lambdas/core/domain/ticket/events.ts';
import { openTicket } from '../../../../lambdas/core/domain/ticket/open.ts';
import type { Ticket } from '../../../../lambdas/core/domain/ticket/ticket.ts';
import { PRIORITIES, type Priority } from '../../../../lambdas/core/domain/ticket/words.ts';
import { analyse } from '../../../../lambdas/core/domain/triage/analyse.ts';
import { givenBy } from '../../../../lambdas/core/domain/triage/given.ts';
import {
  aRequester,
  aSettings,
  aTicket,
  CREATED_AT,
  circumstances,
  type TicketParts,
} from '../../builders.ts';

const changed = (fields: FieldsChange, over: TicketParts = {}, by: 'agent' | 'system' = 'agent') =>
  changeFields(aTicket(over), fields, circumstances({ by })).after;

describe('the place of a ticket whose category a person corrects', () => {
  const sorted = { line: 2, groupId: 'second-line', progress: { placedBy: 'sorting' } } as const;
  const billing = { line: 1, groupId: 'billing' } as const;
  it.each<[string, TicketParts, FieldsChange, Pick<Ticket, 'line' | 'groupId'>]>([
    ['is that of the new one', {}, { category: 'payments' }, billing],
    ['is on its line', {}, { category: 'integration' }, { line: 2, groupId: 'second-line' }],
    ['also where a rule had put it', sorted, { category: 'payments' }, billing],
    [
      'stays on the line that is named',
      {},
      { category: 'integration', line: 1 },
      { line: 1, groupId: 'first-line' },
    ],
    ['is the line that is named', {}, { category: 'payments', line: 2 }, { line: 2, groupId: 'second-line' }],
    [
      'is the group that is named',
      {},
      { category: 'payments', groupId: 'first-line' },
      { line: 1, groupId: 'first-line' },
    ],
    ['stays where a person has put it', { groupId: 'billing' }, { category: 'integration' }, billing],
    [
      'stays where a person has put it, though it is its category’s',
      { ...billing, category: 'payments', progress: { placedBy: 'person' } },
      { category: 'bug' },
      billing,
    ],
    [
      'stays with whoever has it',
      { assigneeId: 'agt_1' },
      { category: 'payments' },
      { line: 1, groupId: 'first-line' },
    ],
    [
      'stays with whoever gets it',
      {},
      { category: 'payments', assigneeId: 'agt_1' },
      { line: 1, groupId: 'first-line' },
    ],
    [
      'is no longer theirs from whom it is taken',
      { assigneeId: 'agt_1' },
      { category: 'payments', assigneeId: null },
      billing,
    ],
    [
      'stays when it is solved',
      { status: 'solved' },
      { category: 'payments' },
      { line: 1, groupId: 'first-line' },
    ],
    [
      'stays when that solves it',
      { status: 'open' },
      { category: 'payments', status: 'solved' },
      { line: 1, groupId: 'first-line' },
    ],
    [
      'stays when it is none',
      {},
      { category: 'other', subject: 'Export' },
      { line: 1, groupId: 'first-line' },
    ],
  ])('%s', (_what, over, fields, place) => {
    expect(changed(fields, over)).toMatchObject(place);
  });

  it('is said by the event of the correction, and somebody is looked for there unless it says nobody', () => {
    const { events, after } = changeFields(aTicket(), { category: 'payments' }, circumstances());
    expect(events).toMatchObject([
      {
        type: 'ticket.changed',
        payload: { changes: { groupId: { before: 'first-line', after: 'billing' } } },
      },
    ]);
    expect(after.progress).toMatchObject({ needsRouting: true, needsAnalysis: true, placedBy: null });
    const nobody = changed({ category: 'payments', assigneeId: null }, { assigneeId: 'agt_1' });
    expect(nobody.progress.needsRouting).toBe(false);
  });

  it('is corrected again with the category', () => {
    const once = changed({ category: 'payments' });
    const twice = changeFields(once, { category: 'integration' }, circumstances()).after;
    expect(twice).toMatchObject({ line: 2, groupId: 'second-line' });
  });

  it('is a person’s who moved it, escalated it or returned it', () => {
    const c = circumstances();
    const up = escalate(aTicket(), { reason: 'hard' }, c).after;
    const back = returnToLine(up, { reason: 'easy' }, c).after;
    const movedAndBack = changeFields(changed({ line: 2 }), { groupId: 'first-line' }, c).after;
    for (const ticket of [up, back, movedAndBack]) {
      const after = changeFields(ticket, { category: 'payments' }, c).after;
      expect(after.groupId).toBe(ticket.groupId);
    }
  });
});

const settings = aSettings({
  rules: z.parse(rules, [
    { id: 'crash', when: { words: ['crash*'] }, set: { category: 'bug', priority: 'urgent' } },
    { id: 'money', when: { words: ['refund*'] }, set: { category: 'payments' } },
    { id: 'calm', when: { words: ['no hurry'] }, set: { priority: 'low' } },
    { id: 'deep', when: { words: ['kernel'] }, set: { line: 2 } },
  ]),
});

/** A ticket with its history, as the workflow would take it along. */
interface Life {
  readonly ticket: Ticket;
  readonly history: readonly TicketEvent[];
}

const happened = ({ after, events }: Decision, { history }: Pick<Life, 'history'>, by: ActorKind): Life => ({
  ticket: after,
  history: [
    ...history,
    ...events.map((draft: EventDraft, at) => ({
      ...draft,
      ...{ id: `evt_${history.length + at}`, ticketId: after.id, version: history.length + at + 1 },
      ...{ occurredAt: CREATED_AT, actor: { kind: by, id: null }, correlationId: 'c' },
    })),
  ],
});

const opened = (text: string, given: { category?: string; priority?: Priority }): Life => {
  const input = {
    ...{
      id: 'tkt_1',
      number: 1,
      commentId: 'cmt_1',
      subject: 'Hello',
      description: text,
      channel: 'api' as const,
    },
    requester: aRequester(),
    author: { kind: 'requester' as const, id: 'per_maria', email: null, name: null },
    ...given,
  };
  return happened(
    openTicket(input, circumstances({ by: 'requester', settings })),
    { history: [] },
    'requester',
  );
};

const analysed = (life: Life, text: string): Life => {
  const c = circumstances({ by: 'system', settings });
  const texts = [{ where: 'description', text }];
  const by = { detect: null, model: null, earlier: null, opinion: null, given: givenBy(life.history) };
  const triage = analyse(life.ticket, texts, settings, c.now, 0, by);
  return happened(recordAnalysis(life.ticket, triage, c), life, 'system');
};

const corrected = (life: Life, fields: FieldsChange): Life =>
  happened(changeFields(life.ticket, fields, circumstances({ settings })), life, 'agent');

const standing = ({ ticket: { category, priority, line, groupId } }: Life) => ({
  ...{ category, priority, line, groupId },
});

describe('a ticket that nobody has', () => {
  const ids = settings.categories.map(({ id }) => id);
  const words = fc
    .subarray(['it crashed', 'a refund', 'no hurry', 'kernel', 'hello'])
    .map((some) => some.join(', '));
  const category = fc.constantFrom(...ids);
  const priority = fc.option(fc.constantFrom(...PRIORITIES), { nil: undefined });

  it('stands as if it had been opened with the category to which a person corrects it, whatever was made of it', () => {
    fc.assert(
      fc.property(
        words,
        category,
        priority,
        fc.array(category, { maxLength: 2 }),
        fc.boolean(),
        (...drawn) => {
          const [text, to, given, between, isAnalysedFirst] = drawn;
          const said = given === undefined ? {} : { priority: given };
          const first = opened(text, said);
          let life = isAnalysedFirst ? analysed(first, text) : first;
          for (const one of [...between, to]) life = corrected(life, { category: one });
          // What was said already needs no correcting: then rules have their say, as they had when it was opened.
          fc.pre(givenBy(life.history).has('category'));
          expect(standing(analysed(life, text))).toEqual(
            standing(analysed(opened(text, { ...said, category: to }), text)),
          );
        },
      ),
    );
  });

  it('keeps the priority and the group that a person gave it, before the correction or with it', () => {
    fc.assert(
      fc.property(
        words,
        category,
        fc.constantFrom(...PRIORITIES),
        fc.boolean(),
        (text, to, given, isWithIt) => {
          const begun = analysed(opened(text, {}), text);
          fc.pre(isWithIt || given !== begun.ticket.priority);
          const gift = { priority: given, groupId: 'third-line' };
          const fixed = isWithIt
            ? corrected(begun, { ...gift, category: to })
            : corrected(corrected(begun, gift), { category: to });
          expect(standing(analysed(fixed, text))).toEqual({ category: to, line: 3, ...gift });
        },
      ),
    );
  });
});
