import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clocksOf } from '../../../../lambdas/core/domain/sla/clocks.ts';
import type { Decision } from '../../../../lambdas/core/domain/ticket/decision.ts';
import { MOST_MERGED, merge } from '../../../../lambdas/core/domain/ticket/merge.ts';
import { placeOf } from '../../../../lambdas/core/domain/ticket/place.ts';
import { record } from '../../../../lambdas/core/domain/ticket/record.ts';
import type { Participant, Ticket } from '../../../../lambdas/core/domain/ticket/ticket.ts';
import { unmerge } from '../../../../lambdas/core/domain/ticket/unmerge.ts';
import { ISSUE_STATES, type IssueState } from '../../../../lambdas/core/domain/ticket/words.ts';
import { after, aSettings, aTicket, circumstances, type TicketParts } from '../../builders.ts';
import { refusal } from './refusal.ts';

const OLGA = { id: 'per_olga', email: 'olga@example.com', name: 'Olga Lind' } as const;
const cc = (email: string): Participant => ({ email, name: null, kind: 'cc' });

/** Maria's ticket, into which Olga's goes. */
const aTarget = (over: TicketParts = {}): Ticket => aTicket({ id: 'tkt_target', number: 1001, ...over });
const aSource = (over: TicketParts = {}): Ticket =>
  aTicket({ id: 'tkt_source', number: 1002, ...over, requester: { ...OLGA, ...over.requester } });

const kept = (before: Ticket, decision: Decision, now: string): Ticket =>
  record(before, decision, {
    now,
    settings: aSettings(),
    actor: { kind: 'agent', id: 'agt_1' },
    correlationId: 'cor',
    eventId: () => 'evt',
  }).after;

const mergedAt = (minutes: number, source: Ticket, target: Ticket) => {
  const now = after(minutes);
  const both = merge(source, target, circumstances({ now }));
  return { source: kept(source, both.source, now), target: kept(target, both.target, now) };
};

const unmergedAt = (
  minutes: number,
  source: Ticket,
  target: Ticket,
  { others = [] as readonly Ticket[], hasRoom = true } = {},
) => {
  const now = after(minutes);
  const both = unmerge(source, target, { others, hasRoom }, circumstances({ now }));
  return { source: kept(source, both.source, now), target: kept(target, both.target, now) };
};

describe('a merge', () => {
  it('closes the source, and lets its people hear of the target', () => {
    const source = aSource({ status: 'open', assigneeId: 'agt_1', participants: [cc('ivan@example.com')] });
    const both = merge(source, aTarget({ participants: [cc('ivan@example.com')] }), circumstances());
    expect(both.source.after).toMatchObject({
      status: 'closed',
      closedAt: after(10),
      mergedInto: 'tkt_target',
      assigneeId: 'agt_1',
    });
    expect(both.source.events).toEqual([
      { type: 'ticket.merged', payload: { into: 'tkt_target', before: 'open' } },
    ]);
    expect(both.target.after.participants).toEqual([
      cc('ivan@example.com'),
      { email: OLGA.email, name: OLGA.name, kind: 'cc' },
    ]);
    expect(both.target.events).toEqual([
      { type: 'ticket.merged-in', payload: { source: 'tkt_source', number: 1002, joined: [OLGA.email] } },
    ]);
  });

  it('of two tickets of one person adds nobody', () => {
    const { target } = merge(aTicket({ id: 'tkt_source' }), aTarget(), circumstances());
    expect(target.after.participants).toEqual([]);
  });

  it('ends promises, moments and workflow of the source, and moves nothing of the target', () => {
    const before = aTarget();
    const { source, target } = mergedAt(10, aSource(), before);
    expect(source).toMatchObject({ urgentAt: null, nextMomentAt: null });
    expect(source.promises).toMatchObject({ firstReplyAt: null, nextReplyAt: null, resolutionAt: null });
    expect(placeOf(source, aSettings()).next).toBe('end');
    expect(target).toMatchObject({ status: before.status, groupId: before.groupId, generation: 1 });
  });

  it('of a ticket that has taken in others remembers those too', () => {
    const inner = mergedAt(10, aSource(), aTarget({ id: 'tkt_middle' }));
    const { target } = mergedAt(20, inner.target, aTarget());
    expect(target.progress.merged).toEqual([
      { ticketId: 'tkt_middle', tickets: ['tkt_middle', 'tkt_source'], joined: [OLGA.email] },
    ]);
  });

  it.each<[string, TicketParts, TicketParts, string]>([
    ['a ticket into itself', { id: 'tkt_target' }, {}, 'MergeIntoItself'],
    ['a ticket that is merged', { status: 'closed', mergedInto: 'tkt_3' }, {}, 'AlreadyMerged'],
    ['a closed ticket', { status: 'closed' }, {}, 'TicketClosed'],
    ['spam', { spam: true }, {}, 'MergeOfSpam'],
    ['into spam', {}, { spam: true }, 'MergeIntoSpam'],
    ['into a closed ticket', {}, { status: 'closed' }, 'MergeIntoClosed'],
    ['into a ticket that is merged', {}, { status: 'closed', mergedInto: 'tkt_3' }, 'TargetMerged'],
  ])('refuses %s', (_what, source, target, name) => {
    expect(refusal(() => merge(aSource(source), aTarget(target), circumstances()))).toMatchObject({
      name,
      kind: 'conflict',
    });
  });

  const issue = (state: IssueState): TicketParts => ({
    status: 'on-hold',
    issue: { id: 'iss_1', target: 'jira', state, askedAt: after(0), reference: 'OPS-1', url: null },
  });

  it.each(ISSUE_STATES)('goes by how far the issue of the source is: %s', (state) => {
    const attempt = () => merge(aSource(issue(state)), aTarget(), circumstances());
    const isUnderWay = state === 'asked' || state === 'opened' || state === 'in-progress';
    if (isUnderWay) expect(refusal(attempt)).toMatchObject({ name: 'MergeWithIssue', kind: 'conflict' });
    else expect(attempt().source.after.status).toBe('closed');
    // What developers say of the target is heard there.
    expect(merge(aSource(), aTarget(issue(state)), circumstances()).target.after.status).toBe('on-hold');
  });

  it('refuses more tickets, and more people, than a ticket can take', () => {
    const merged = [{ ticketId: 'tkt_a', tickets: Array(MOST_MERGED).fill('tkt_a'), joined: [] }];
    expect(refusal(() => merge(aSource(), aTarget({ progress: { merged } }), circumstances()))).toMatchObject(
      { name: 'TooManyMerged' },
    );
    const participants = Array.from({ length: 50 }, (_, at) => cc(`p${at}@example.com`));
    expect(refusal(() => merge(aSource(), aTarget({ participants }), circumstances()))).toMatchObject({
      name: 'TooManyParticipants',
    });
  });
});

describe('a question merged into a solved ticket', () => {
  const solved = (over: TicketParts = {}) =>
    aTarget({ status: 'solved', marks: { firstReplyAt: after(1), lastReplyAt: after(1) }, ...over });
  const typesOf = (source: Ticket, target: Ticket) =>
    merge(source, target, circumstances()).target.events.map(({ type }) => type);

  it.each(['new', 'open', 'pending', 'on-hold'] as const)('that is %s opens it again', (status) => {
    const { target } = mergedAt(10, aSource({ status }), solved());
    expect(target).toMatchObject({ status: 'open', solvedAt: null, marks: { reopens: 1 } });
    expect(typesOf(aSource({ status }), solved())).toEqual(['ticket.merged-in', 'ticket.reopened']);
  });

  it('waits for the next reply there, unless it was answered', () => {
    const waits = mergedAt(10, aSource({ status: 'new' }), solved()).target;
    expect(waits.marks.unansweredSince).toBe(after(10));
    expect(waits.promises.nextReplyAt).toBe(after(490));
    const replied = { firstReplyAt: after(2), lastReplyAt: after(2) };
    const answered = mergedAt(10, aSource({ status: 'pending', marks: replied }), solved()).target;
    expect(answered).toMatchObject({ status: 'open', marks: { unansweredSince: null } });
  });

  it('takes a survey back that nobody has answered', () => {
    const satisfaction = { status: 'offered', offeredAt: after(5) } as const;
    expect(typesOf(aSource(), solved({ satisfaction }))).toContain('satisfaction.withdrawn');
  });

  it('leaves it solved when it is solved itself, and leaves alone what is not solved', () => {
    expect(mergedAt(10, aSource({ status: 'solved' }), solved()).target.status).toBe('solved');
    for (const status of ['new', 'open', 'pending', 'on-hold'] as const)
      expect(typesOf(aSource(), aTarget({ status }))).toEqual(['ticket.merged-in']);
  });
});

describe('an incident that is merged', () => {
  const incident = aSource({ problemId: 'tkt_problem' });

  it('makes the other ticket one, as long as it is merged', () => {
    const { source, target } = mergedAt(10, incident, aTarget());
    expect(target.problemId).toBe('tkt_problem');
    expect(merge(incident, aTarget(), circumstances()).target.events).toContainEqual({
      type: 'ticket.changed',
      payload: { changes: { problemId: { before: null, after: 'tkt_problem' } } },
    });
    const back = unmergedAt(20, source, target);
    expect(back.target).toMatchObject({ problemId: null, progress: { merged: [] } });
    expect(back.source.problemId).toBe('tkt_problem');
  });

  it('with another of the same problem leaves it one until both have left', () => {
    const second = aSource({ id: 'tkt_4', number: 1004, problemId: 'tkt_problem' });
    const first = mergedAt(10, incident, aTarget());
    const both = mergedAt(20, second, first.target);
    const one = unmergedAt(30, first.source, both.target, { others: [both.source] });
    expect(one.target.problemId).toBe('tkt_problem');
    expect(unmergedAt(40, both.source, one.target).target.problemId).toBeNull();
  });

  it.each<[string, TicketParts]>([
    ['an incident of the same problem', { problemId: 'tkt_problem' }],
    ['the problem itself', { id: 'tkt_problem', type: 'problem' }],
  ])('brings nothing to %s, and takes nothing along', (_what, over) => {
    const { source, target } = mergedAt(10, incident, aTarget(over));
    expect(target.problemId).toBe(over.problemId ?? null);
    expect(unmergedAt(20, source, target).target.problemId).toBe(over.problemId ?? null);
  });

  it.each<[string, TicketParts]>([
    ['an incident of another problem', { problemId: 'tkt_other' }],
    ['another problem', { type: 'problem' }],
  ])('is not merged into %s', (_what, over) => {
    expect(refusal(() => merge(incident, aTarget(over), circumstances()))).toMatchObject({
      name: 'OtherProblem',
      kind: 'conflict',
    });
  });

  it('stays out of what a person has linked since', () => {
    const { source, target } = mergedAt(10, incident, aTarget());
    expect(unmergedAt(20, source, { ...target, problemId: 'tkt_other' }).target.problemId).toBe('tkt_other');
  });
});

describe('taking a merge back', () => {
  it.each(ISSUE_STATES)('opens what was on hold for developers, by how far they are: %s', (state) => {
    const beforeMerge = { status: 'on-hold' } as const;
    const source = aSource({
      status: 'closed',
      mergedInto: 'tkt_target',
      issue: { id: 'iss_1', target: 'jira', state, askedAt: after(0), reference: null, url: null },
      progress: { beforeMerge },
    });
    const isUnderWay = state === 'asked' || state === 'opened' || state === 'in-progress';
    expect(unmergedAt(20, source, aTarget()).source.status).toBe(isUnderWay ? 'on-hold' : 'open');
    expect(unmergedAt(20, { ...source, issue: null }, aTarget()).source.status).toBe('on-hold');
  });

  it('refuses a ticket that is not merged', () => {
    const attempt = () => unmerge(aSource(), aTarget(), { others: [], hasRoom: true }, circumstances());
    expect(refusal(attempt)).toMatchObject({ name: 'NotMerged', kind: 'conflict' });
  });

  it('refuses while the target is merged itself', () => {
    const { source, target } = mergedAt(10, aSource(), aTarget());
    const outer = mergedAt(20, target, aTarget({ id: 'tkt_outer' }));
    expect(refusal(() => unmergedAt(30, source, outer.source))).toMatchObject({ name: 'TargetMerged' });
  });

  it('starts its workflow anew', () => {
    const { source, target } = mergedAt(10, aSource({ status: 'open' }), aTarget());
    const back = unmergedAt(20, source, target).source;
    expect(back).toMatchObject({ generation: 2, mergedInto: null, closedAt: null, status: 'open' });
    expect(placeOf(back, aSettings()).next).toBe('await');
  });

  it('looks for somebody else when its agent has no room any more', () => {
    const { source, target } = mergedAt(10, aSource({ status: 'open', assigneeId: 'agt_1' }), aTarget());
    const { after: back, events } = unmerge(
      source,
      target,
      { others: [], hasRoom: false },
      circumstances(),
    ).source;
    expect(back).toMatchObject({ assigneeId: null, groupId: 'first-line', progress: { needsRouting: true } });
    expect(events.map(({ type }) => type)).toEqual(['ticket.unmerged', 'ticket.assigned']);
  });

  it('looks for somebody else when its agent works on other lines now', () => {
    const { source, target } = mergedAt(10, aSource({ status: 'open', assigneeId: 'agt_2' }), aTarget());
    expect(unmergedAt(20, source, target).source.assigneeId).toBeNull();
  });

  it('leaves a solved ticket to who solved it, full or not', () => {
    const { source, target } = mergedAt(10, aSource({ status: 'solved', assigneeId: 'agt_1' }), aTarget());
    const back = unmergedAt(20, source, target, { hasRoom: false }).source;
    expect(back).toMatchObject({ status: 'solved', assigneeId: 'agt_1' });
  });

  it('keeps people who came with another ticket too, until that one goes', () => {
    const first = mergedAt(10, aSource(), aTarget());
    const second = mergedAt(20, aSource({ id: 'tkt_second' }), first.target);
    const once = unmergedAt(30, first.source, second.target, { others: [second.source] });
    expect(once.target.participants.map(({ email }) => email)).toEqual([OLGA.email]);
    expect(unmergedAt(40, second.source, once.target).target.participants).toEqual([]);
  });

  it('keeps people who were there before', () => {
    const { source, target } = mergedAt(10, aSource(), aTarget({ participants: [cc(OLGA.email)] }));
    expect(unmergedAt(20, source, target).target.participants).toEqual([cc(OLGA.email)]);
  });

  it('lets waits for an answer begin anew', () => {
    const pending = aSource({ status: 'pending', progress: { pendingSince: after(5) } });
    const { source, target } = mergedAt(10, pending, aTarget());
    expect(unmergedAt(9000, source, target).source.progress.pendingSince).toBe(after(9000));
  });
});

const statuses = fc.constantFrom('new', 'open', 'pending', 'on-hold', 'solved' as const);
const sources = fc
  .record({
    status: statuses,
    assigneeId: fc.constantFrom(null, 'agt_1'),
    participants: fc.uniqueArray(fc.constantFrom('maria@example.com', 'a@x.example', 'b@x.example')),
    firstReplyAt: fc.constantFrom(null, after(3)),
    isAsked: fc.boolean(),
  })
  .map(({ firstReplyAt, isAsked, participants, ...rest }) =>
    aSource({
      ...rest,
      updatedAt: after(5),
      participants: participants.map(cc),
      marks: {
        firstReplyAt,
        lastReplyAt: firstReplyAt,
        unansweredSince: isAsked && firstReplyAt !== null ? after(4) : null,
      },
    }),
  );

describe('merging and taking it back', () => {
  it('leaves status, place, holder and people as they were, and the time between counts for no promise', () => {
    fc.assert(
      fc.property(
        sources,
        fc.integer({ min: 5, max: 5000 }),
        fc.integer({ min: 0, max: 5000 }),
        (source, at, lasts) => {
          const targets = aTarget({ participants: [cc('a@x.example')] });
          const both = mergedAt(at, source, targets);
          const back = unmergedAt(at + lasts, both.source, both.target);
          const { status, line, groupId, assigneeId, participants, solvedAt } = source;
          expect(back.source).toMatchObject({ status, line, groupId, assigneeId, participants, solvedAt });
          expect(back.target.participants).toEqual(targets.participants);
          expect(back.target.progress.merged).toEqual([]);
          const elapsed = (ticket: Ticket, minutes: number) =>
            clocksOf(ticket, aSettings(), after(minutes)).map(({ metric, elapsedMinutes, isRunning }) => ({
              metric,
              elapsedMinutes,
              isRunning,
            }));
          const before = elapsed(source, at);
          expect(elapsed(both.source, at + lasts).map((one) => one.elapsedMinutes)).toEqual(
            before.map((one) => one.elapsedMinutes),
          );
          expect(elapsed(back.source, at + lasts)).toEqual(before);
          expect(elapsed(back.source, at + lasts + 60)).toEqual(elapsed(source, at + 60));
        },
      ),
    );
  });

  it('in any order never makes a circle, and always ends at a ticket that is not merged', () => {
    const moves = fc.array(fc.tuple(fc.boolean(), fc.nat(5), fc.nat(5)), { maxLength: 40 });
    fc.assert(
      fc.property(moves, (all) => {
        const tickets = new Map(
          Array.from({ length: 6 }, (_, n) => [
            `tkt_${n}`,
            aTicket({ id: `tkt_${n}`, status: 'open', requester: { email: `r${n}@example.com` } }),
          ]),
        );
        const get = (id: string): Ticket => tickets.get(id) as Ticket;
        let minutes = 10;
        for (const [isMerge, one, other] of all) {
          minutes += 1;
          const source = get(`tkt_${one}`);
          const target = get(isMerge ? `tkt_${other}` : (source.mergedInto ?? `tkt_${other}`));
          const others = target.progress.merged
            .filter(({ ticketId }) => ticketId !== source.id)
            .map(({ ticketId }) => get(ticketId));
          let both: ReturnType<typeof mergedAt> | undefined;
          const attempt = () => {
            both = isMerge
              ? mergedAt(minutes, source, target)
              : unmergedAt(minutes, source, target, { others });
          };
          if (refusal(attempt) !== null || both === undefined) continue;
          tickets.set(source.id, both.source);
          tickets.set(target.id, both.target);
        }
        for (const ticket of tickets.values()) {
          let current = ticket;
          let steps = 0;
          for (; current.mergedInto !== null; steps += 1) {
            current = get(current.mergedInto);
            expect(steps).toBeLessThan(6);
          }
          // What it was merged into knows it.
          const within = current.progress.merged.flatMap((one) => one.tickets);
          expect(current.id === ticket.id || within.includes(ticket.id)).toBe(true);
          // And whoever asked hears of where it is answered.
          const people = [current.requester.email, ...current.participants.map(({ email }) => email)];
          expect(people).toContain(ticket.requester.email);
        }
        const unmerged = [...tickets.values()].filter(({ mergedInto }) => mergedInto === null);
        for (const { progress, participants } of unmerged)
          if (progress.merged.length === 0) expect(participants).toEqual([]);
      }),
    );
  });
});
