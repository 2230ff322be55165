import { describe, expect, it } from 'vitest';
import { changeFields, type FieldsChange } from '../../../../lambdas/core/domain/ticket/change.ts';
import { isRoutingDue } from '../../../../lambdas/core/domain/ticket/routing-due.ts';
import type { Progress, Ticket } from '../../../../lambdas/core/domain/ticket/ticket.ts';
import { aSettings, aTicket, circumstances, type TicketParts } from '../../builders.ts';
import { refusal } from './refusal.ts';

const change = (ticket: Ticket, fields: FieldsChange) => changeFields(ticket, fields, circumstances());

describe('changing fields', () => {
  it('says what differed in one event', () => {
    const decision = change(aTicket({ product: 'server', type: 'task', tags: ['vip'] }), {
      priority: 'high',
      type: null,
      product: null,
      category: 'bug',
      subject: 'Export',
      tags: ['vip', 'export', 'vip'],
      details: { version: '5.2' },
    });
    expect(decision.events).toEqual([
      {
        type: 'ticket.changed',
        payload: {
          changes: {
            priority: { before: 'normal', after: 'high' },
            type: { before: 'task', after: null },
            product: { before: 'server', after: null },
            category: { before: 'other', after: 'bug' },
            subject: { before: 'The export stops half way', after: 'Export' },
            tags: { before: ['vip'], after: ['vip', 'export'] },
            'details.version': { before: null, after: '5.2' },
          },
        },
      },
    ]);
    expect(decision.after).toMatchObject({
      priority: 'high',
      type: null,
      product: null,
      category: 'bug',
      subject: 'Export',
      tags: ['vip', 'export'],
      details: { version: '5.2' },
      line: 1,
      groupId: 'first-line',
    });
  });

  it('sets when a fix is expected, which lies ahead', () => {
    const set = change(aTicket(), { expectedFixAt: '2026-11-09T12:00:00+00:00' });
    expect(set.after.promises.expectedFixAt).toBe('2026-11-09T12:00:00.000Z');
    expect(change(set.after, { expectedFixAt: null }).after.promises.expectedFixAt).toBeNull();
    expect(change(set.after, { subject: 'Export' }).after.promises.expectedFixAt).not.toBeNull();
    const past = refusal(() => change(aTicket(), { expectedFixAt: '2026-11-01T12:00:00Z' }));
    expect(past).toMatchObject({ name: 'InvalidInput', paths: ['expectedFixAt'] });
    const never = refusal(() => change(aTicket(), { expectedFixAt: '9999-12-31T23:59:59Z' }));
    expect(never).toMatchObject({ name: 'InvalidInput', paths: ['expectedFixAt'] });
    const known = aTicket({ promises: { expectedFixAt: '9999-12-31T23:59:59.000Z' } });
    expect(change(known, { expectedFixAt: '9999-12-31T23:59:59Z' }).events).toEqual([]);
  });

  it('is nothing when nothing differs', () => {
    const ticket = aTicket({ tags: ['vip'], product: 'mobile', assigneeId: 'agt_1' });
    const same: FieldsChange = {
      status: 'new',
      priority: 'normal',
      product: 'mobile',
      tags: ['vip'],
      line: 1,
      assigneeId: 'agt_1',
      details: {},
    };
    expect(change(ticket, same)).toEqual({ after: ticket, events: [], comments: [] });
    expect(change(ticket, {}).events).toEqual([]);
  });

  it('merges details and no longer misses what it fills in', () => {
    const ticket = aTicket({
      category: 'bug',
      details: { steps: 'a' },
      missingDetails: ['version', 'steps'],
    });
    expect(change(ticket, { details: { version: '5' } }).after).toMatchObject({
      details: { steps: 'a', version: '5' },
      missingDetails: ['steps'],
    });
  });

  it('misses after a change of category only what the new one asks for as well', () => {
    const ticket = aTicket({ category: 'bug', missingDetails: ['version', 'receipt'] });
    expect(change(ticket, { category: 'payments' }).after.missingDetails).toEqual(['receipt']);
  });

  it('of a closed ticket is refused', () => {
    expect(refusal(() => change(aTicket({ status: 'closed' }), { priority: 'low' }))?.name).toBe(
      'TicketClosed',
    );
  });

  it('names every wrong field at once', () => {
    expect(
      refusal(() =>
        change(aTicket(), {
          category: 'x',
          product: 'x',
          groupId: 'x',
          assigneeId: 'x',
          details: { log: 'x'.repeat(30_000) },
        }),
      ),
    ).toEqual({
      name: 'InvalidInput',
      kind: 'invalid',
      paths: ['category', 'product', 'groupId', 'assigneeId', 'details'],
    });
  });
});

describe('changing the status by hand', () => {
  it('follows the table and has its own event', () => {
    const decision = change(aTicket(), { status: 'solved', priority: 'low' });
    expect(decision.events.map(({ type }) => type)).toEqual(['ticket.changed', 'ticket.solved']);
    expect(decision.after).toMatchObject({ status: 'solved', priority: 'low' });
    expect(refusal(() => change(aTicket({ status: 'solved' }), { status: 'pending' }))?.name).toBe(
      'StatusNotAllowed',
    );
  });
});

describe('changing line and group', () => {
  it('takes the category’s group on the new line, else the line’s first', () => {
    expect(change(aTicket({ category: 'integration' }), { line: 2 }).after.groupId).toBe('second-line');
    expect(change(aTicket({ category: 'payments', line: 2 }), { line: 1 }).after.groupId).toBe('billing');
    expect(change(aTicket(), { line: 3 }).after).toMatchObject({ line: 3, groupId: 'third-line' });
    expect(change(aTicket({ category: 'gone' }), { line: 3 }).after.groupId).toBe('third-line');
  });

  it('takes the line from the group', () => {
    expect(change(aTicket(), { groupId: 'second-line' }).after).toMatchObject({
      line: 2,
      groupId: 'second-line',
    });
  });

  it('refuses a group of another line and a line without a group', () => {
    expect(refusal(() => change(aTicket(), { groupId: 'billing', line: 2 }))?.paths).toEqual(['groupId']);
    const settings = aSettings({ groups: aSettings().groups.slice(0, 2) });
    expect(refusal(() => changeFields(aTicket(), { line: 3 }, circumstances({ settings })))?.paths).toEqual([
      'line',
    ]);
  });

  it('takes the ticket from an agent who is not there, and says so', () => {
    const decision = change(aTicket({ assigneeId: 'agt_1' }), { line: 2 });
    expect(decision.after.assigneeId).toBeNull();
    expect(decision.events.at(-1)).toEqual({
      type: 'ticket.assigned',
      payload: {
        assigneeId: null,
        before: 'agt_1',
        groupId: 'second-line',
        line: 2,
        reason: 'the ticket moved to another group',
      },
    });
    expect(change(aTicket({ assigneeId: 'agt_1' }), { groupId: 'billing' }).after.assigneeId).toBeNull();
    expect(change(aTicket({ assigneeId: 'agt_gone' }), { groupId: 'billing' }).after.assigneeId).toBeNull();
  });

  it('leaves it with an agent who belongs there as well', () => {
    expect(change(aTicket({ assigneeId: 'agt_lead' }), { groupId: 'billing' }).after.assigneeId).toBe(
      'agt_lead',
    );
  });

  const VAIN = { at: '2026-11-09T12:00:00.000Z', tries: 3 } as const;
  const routed = { needsRouting: true, routeAgain: null };
  const left = { needsRouting: false, routeAgain: null };
  it.each<[string, TicketParts, FieldsChange, Pick<Progress, 'needsRouting' | 'routeAgain'>]>([
    ['to another line', { assigneeId: 'agt_1' }, { line: 2 }, routed],
    ['to another group', { assigneeId: 'agt_1' }, { groupId: 'billing' }, routed],
    ['that nobody had', {}, { line: 3 }, routed],
    ['that nobody could have', { progress: { routeAgain: VAIN } }, { groupId: 'third-line' }, routed],
    ['to its own agent’s other group', { assigneeId: 'agt_lead' }, { groupId: 'billing' }, left],
    ['to whom the caller names', { assigneeId: 'agt_1' }, { line: 2, assigneeId: 'agt_2' }, left],
    ['to nobody, as the caller says', { assigneeId: 'agt_1' }, { line: 2, assigneeId: null }, left],
    ['to nobody, of nobody', { progress: { routeAgain: VAIN } }, { line: 2, assigneeId: null }, left],
    [
      'to where it is',
      { progress: { routeAgain: VAIN } },
      { line: 1, groupId: 'first-line' },
      { ...left, routeAgain: VAIN },
    ],
    ['not at all', { progress: { routeAgain: VAIN } }, { priority: 'low' }, { ...left, routeAgain: VAIN }],
    ['while it waits for its requester', { status: 'pending', assigneeId: 'agt_1' }, { line: 2 }, routed],
  ])(
    'asks routing for somebody, unless the caller has decided: moved %s',
    (_how, parts, fields, progress) => {
      expect(change(aTicket(parts), fields).after.progress).toMatchObject(progress);
    },
  );

  it('of a solved ticket makes nobody look for somebody before it is open again', () => {
    const moved = [
      change(aTicket({ status: 'solved', assigneeId: 'agt_1' }), { line: 2 }).after,
      change(aTicket({ status: 'open', assigneeId: 'agt_1' }), { line: 2, status: 'solved' }).after,
    ];
    for (const ticket of moved) {
      expect(isRoutingDue(ticket, ticket.updatedAt)).toBe(false);
      const reopened = change(ticket, { status: 'open' }).after;
      expect(isRoutingDue(reopened, reopened.updatedAt)).toBe(true);
    }
  });

  it('forgets a way back that leads nowhere lower', () => {
    const cameFrom = [{ line: 1, groupId: 'first-line', assigneeId: null }] as const;
    const escalated = aTicket({ line: 2, groupId: 'second-line', progress: { cameFrom } });
    expect(change(escalated, { line: 3 }).after.progress.cameFrom).toEqual(cameFrom);
    expect(change(escalated, { line: 1 }).after.progress.cameFrom).toEqual([]);
  });
});

describe('changing who holds it', () => {
  it('is an assignment by hand', () => {
    const decision = change(aTicket({ progress: { needsRouting: true } }), { assigneeId: 'agt_1' });
    expect(decision.events).toMatchObject([
      { type: 'ticket.assigned', payload: { reason: 'changed by hand' } },
    ]);
    expect(decision.after).toMatchObject({ assigneeId: 'agt_1', progress: { needsRouting: false } });
  });

  it('can leave it to nobody', () => {
    const decision = change(aTicket({ assigneeId: 'agt_1', progress: { needsRouting: true } }), {
      assigneeId: null,
    });
    expect(decision.after).toMatchObject({
      assigneeId: null,
      progress: { needsRouting: false, leftUnassigned: true },
    });
  });

  it('needs an agent of the ticket’s line', () => {
    expect(refusal(() => change(aTicket(), { assigneeId: 'agt_2' }))?.paths).toEqual(['assigneeId']);
    expect(change(aTicket(), { assigneeId: 'agt_2', line: 2 }).after.assigneeId).toBe('agt_2');
  });
});

describe('the event of a large change', () => {
  const sizeOf = (fields: FieldsChange, ticket = aTicket()) => {
    const [event] = change(ticket, fields).events;
    return { event, bytes: Buffer.byteLength(JSON.stringify(event)) };
  };

  it('cuts long texts', () => {
    const { event } = sizeOf({ details: { log: 'x'.repeat(5000) } });
    expect(event).toMatchObject({
      payload: { changes: { 'details.log': { before: null, after: `${'x'.repeat(200)}…` } } },
    });
  });

  it('never cuts a character in half', () => {
    const { event } = sizeOf({ details: { log: `${'x'.repeat(199)}😀` } });
    expect(JSON.stringify(event).isWellFormed()).toBe(true);
    expect(JSON.stringify(event)).not.toContain('\\ud83d');
  });

  it('stays under 16 KB whatever is changed', () => {
    const many = (count: number, length: number) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, index) => [`${'d'.repeat(60)}${index}`, '界'.repeat(length)]),
      );
    const tags = Array.from({ length: 50 }, (_, index) => `${'界'.repeat(40)}${index}`);
    expect(sizeOf({ details: many(20, 300) }).bytes).toBeLessThan(16_000);
    const before = aTicket({ details: many(50, 120), tags: tags.toReversed() });
    const after = Object.fromEntries(Object.keys(before.details).map((name) => [name, '月'.repeat(100)]));
    expect(sizeOf({ details: after, tags }, before).bytes).toBeLessThan(16_000);
  });
});
