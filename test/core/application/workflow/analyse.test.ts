import { describe, expect, it } from 'vitest';
import { analyse } from '../../../../lambdas/core/application/workflow/analyse.ts';
import type { Detect } from '../../../../lambdas/core/domain/triage/language.ts';
import { aComment, aSettings, aTicket, type TicketParts } from '../../builders.ts';
import { fakePorts } from '../../fakes/ports.ts';
import { aReading } from '../../fakes/reading.ts';

const settings = aSettings({
  rules: [{ id: 'money', when: { words: ['верните деньги'] }, set: { category: 'payments' } }],
});
const russian: Detect = () => ({ language: 'ru', isReliable: true, scores: { ru: 0.8 } });

const analysed = async (
  over: TicketParts = {},
  text = 'Верните деньги за заказ, пожалуйста, жду ответа.',
) => {
  const desk = fakePorts(settings);
  const ticket = aTicket({ ...over, progress: { needsAnalysis: true, ...over.progress } });
  desk.tickets.seed(ticket, [aComment({ text })]);
  const at = { ticketId: ticket.id, generation: ticket.generation, startedAt: ticket.createdAt };
  await analyse(desk, aReading(russian))(at);
  const after = await desk.tickets.find(ticket.id);
  const { items } = await desk.tickets.events(ticket.id, { size: 100, after: null });
  return { after, events: items, triage: await desk.tickets.triage(ticket.id) };
};

describe('analysis of a ticket without a category', () => {
  it('moves it at once where its words belong, with group, usual priority and language', async () => {
    const { after, events, triage } = await analysed();
    expect(after).toMatchObject({
      category: 'payments',
      groupId: 'billing',
      priority: 'high',
      language: 'ru',
      missingDetails: ['receipt'],
    });
    expect(events.map(({ type, actor }) => [type, actor.kind])).toEqual([
      ['ticket.changed', 'system'],
      ['ticket.analysed', 'system'],
    ]);
    expect(events[0]?.payload).toEqual({
      changes: {
        category: { before: 'other', after: 'payments' },
        priority: { before: 'normal', after: 'high' },
        groupId: { before: 'first-line', after: 'billing' },
      },
    });
    expect(triage?.category).toMatchObject({ value: 'payments', confidence: 0.9 });
  });

  it.each([
    ['is held', { assigneeId: 'agt_1' }],
    ['was answered', { marks: { firstReplyAt: '2026-11-02T09:05:00.000Z' } }],
    ['was escalated', { progress: { cameFrom: [{ line: 1, groupId: 'x', assigneeId: null }] } }],
  ] satisfies [string, TicketParts][])('leaves it alone when it %s', async (_why, over) => {
    expect((await analysed(over)).after).toMatchObject({ category: 'other', priority: 'normal' });
  });

  it.each(['', 'x'.repeat(1_000_000), '\u0000\ud800'])('is done with any text', async (text) => {
    expect((await analysed({}, text)).after?.progress.needsAnalysis).toBe(false);
  });
});
