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
  by = settings,
) => {
  const desk = fakePorts(by);
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

describe('analysis of whatever comes', () => {
  const asks = aSettings({
    categories: [
      ...aSettings().categories.filter(({ id }) => id !== 'bug' && id !== 'other'),
      {
        ...{ id: 'bug', name: { en: 'Bug' }, line: 1, group: 'first-line', neverHeld: false, default: false },
        details: (['version', 'log', 'steps'] as const).map((name) => ({
          ...{ name, kind: name, required: true, ask: { en: `${name}?` } },
          find: { pattern: 'q(?:[a-z]{1,3}x){2}' },
        })),
      },
      {
        ...{
          id: 'other',
          name: { en: 'Other' },
          line: 1,
          group: 'first-line',
          neverHeld: false,
          default: true,
        },
        details: [],
      },
    ],
  });

  it.each([
    ['nothing', ''],
    ['a million letters', 'x'.repeat(1_000_000)],
    ['a million marks', '. '.repeat(500_000)],
    ['a million lines', '\n'.repeat(1_000_000)],
    ['emoji', '😀👍🏽🙏\n❤️'],
    ['quotes alone', '> Version: 5.2?\n> '.repeat(3)],
    ['a signature alone', '-- \nAnna\n+49 30 1234567\nwww.example.com'],
    ['no characters at all', '\u0000\ud800\u200b'],
  ])('is done with %s: its requester is asked for all, and it stays where it is', async (what, text) => {
    const { after, triage } = await analysed({ category: 'bug' }, text, asks);
    expect(after).toMatchObject({ category: 'bug', line: 1, progress: { needsAnalysis: false } });
    const isQuoted = what === 'quotes alone';
    expect(after?.missingDetails).toEqual(isQuoted ? ['log', 'steps'] : ['version', 'log', 'steps']);
    expect(after?.progress.shouldAskForDetails).toBe(true);
    expect(triage?.details).toHaveLength(3);
  });

  it('misses nothing in a category that wants nothing', async () => {
    const { after, triage } = await analysed({}, 'Hello', asks);
    expect(after).toMatchObject({ category: 'other', missingDetails: [] });
    expect(triage?.details).toEqual([]);
  });
});

describe('analysis of an answer', () => {
  const QUESTION = 'We still need:\n\n- Which receipt?\n\nReply.';
  const conversation = [
    aComment({ id: 'cmt_1', text: 'I paid twice.' }),
    aComment({ id: 'cmt_2', by: 'system', text: QUESTION }),
    aComment({ id: 'cmt_3', text: 'It is the blue one of May' }),
  ];
  const asked = {
    category: 'payments',
    groupId: 'billing',
    priority: 'high',
    missingDetails: ['receipt'],
  } as const;
  const answered = async (comments = conversation, over: TicketParts = {}) => {
    const desk = fakePorts(settings);
    const ticket = aTicket({
      ...asked,
      ...over,
      status: 'open',
      progress: { needsAnalysis: true, detailsRounds: 1 },
    });
    desk.tickets.seed(ticket, comments);
    const at = { ticketId: ticket.id, generation: ticket.generation, startedAt: ticket.createdAt };
    await analyse(desk, aReading(russian))(at);
    return {
      desk,
      at,
      after: await desk.tickets.find(ticket.id),
      triage: await desk.tickets.triage(ticket.id),
    };
  };

  it('to a question for one thing takes the first words after it', async () => {
    const { after, triage } = await answered();
    expect(after?.missingDetails).toEqual([]);
    expect(triage?.details).toMatchObject([
      {
        name: 'receipt',
        value: 'It is the blue one of May',
        confidence: 0.4,
        evidence: { where: 'cmt_3', position: 0 },
      },
    ]);
  });

  it('takes no other words', async () => {
    const [opening, question, answer] = conversation;
    if (opening === undefined || question === undefined || answer === undefined) throw new Error('Too few.');
    const note = aComment({ id: 'cmt_4', by: 'agent', text: 'Let me see.' });
    expect((await answered([opening, question, note, answer])).after?.missingDetails).toEqual(['receipt']);
    expect((await answered([opening, note, answer])).after?.missingDetails).toEqual(['receipt']);
  });

  it('may come after a promise to give it', async () => {
    const [opening, question, answer] = conversation;
    if (opening === undefined || question === undefined || answer === undefined) throw new Error('Too few.');
    const promise = aComment({ id: 'cmt_2b', text: 'I will look.' });
    const { triage } = await answered([opening, question, promise, answer]);
    expect(triage?.details).toMatchObject([{ name: 'receipt', evidence: { where: 'cmt_3' } }]);
    const smallTalk = aComment({ id: 'cmt_2b', text: 'It is dark here.' });
    const other = await answered([opening, question, smallTalk, answer]);
    expect(other.triage?.details).toMatchObject([{ evidence: { where: 'cmt_2b' } }]);
  });

  it('is read at the end of a long conversation too', async () => {
    const talk = Array.from({ length: 120 }, (_, index) =>
      aComment({ id: `cmt_${100 + index}`, by: 'agent', text: 'Hm.' }),
    );
    const { after } = await answered([
      ...conversation.slice(0, 1),
      ...talk,
      aComment({ id: 'cmt_999', text: 'Receipt: 4711' }),
    ]);
    expect(after?.missingDetails).toEqual([]);
  });

  it('keeps what it found when more is said later', async () => {
    const { desk, at, after } = await answered();
    if (after === null) throw new Error('It is gone.');
    desk.tickets.seed({ ...after, progress: { ...after.progress, needsAnalysis: true } }, [
      ...conversation,
      aComment({ id: 'cmt_5', text: 'When will it be back?' }),
    ]);
    await analyse(desk, aReading(russian))(at);
    expect((await desk.tickets.triage(after.id))?.details).toMatchObject([
      { name: 'receipt', value: 'It is the blue one of May', evidence: { where: 'cmt_3' } },
    ]);
  });
});
