import { describe, expect, it } from 'vitest';
import { analyse } from '../../../../lambdas/core/application/workflow/analyse.ts';
import { secondOpinion } from '../../../../lambdas/core/application/workflow/second-opinion.ts';
import { versionConflict } from '../../../../lambdas/core/domain/errors.ts';
import type {
  LanguageModelSettings,
  Unheard,
} from '../../../../lambdas/core/domain/triage/opinion/opinion.ts';
import { aComment, aSettings, aTicket, type TicketParts } from '../../builders.ts';
import { fakePorts } from '../../fakes/ports.ts';
import { aReading } from '../../fakes/reading.ts';

const languageModel: LanguageModelSettings = {
  model: 'eu.amazon.nova-lite-v1:0',
  callsPerDay: 2,
  timeoutSeconds: 4,
  temperature: 0,
};
const answer = { category: 'bug', priority: '(none)', confidence: 0.8, reason: 'A lamp is dark.' };

const aDesk = (over: LanguageModelSettings | null = languageModel) => {
  const desk = fakePorts(aSettings({ desk: { languageModel: over } }));
  const unheard: Unheard[] = [];
  const opinion = secondOpinion({
    languageModel: desk.languageModel,
    opinions: desk.opinions,
    unheard: ({ why }) => {
      unheard.push(why);
    },
  });
  const look = analyse(desk, over === null ? aReading() : aReading(() => null, null, opinion));
  const ticketOf = (name: string, text: string | null, more: TicketParts) => {
    const ticket = aTicket({
      id: `tkt_${name}`,
      subject: 'Hello',
      ...more,
      progress: { needsAnalysis: true, ...more.progress },
    });
    desk.tickets.seed(ticket, text === null ? [] : [aComment({ text, ticketId: ticket.id })]);
    return ticket;
  };
  /** What is known of a ticket once it was analysed; with null nothing new was written. */
  const analysed = async (
    name: string,
    text: string | null = 'The lamp is dark.',
    more: TicketParts = {},
  ) => {
    const ticket = ticketOf(name, text, more);
    await look({ ticketId: ticket.id, generation: 1, startedAt: ticket.createdAt });
    return desk.tickets.triage(ticket.id);
  };
  return { ...desk, unheard, analysed };
};

describe('a language model', () => {
  it('is never asked while it is switched off', async () => {
    const { analysed, languageModel: model } = aDesk(null);
    expect((await analysed('a'))?.category?.value).toBe('other');
    expect(model.asked).toEqual([]);
  });

  it('sorts a ticket that nothing else could place', async () => {
    const { analysed, languageModel: model, unheard } = aDesk();
    model.say({ kind: 'said', answer });
    expect((await analysed('a'))?.category).toMatchObject({ value: 'bug', confidence: 0.8 });
    expect(model.asked).toHaveLength(1);
    expect(model.asked[0]?.data).toContain('The lamp is dark.');
    expect(unheard).toEqual([]);
  });

  it.each([
    ['is in hand', { assigneeId: 'agt_1' }],
    ['has a category', { category: 'payments', groupId: 'billing', priority: 'high' }],
  ] satisfies [string, TicketParts][])('is not asked about a ticket that %s', async (_why, more) => {
    const { analysed, languageModel: model } = aDesk();
    await analysed('a', 'The lamp is dark.', more);
    expect(model.asked).toEqual([]);
  });

  it.each([
    ['shape', { kind: 'said', answer: 'bug' }],
    ['shape', { kind: 'said', answer: { ...answer, line: 3 } }],
    ['unknown-category', { kind: 'said', answer: { ...answer, category: 'treasure' } }],
    ['timeout', { kind: 'failed', why: 'timeout' }],
    ['busy', { kind: 'failed', why: 'busy' }],
    ['denied', { kind: 'failed', why: 'denied' }],
  ] as const)('that is not heard (%s) leaves the ticket as it would be without it', async (why, said) => {
    const { analysed, languageModel: model, unheard } = aDesk();
    model.say(said);
    const triage = await analysed('a');
    expect(triage).toMatchObject({ category: { value: 'other', confidence: 0.5 }, line: { value: 1 } });
    expect(triage?.category?.reason).toContain('was not heard: ');
    expect(unheard).toEqual([why]);
  });

  it('is asked no more when its calls of the day are used up, and again the next day', async () => {
    const { analysed, languageModel: model, unheard, clock } = aDesk();
    model.say({ kind: 'said', answer });
    await analysed('a');
    await analysed('b');
    expect((await analysed('c'))?.category).toMatchObject({
      value: 'other',
      reason: expect.stringContaining('its calls of the day are used up'),
    });
    expect([model.asked.length, unheard]).toEqual([2, ['budget']]);
    clock.advance(24 * 3_600_000);
    expect((await analysed('d'))?.category?.value).toBe('bug');
  });

  it('is not asked again about the same words, and is about new ones', async () => {
    const { analysed, languageModel: model } = aDesk();
    model.say({ kind: 'said', answer: { ...answer, confidence: 0.5 } });
    const first = await analysed('a');
    expect(await analysed('a', null)).toMatchObject({ category: first?.category });
    expect(model.asked).toHaveLength(1);
    await analysed('a', 'The other lamp, too.');
    expect(model.asked).toHaveLength(2);
  });

  it('is asked once, however often the ticket changes meanwhile', async () => {
    const desk = aDesk();
    desk.languageModel.say({ kind: 'said', answer });
    desk.tickets.failNext(versionConflict(2), versionConflict(3), versionConflict(4));
    expect((await desk.analysed('a'))?.category?.value).toBe('bug');
    expect(desk.languageModel.asked).toHaveLength(1);
  });

  it('is not asked again when its answer was lost on the way', async () => {
    const desk = aDesk();
    desk.languageModel.say({ kind: 'said', answer });
    const { keep } = desk.opinions;
    desk.opinions.keep = async () => {
      throw new Error('The function died.');
    };
    await expect(desk.analysed('a')).rejects.toThrow('died');
    desk.opinions.keep = keep;
    expect((await desk.analysed('a', null))?.category?.reason).toContain('its answer was lost');
    expect([desk.languageModel.asked.length, desk.unheard]).toEqual([1, ['lost']]);
  });
});
