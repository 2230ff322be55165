/** What holds for every ticket, whatever people and the workflow do to it and in whatever order. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../../../lambdas/core/domain/errors.ts';
import { marksFrom } from '../../../../lambdas/core/domain/sla/fold.ts';
import { actOnMoments } from '../../../../lambdas/core/domain/ticket/act.ts';
import { askForDetails, recordAnalysis } from '../../../../lambdas/core/domain/ticket/analysis.ts';
import { assignTo, escalate, returnToLine } from '../../../../lambdas/core/domain/ticket/assign.ts';
import { changeFields } from '../../../../lambdas/core/domain/ticket/change.ts';
import { closeTicket } from '../../../../lambdas/core/domain/ticket/close.ts';
import { addComment } from '../../../../lambdas/core/domain/ticket/comment.ts';
import {
  type Circumstances,
  type Decision,
  nothing,
} from '../../../../lambdas/core/domain/ticket/decision.ts';
import type { ActorKind, TicketEvent } from '../../../../lambdas/core/domain/ticket/events.ts';
import { isOver, momentsOf } from '../../../../lambdas/core/domain/ticket/moments.ts';
import { openTicket } from '../../../../lambdas/core/domain/ticket/open.ts';
import { placeOf } from '../../../../lambdas/core/domain/ticket/place.ts';
import { rate } from '../../../../lambdas/core/domain/ticket/rate.ts';
import { record } from '../../../../lambdas/core/domain/ticket/record.ts';
import { markSpam } from '../../../../lambdas/core/domain/ticket/spam.ts';
import { decideSurvey } from '../../../../lambdas/core/domain/ticket/survey.ts';
import type { Ticket } from '../../../../lambdas/core/domain/ticket/ticket.ts';
import { isAllowed } from '../../../../lambdas/core/domain/ticket/transitions.ts';
import { RATINGS, STATUSES } from '../../../../lambdas/core/domain/ticket/words.ts';
import { analyse } from '../../../../lambdas/core/domain/triage/analyse.ts';
import {
  AUTHORS,
  aComment,
  aRequester,
  aSettings,
  CREATED_AT,
  circumstances,
  after as minutesAfter,
} from '../../builders.ts';

type By = 'requester' | 'participant' | 'agent' | 'machine' | 'system';
interface Command {
  readonly name: string;
  readonly by: By;
  readonly decide: (ticket: Ticket, c: Circumstances) => Decision;
}
/** People act, time passes, or the workflow does what its place asks for. */
type Step =
  | { readonly kind: 'command'; readonly command: Command; readonly afterMinutes: number }
  | { readonly kind: 'workflow'; readonly afterMinutes: number };

const DESKS = [
  aSettings(),
  aSettings({
    desk: { closeAfterHours: 5, surveyAfterHours: 30, nudgeAfterHours: 9, autoSolveAfterHours: 8 },
    'sla-policies': [
      {
        id: 'strict',
        when: {},
        schedule: 'always',
        targets: { 'first-reply': 30, 'next-reply': 30, resolution: 300, 'periodic-update': 60 },
      },
    ],
  }),
  aSettings({ 'sla-policies': [] }),
];

const anyStatus = fc.option(fc.constantFrom(...STATUSES), { nil: undefined });
const commandArb: fc.Arbitrary<Command> = fc.oneof(
  fc
    .record({
      status: anyStatus,
      thanks: fc.boolean(),
      nothingYet: fc.boolean(),
      by: fc.constantFrom('requester', 'participant'),
    })
    .map(
      ({ by, ...input }): Command => ({
        name: `${by} says ${JSON.stringify(input)}`,
        by,
        decide: (ticket, c) =>
          addComment(ticket, { comment: aComment({ by, createdAt: c.now }), ...input }, c),
      }),
    ),
  fc.record({ status: anyStatus, open: fc.boolean(), by: fc.constantFrom('agent', 'machine') }).map(
    ({ by, open, status }): Command => ({
      name: `${by} ${open ? 'replies' : 'notes'} ${status}`,
      by,
      decide: (ticket, c) =>
        addComment(ticket, { comment: aComment({ by: 'agent', public: open }), status }, c),
    }),
  ),
  fc
    .record(
      {
        status: fc.constantFrom(...STATUSES),
        priority: fc.constantFrom('low', 'urgent'),
        line: fc.constantFrom(1, 2, 3),
        assigneeId: fc.constantFrom('agt_1', 'agt_2', null),
        category: fc.constantFrom('bug', 'payments'),
      },
      { requiredKeys: [] },
    )
    .map(
      (change): Command => ({
        name: `change ${JSON.stringify(change)}`,
        by: 'agent',
        decide: (ticket, c) => changeFields(ticket, change, c),
      }),
    ),
  fc.constantFrom<Command>(
    { name: 'escalate', by: 'agent', decide: (ticket, c) => escalate(ticket, { reason: 'r' }, c) },
    { name: 'return', by: 'agent', decide: (ticket, c) => returnToLine(ticket, { reason: 'r' }, c) },
    { name: 'spam', by: 'agent', decide: (ticket, c) => markSpam(ticket, false, c) },
    { name: 'no spam', by: 'agent', decide: (ticket, c) => markSpam(ticket, true, c) },
  ),
  fc.constantFrom(...RATINGS).map(
    (rating): Command => ({
      name: `rate ${rating}`,
      by: 'requester',
      decide: (ticket, c) => rate(ticket, { rating, comment: null }, c),
    }),
  ),
);
const minutesArb = fc.oneof(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 0, max: 5 * 24 * 60 }));
const stepArb: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('command' as const),
      command: commandArb,
      afterMinutes: minutesArb,
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('workflow' as const), afterMinutes: minutesArb }) },
);
const storyArb = fc.record({
  settings: fc.constantFrom(...DESKS),
  category: fc.constantFrom('other', 'bug', 'payments'),
  steps: fc.array(stepArb, { maxLength: 25 }),
});

/** What the workflow's step for the ticket's place decides; null while it waits. */
const workflowStep = (ticket: Ticket, c: Circumstances): Decision | null => {
  const place = placeOf(ticket, c.settings);
  switch (place.next) {
    case 'analyse':
      return recordAnalysis(ticket, analyse(ticket, [], c.settings, c.now, ticket.progress.detailsRounds), c);
    case 'ask':
      return askForDetails(ticket, aComment({ by: 'system' }), c);
    case 'assign':
      return assignTo(ticket, { assigneeId: null, reason: 'nobody' }, c);
    case 'end':
      return null;
    default: {
      if (place.wakeAt > c.now) return null;
      if (place.next === 'await') return actOnMoments(ticket, c);
      return place.next === 'survey' ? decideSurvey(ticket, true, c) : closeTicket(ticket, c);
    }
  }
};

interface Story {
  readonly ticket: Ticket;
  readonly history: readonly TicketEvent[];
}

const kept = (story: Story | null, decision: Decision, c: Circumstances): Story => {
  const { after, events } = record(story?.ticket ?? null, decision, {
    ...c,
    correlationId: 'cor_1',
    eventId: () => 'evt_1',
  });
  return { ticket: after, history: [...(story?.history ?? []), ...events] };
};

const refusedOr = (decide: () => Decision, ticket: Ticket): Decision => {
  try {
    return decide();
  } catch (error) {
    if (error instanceof DomainError) return nothing(ticket);
    throw error;
  }
};

const beginning = (settings: Circumstances['settings'], category: string): Story => {
  const c = circumstances({ by: 'requester', now: CREATED_AT, settings });
  return kept(
    null,
    openTicket(
      {
        id: 'tkt_1',
        number: 1001,
        commentId: 'cmt_1',
        subject: 'S',
        description: 'D',
        requester: aRequester(),
        author: AUTHORS.requester,
        channel: 'api',
        category,
      },
      c,
    ),
    c,
  );
};

/** Tells the story and shows every state to `look`, with who acted. */
const tell = (
  { settings, category, steps }: typeof storyArb extends fc.Arbitrary<infer T> ? T : never,
  look: (story: Story, before: Ticket, by: ActorKind, settings: Circumstances['settings']) => void,
): void => {
  let story = beginning(settings, category);
  let minutes = 0;
  const next = (decision: Decision, c: Circumstances): void => {
    const before = story.ticket;
    story = kept(story, decision, c);
    look(story, before, c.actor.kind, settings);
  };
  for (const step of steps) {
    minutes += step.afterMinutes;
    const now = minutesAfter(minutes);
    if (step.kind === 'command') {
      const c = circumstances({ by: step.command.by, now, settings });
      next(
        refusedOr(() => step.command.decide(story.ticket, c), story.ticket),
        c,
      );
      continue;
    }
    const c = circumstances({ by: 'system', now, settings });
    let rounds = 0;
    for (let decision = workflowStep(story.ticket, c); decision; decision = workflowStep(story.ticket, c)) {
      rounds += 1;
      if (rounds > 8)
        throw new Error(`The workflow turns on the spot at ${placeOf(story.ticket, settings).next}`);
      if (decision.events.length === 0) throw new Error('The workflow acts and nothing happens');
      next(decision, c);
    }
  }
};

const forEveryStory = (look: Parameters<typeof tell>[1]): void => {
  fc.assert(
    fc.property(storyArb, (story) => tell(story, look)),
    { numRuns: 250 },
  );
};

describe('whatever happens to a ticket', () => {
  it('its status moves only as the table allows', () => {
    forEveryStory(({ ticket }, before, by) => {
      if (ticket.status !== before.status) expect(isAllowed(before.status, ticket.status, by)).toBe(true);
    });
  });

  it('its versions have no holes and end at its own', () => {
    forEveryStory(({ ticket, history }) => {
      expect(history.map(({ version }) => version)).toEqual(history.map((_, index) => index + 1));
      expect(ticket.version).toBe(history.length);
    });
  });

  it('its marks are those of its history', () => {
    forEveryStory(({ ticket, history: [first, ...rest] }) => {
      expect(first && marksFrom([first, ...rest])).toEqual({ ...ticket.marks, policies: [] });
      expect(ticket.marks.solvedAt).toBe(ticket.solvedAt);
    });
  });

  it('its moments are in order, none lie behind its end, and the row names the first', () => {
    forEveryStory(({ ticket }, _before, _by, settings) => {
      const times = momentsOf(ticket, settings).map(({ at }) => at);
      expect(times).toEqual(times.toSorted());
      expect(ticket.nextMomentAt).toBe(times[0] ?? null);
      if (isOver(ticket)) expect(times).toEqual([]);
    });
  });

  it('nobody is told anything twice', () => {
    forEveryStory(({ ticket, history }) => {
      expect(new Set(ticket.progress.told).size).toBe(ticket.progress.told.length);
      const keys = history.flatMap(({ payload }) => ('key' in payload ? [payload.key] : []));
      expect(new Set(keys).size).toBe(keys.length);
      const nudges = history.flatMap((event) =>
        event.type === 'ticket.nudged' ? [event.payload.pendingSince] : [],
      );
      expect(new Set(nudges).size).toBe(nudges.length);
    });
  });

  it('it has times of solving and closing exactly when it is solved and closed', () => {
    forEveryStory(({ ticket }) => {
      expect(ticket.solvedAt !== null).toBe(ticket.status === 'solved' || ticket.status === 'closed');
      expect(ticket.closedAt !== null).toBe(ticket.status === 'closed');
    });
  });

  it('its group is on its line', () => {
    forEveryStory(({ ticket }, _before, _by, settings) => {
      expect(settings.groups.find(({ id }) => id === ticket.groupId)?.line).toBe(ticket.line);
    });
  });

  it('left alone long enough, it ends or waits for people', () => {
    fc.assert(
      fc.property(storyArb, ({ steps, ...story }) => {
        const idle = Array.from(
          { length: 8 },
          () => ({ kind: 'workflow', afterMinutes: 30 * 24 * 60 }) as const,
        );
        let last: Ticket | undefined;
        tell({ ...story, steps: [...steps, ...idle] }, ({ ticket }) => {
          last = ticket;
        });
        expect(last === undefined || isOver(last) || last.status !== 'solved').toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});
