import { describe, expect, it } from 'vitest';
import {
  askForDetails,
  recordAnalysis,
  waiveDetails,
} from '../../../../lambdas/core/domain/ticket/analysis.ts';
import type { Ticket } from '../../../../lambdas/core/domain/ticket/ticket.ts';
import type { Triage } from '../../../../lambdas/core/domain/triage/triage.ts';
import { aComment, after, aTicket, CREATED_AT, circumstances, type TicketParts } from '../../builders.ts';
import { refusal } from './refusal.ts';

const c = circumstances({ by: 'system' });

const triage = (missing: readonly string[], over: Partial<Triage> = {}): Triage => ({
  analysedAt: c.now,
  round: 0,
  details: missing.map((name) => ({
    name,
    kind: 'text',
    required: true,
    found: false,
    value: null,
    confidence: 1,
    evidence: null,
  })),
  language: null,
  category: null,
  priority: null,
  line: null,
  ranking: [],
  assignment: null,
  ...over,
});
const bug = (over: TicketParts = {}): Ticket =>
  aTicket({ category: 'bug', ...over, progress: { needsAnalysis: true, ...over.progress } });
const analysed = (ticket: Ticket, missing: readonly string[] = ['version']) =>
  recordAnalysis(ticket, triage(missing), c);

describe('after analysis', () => {
  it('a ticket that lacks something is asked about and routed', () => {
    const decision = analysed(bug());
    expect(decision.after).toMatchObject({
      missingDetails: ['version'],
      progress: { needsAnalysis: false, needsRouting: true, shouldAskForDetails: true },
    });
    expect(decision.events).toEqual([
      {
        type: 'ticket.analysed',
        payload: { missing: ['version'], category: 'bug', line: 1, priority: 'normal', round: 0 },
      },
    ]);
  });

  it('a complete ticket is only routed', () => {
    expect(analysed(bug(), []).after.progress).toMatchObject({
      needsRouting: true,
      shouldAskForDetails: false,
    });
  });

  it('a ticket that an agent holds is not routed', () => {
    expect(analysed(bug({ assigneeId: 'agt_1' })).after.progress.needsRouting).toBe(false);
  });

  it('takes the language that was found', () => {
    const language = { value: 'ru', confidence: 1, reason: 'Cyrillic' };
    expect(recordAnalysis(bug(), triage([], { language }), c).after.language).toBe('ru');
    expect(analysed(bug()).after.language).toBe('en');
  });

  it('takes the product that was found, and says so', () => {
    const product = { value: 'desktop', confidence: 0.9, reason: 'named' };
    const { after, events } = recordAnalysis(bug(), triage([], { product }), c);
    expect(after.product).toBe('desktop');
    expect(events[0]).toMatchObject({
      type: 'ticket.changed',
      payload: { changes: { product: { before: null, after: 'desktop' } } },
    });
    const away = { value: null, confidence: 1, reason: 'taken away' };
    expect(recordAnalysis(bug(), triage([], { product: away }), c).events).toHaveLength(1);
  });

  it.each([
    ['payments', bug({ category: 'payments' })],
    ['urgent tickets', bug({ priority: 'urgent' })],
    ['the premium plan', bug({ requester: { plan: 'premium' } })],
    ['a category that is gone', bug({ category: 'gone' })],
    ['what an agent has answered', bug({ marks: { firstReplyAt: CREATED_AT } })],
    ['what is on hold', bug({ status: 'on-hold' })],
  ])('nobody is asked about %s', (_what, ticket) => {
    expect(analysed(ticket).after.progress.shouldAskForDetails).toBe(false);
  });

  it.each(['solved', 'closed'] as const)(
    'a ticket that is %s is neither asked about nor routed',
    (status) => {
      expect(analysed(bug({ status })).after.progress).toMatchObject({
        needsAnalysis: false,
        needsRouting: false,
        shouldAskForDetails: false,
      });
    },
  );

  it('two rounds are enough: it goes on with what is known', () => {
    const decision = analysed(bug({ status: 'open', progress: { detailsRounds: 2 } }));
    expect(decision.after.progress.shouldAskForDetails).toBe(false);
    expect(decision.events.at(-1)).toEqual({
      type: 'ticket.details-waived',
      payload: { missing: ['version'], reason: 'rounds' },
    });
  });
});

describe('what comes after a ticket went on without details', () => {
  const waived = { detailsRounds: 1, detailsWaived: true, needsAnalysis: true };

  it.each([1, 2])('is looked at, and neither asked for nor waived again (round %i)', (detailsRounds) => {
    const decision = analysed(bug({ status: 'open', progress: { ...waived, detailsRounds } }));
    expect(decision.after.progress).toMatchObject({ shouldAskForDetails: false, detailsWaived: true });
    expect(decision.after.missingDetails).toEqual(['version']);
    expect(decision.events.map(({ type }) => type)).toEqual(['ticket.analysed']);
  });
});

describe('asking for details', () => {
  const asking = aTicket({ missingDetails: ['version'], progress: { shouldAskForDetails: true } });
  const question = aComment({ by: 'system', text: 'Which version?' });

  it('makes the ticket pending by one event and one public comment', () => {
    const decision = askForDetails(asking, question, c);
    expect(decision.after).toMatchObject({
      status: 'pending',
      progress: { detailsRounds: 1, detailsAskedAt: c.now, shouldAskForDetails: false, pendingSince: null },
    });
    expect(decision.events).toEqual([
      {
        type: 'ticket.details-requested',
        payload: { commentId: question.id, missing: ['version'], round: 1 },
      },
    ]);
    expect(decision.comments).toEqual([question]);
  });

  it('is done once', () => {
    expect(askForDetails(askForDetails(asking, question, c).after, question, c).events).toEqual([]);
  });

  it('is possible only while nobody waits for anything else', () => {
    expect(refusal(() => askForDetails({ ...asking, status: 'on-hold' }, question, c))?.name).toBe(
      'StatusNotAllowed',
    );
  });
});

describe('waiving details', () => {
  it('opens the ticket with what is known', () => {
    const waiting = aTicket({
      status: 'pending',
      missingDetails: ['version'],
      progress: { detailsAskedAt: after(1) },
    });
    const decision = waiveDetails(waiting, 'time', c);
    expect(decision.after).toMatchObject({
      status: 'open',
      progress: { detailsAskedAt: null, detailsWaived: true },
    });
    expect(decision.events).toEqual([
      { type: 'ticket.details-waived', payload: { missing: ['version'], reason: 'time' } },
    ]);
  });

  it('is nothing when none are waited for', () => {
    expect(waiveDetails(aTicket({ status: 'pending' }), 'time', c).events).toEqual([]);
  });
});
