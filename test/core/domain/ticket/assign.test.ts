import { describe, expect, it } from 'vitest';
import type { Agent } from '../../../../lambdas/core/domain/settings/schemas.ts';
import { assignTo, escalate, returnToLine } from '../../../../lambdas/core/domain/ticket/assign.ts';
import { changeFields } from '../../../../lambdas/core/domain/ticket/change.ts';
import type { Decision } from '../../../../lambdas/core/domain/ticket/decision.ts';
import type { Ticket } from '../../../../lambdas/core/domain/ticket/ticket.ts';
import { anAgent, aSettings, aTicket, circumstances, hoursAfter } from '../../builders.ts';
import { refusal } from './refusal.ts';

const c = circumstances();

describe('assigning', () => {
  it('gives the ticket to an agent of its line and ends the search', () => {
    const ticket = aTicket({ progress: { needsRouting: true } });
    const decision = assignTo(ticket, { assigneeId: 'agt_1', reason: 'most spare capacity' }, c);
    expect(decision.after).toMatchObject({ assigneeId: 'agt_1', progress: { needsRouting: false } });
    expect(decision.events).toEqual([
      {
        type: 'ticket.assigned',
        payload: {
          assigneeId: 'agt_1',
          before: null,
          groupId: 'first-line',
          line: 1,
          reason: 'most spare capacity',
        },
      },
    ]);
  });

  it('puts on record that nobody was found, once', () => {
    const nobody = { assigneeId: null, reason: 'nobody is free' };
    const searched = assignTo(aTicket({ progress: { needsRouting: true } }), nobody, c);
    expect(searched.events).toMatchObject([{ type: 'ticket.assigned', payload: { assigneeId: null } }]);
    expect(assignTo(searched.after, nobody, c).events).toEqual([]);
  });

  it('refuses strangers, agents of other lines and closed tickets', () => {
    const to = (assigneeId: string) => () => assignTo(aTicket(), { assigneeId, reason: '' }, c);
    expect(refusal(to('agt_x'))?.paths).toEqual(['assigneeId']);
    expect(refusal(to('agt_2'))?.paths).toEqual(['assigneeId']);
    const closed = aTicket({ status: 'closed' });
    expect(refusal(() => assignTo(closed, { assigneeId: null, reason: '' }, c))?.name).toBe('TicketClosed');
  });
});

describe('escalating', () => {
  const reason = 'needs a developer';

  it('moves one line up, remembers where from, and looks for a specialist', () => {
    const decision = escalate(aTicket({ assigneeId: 'agt_1' }), { reason }, c);
    expect(decision.after).toMatchObject({
      line: 2,
      groupId: 'second-line',
      assigneeId: null,
      progress: {
        needsRouting: true,
        cameFrom: [{ line: 1, groupId: 'first-line', assigneeId: 'agt_1' }],
      },
    });
    expect(decision.events).toEqual([
      { type: 'ticket.escalated', payload: { from: 1, to: 2, groupId: 'second-line', reason } },
    ]);
  });

  it('can skip a line, by wish or because it has no group', () => {
    expect(escalate(aTicket(), { reason, toLine: 3 }, c).after.line).toBe(3);
    const settings = aSettings({ groups: aSettings().groups.filter(({ line }) => line !== 2) });
    expect(escalate(aTicket(), { reason }, { ...c, settings }).after.line).toBe(3);
  });

  it('ends at the top', () => {
    const top = aTicket({ line: 3, groupId: 'third-line' });
    expect(refusal(() => escalate(top, { reason }, c))).toMatchObject({ name: 'TopLine', kind: 'conflict' });
    expect(refusal(() => escalate(top, { reason, toLine: 3 }, c))?.name).toBe('TopLine');
    const settings = aSettings({ groups: aSettings().groups.slice(0, 2) });
    expect(refusal(() => escalate(aTicket(), { reason }, { ...c, settings }))?.name).toBe('TopLine');
  });

  it('goes up only', () => {
    const second = aTicket({ line: 2, groupId: 'second-line' });
    expect(refusal(() => escalate(second, { reason, toLine: 1 }, c))?.paths).toEqual(['toLine']);
  });

  it('is for unsolved tickets', () => {
    expect(refusal(() => escalate(aTicket({ status: 'solved' }), { reason }, c))?.name).toBe('TicketSolved');
    expect(refusal(() => escalate(aTicket({ status: 'closed' }), { reason }, c))?.name).toBe('TicketClosed');
  });
});

describe('what is told of an escalation', () => {
  const escalated = { from: 1, reason: 'needs the logs', by: 'agt_1', told: false } as const;
  const up = escalate(aTicket(), { reason: 'needs the logs' }, c).after;
  const given = (ticket: Ticket, assigneeId: string | null) =>
    assignTo(ticket, { assigneeId, reason: 'the most room' }, c);
  const saidIn = ({ events }: Decision) =>
    events.map((event) => (event.type === 'ticket.assigned' ? event.payload.escalated : event.type));

  it('goes with the first assignment, and says with later ones that the lead was told', () => {
    const first = given(up, 'agt_2');
    expect(saidIn(first)).toEqual([escalated]);
    expect(saidIn(given(first.after, null))).toEqual([{ ...escalated, told: true }]);
  });

  it('goes on until somebody has it whom nobody had found', () => {
    const nobody = given(up, null);
    expect(saidIn(nobody)).toEqual([escalated]);
    expect(saidIn(given(nobody.after, 'agt_2'))).toEqual([{ ...escalated, told: true }]);
    expect(saidIn(changeFields(nobody.after, { assigneeId: 'agt_2' }, c))).toEqual([
      { ...escalated, told: true },
    ]);
  });

  it('also by who assigns it by hand before anybody is looked for', () => {
    const decision = changeFields(up, { assigneeId: 'agt_2' }, c);
    expect(saidIn(decision)).toEqual([escalated]);
    expect(decision.after.progress.escalated?.told).toBe(true);
  });

  it('names no agent when a machine escalated', () => {
    const byMachine = { ...c, actor: { kind: 'machine', id: 'key_1' } } as const;
    expect(escalate(aTicket(), { reason: 'x' }, byMachine).after.progress.escalated?.by).toBeNull();
  });

  it('ends where it leaves the line, by return or by hand', () => {
    expect(returnToLine(up, { reason: 'no' }, c).after.progress.escalated).toBeNull();
    const down = changeFields(given(up, 'agt_2').after, { line: 1 }, c);
    expect(down.after.progress.escalated).toBeNull();
    expect(saidIn(down)).toEqual(['ticket.changed', undefined]);
    expect(changeFields(up, { priority: 'high' }, c).after.progress.escalated).toEqual(escalated);
  });
});

describe('returning', () => {
  const reason = 'solved on our side';
  const escalated = escalate(aTicket({ assigneeId: 'agt_1' }), { reason: 'help' }, c).after;

  it('gives it back to line, group and agent', () => {
    const decision = returnToLine(escalated, { reason }, c);
    expect(decision.after).toMatchObject({
      line: 1,
      groupId: 'first-line',
      assigneeId: 'agt_1',
      progress: { needsRouting: false, cameFrom: [] },
    });
    const where = { groupId: 'first-line', reason };
    expect(decision.events).toEqual([
      { type: 'ticket.returned', payload: { from: 2, to: 1, ...where, assigneeId: 'agt_1' } },
      {
        type: 'ticket.assigned',
        payload: { assigneeId: 'agt_1', before: null, line: 1, ...where, returned: true },
      },
    ]);
    const taken = returnToLine({ ...escalated, assigneeId: 'agt_2' }, { reason }, c);
    expect(taken.events[1]?.payload).toMatchObject({ assigneeId: 'agt_1', before: 'agt_2' });
  });

  it.each<[string, Partial<Agent>, string | null]>([
    ['is away', { awayUntil: hoursAfter(24) }, null],
    ['is back from an absence', { awayUntil: hoursAfter(-24) }, 'agt_1'],
    ['works on another line now', { lines: [2] }, null],
    ['has no room', { capacity: 0 }, 'agt_1'],
    ['is off shift', { schedule: 'nights' }, 'agt_1'],
  ])('to somebody who %s leaves it with them or looks for another', (_how, parts, assigneeId) => {
    const settings = aSettings({ agents: [anAgent(parts)] });
    const { after, events } = returnToLine(escalated, { reason }, { ...c, settings });
    expect(after).toMatchObject({
      line: 1,
      assigneeId,
      progress: { needsRouting: assigneeId === null, routeAgain: null },
    });
    expect(events[0]?.payload).toMatchObject({ assigneeId, reason });
    expect(events.length).toBe(assigneeId === null ? 1 : 2);
  });

  it('looks for another agent when there was none or theirs is gone', () => {
    const unassigned = escalate(aTicket(), { reason: 'help' }, c).after;
    const gone = { ...c, settings: aSettings({ agents: [] }) };
    for (const decision of [
      returnToLine(unassigned, { reason }, c),
      returnToLine(escalated, { reason }, gone),
    ])
      expect(decision.after).toMatchObject({ assigneeId: null, progress: { needsRouting: true } });
  });

  it('finds a group when the old one is gone', () => {
    const [, ...others] = aSettings().groups;
    const without = (groups: typeof others) =>
      returnToLine(escalated, { reason }, { ...c, settings: aSettings({ groups }) }).after.groupId;
    expect(without(others)).toBe('billing');
    expect(without([])).toBe('first-line');
  });

  it('needs a line to return to, and an unsolved ticket', () => {
    expect(refusal(() => returnToLine(aTicket(), { reason }, c))?.name).toBe('NothingToReturnTo');
    expect(refusal(() => returnToLine({ ...escalated, status: 'solved' }, { reason }, c))?.name).toBe(
      'TicketSolved',
    );
  });
});

describe('what a category demands before line 3', () => {
  const category = {
    ...aSettings().categories[0],
    id: 'crash',
    name: { en: 'Crash' },
    line: 1 as const,
    group: 'first-line',
    neverHeld: false,
    default: false,
    details: [],
    beforeLine3: ['log', 'version'],
  };
  const strict = circumstances({ settings: aSettings({ categories: [category] }) });
  const reason = 'needs a developer';
  const found = (name: string, isFound = true) => ({
    name,
    kind: 'log' as const,
    required: false,
    found: isFound,
    value: null,
    confidence: 1,
    evidence: null,
  });

  it('is named when it is missing, all of it at once', () => {
    const ticket = aTicket({ category: 'crash', line: 2, groupId: 'second-line', details: { version: ' ' } });
    expect(
      refusal(() => escalate(ticket, { reason, findings: [found('log', false)] }, strict)),
    ).toMatchObject({
      name: 'DetailsNeeded',
      paths: ['details.log', 'details.version'],
    });
  });

  it('is there when a field has it, or analysis found it', () => {
    const ticket = aTicket({
      category: 'crash',
      line: 2,
      groupId: 'second-line',
      details: { version: '5.2' },
    });
    const { events } = escalate(ticket, { reason, findings: [found('log')] }, strict);
    expect(events).toEqual([
      { type: 'ticket.escalated', payload: { from: 2, to: 3, groupId: 'third-line', reason } },
    ]);
  });

  it('can be gone without by saying so, which is on record', () => {
    const ticket = aTicket({
      category: 'crash',
      line: 2,
      groupId: 'second-line',
      details: { log: 'Error 5' },
    });
    const { after, events } = escalate(ticket, { reason, override: true }, strict);
    expect(after.line).toBe(3);
    expect(events).toMatchObject([{ payload: { reason, overrode: ['version'] } }]);
  });

  it('is nobody’s business on the way to line 2, nor in a category that the settings have no more', () => {
    expect(escalate(aTicket({ category: 'crash' }), { reason }, strict).after.line).toBe(2);
    const gone = aTicket({ category: 'gone', line: 2, groupId: 'second-line' });
    expect(escalate(gone, { reason }, strict).after.line).toBe(3);
  });
});
