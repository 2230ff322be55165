/** What agents change by hand on tickets that analysis has looked at, told on the real state machine. */
import { describe, expect, it } from 'vitest';
import { getTriage } from '../../../../lambdas/core/application/tickets/get-triage.ts';
import type { FieldsChange } from '../../../../lambdas/core/domain/ticket/change.ts';
import { anAgent, aSettings } from '../../builders.ts';
import { aRequest, LENA } from '../requests.ts';
import { assign, escalate, open, patch, reply, write } from './actors.ts';
import { aLifecycle, type Lifecycle } from './harness.ts';

const HOUR = 60;
const bug = { category: 'bug', description: 'It is broken.' };
const types = (life: Lifecycle, ticket: string): readonly string[] =>
  life.history(ticket).map(({ type }) => type);

describe('a ticket that is held for details', () => {
  it.each<[string, FieldsChange, readonly string[]]>([
    ['made urgent', { priority: 'urgent' }, []],
    ['a payment after all', { category: 'payments' }, ['What now', 'Analyse']],
    ['completed by an agent', { details: { version: '5.2', steps: 'Export' } }, ['What now', 'Analyse']],
  ])(
    'goes on at once when it is %s: its clocks run, and it waits for its agent',
    async (_what, change, more) => {
      const life = aLifecycle();
      const ticket = await open(life, bug);
      await life.pass(3 * HOUR);
      expect(life.ticket(ticket)).toMatchObject({ status: 'pending', promises: { firstReplyAt: null } });
      const { length } = life.machine.entered;
      await patch(life, ticket, change);
      const is = life.ticket(ticket);
      expect(is).toMatchObject({ status: 'open', progress: { detailsAskedAt: null, needsAnalysis: false } });
      expect(is.promises.firstReplyAt).not.toBeNull();
      expect(is.promises.resolutionAt).not.toBeNull();
      expect(is.nextMomentAt).not.toBeNull();
      expect(life.waitsIn(ticket)).toBe('Await moment');
      const entered = life.machine.entered.slice(length);
      expect(entered.slice(0, more.length)).toEqual(more);
      expect(entered.filter((state) => state === 'Analyse').length).toBeLessThanOrEqual(1);
      // What elapsed before is kept, and the three hours do not count.
      await life.pass(5 * HOUR);
      expect(types(life, ticket)).toContain('sla.reminded');
      expect(types(life, ticket)).not.toContain('sla.breached');
      expect(types(life, ticket)).not.toContain('ticket.details-waived');
      expect(types(life, ticket).filter((type) => type === 'ticket.details-requested')).toHaveLength(1);
      await reply(life, ticket, 'Try version 5.3.', { status: 'solved' });
      expect(life.waitsIn(ticket)).toBe('Await survey');
    },
  );

  it('that nobody has is routed when it is let go', async () => {
    const life = aLifecycle(aSettings({ agents: [anAgent({ capacity: 1 })] }));
    const [first, ticket] = [await open(life), await open(life, bug)];
    await reply(life, first, 'Done.', { status: 'solved' });
    expect(life.ticket(ticket)).toMatchObject({ status: 'pending', assigneeId: null });
    await patch(life, ticket, { priority: 'urgent' });
    expect(life.ticket(ticket)).toMatchObject({ status: 'open', assigneeId: 'agt_1' });
    expect(life.machine.entered.slice(-3)).toEqual(['What now', 'Assign line', 'Await moment']);
  });
});

describe('a ticket that a lead takes from its agent', () => {
  const taken = async (life: Lifecycle, ticket: string, by: 'patch' | 'assign'): Promise<void> => {
    expect(life.ticket(ticket).assigneeId).not.toBeNull();
    await (by === 'patch' ? patch : assign)(life, ticket, { assigneeId: null });
  };

  it.each(['patch', 'assign'] as const)(
    'stays with nobody, whatever is corrected and answered (%s)',
    async (by) => {
      const life = aLifecycle();
      const ticket = await open(life, bug);
      await taken(life, ticket, by);
      await patch(life, ticket, { details: { version: '5.2' } });
      await write(life, ticket, 'Steps: press export, then it stops.');
      await patch(life, ticket, { category: 'other', priority: 'urgent' });
      await write(life, ticket, 'Is anybody there?');
      await life.pass(72 * HOUR);
      expect(life.ticket(ticket)).toMatchObject({ status: 'open', assigneeId: null });
    },
  );

  it('is routed when somebody asks for the best one, or moves it', async () => {
    const life = aLifecycle();
    const [asked, moved, fixed] = [await open(life), await open(life), await open(life)];
    for (const ticket of [asked, moved, fixed]) await taken(life, ticket, 'assign');
    await assign(life, asked, { auto: true });
    await patch(life, moved, { line: 2 });
    await patch(life, fixed, { category: 'payments' });
    expect(life.ticket(asked)).toMatchObject({ groupId: 'first-line', assigneeId: expect.any(String) });
    expect(life.ticket(moved)).toMatchObject({ groupId: 'second-line', assigneeId: 'agt_2' });
    expect(life.ticket(fixed)).toMatchObject({ groupId: 'billing', assigneeId: 'agt_lead' });
  });
});

describe('what is read of a ticket’s triage', () => {
  const read = async (life: Lifecycle, ticket: string) =>
    (await getTriage(life.ports)(aRequest(LENA, { params: { ticket } }))).body;

  it('is true after people have changed it, and tells what had been said', async () => {
    const life = aLifecycle();
    const ticket = await open(life);
    const before = await read(life, ticket);
    expect(before.assignment?.assigneeId).toBe(life.ticket(ticket).assigneeId);
    await patch(life, ticket, { priority: 'urgent' });
    await assign(life, ticket, { assigneeId: 'agt_lead' });
    expect(await read(life, ticket)).toMatchObject({
      analysedAt: before.analysedAt,
      ranking: before.ranking,
      priority: {
        value: 'urgent',
        confidence: 1,
        reason: `It was changed by Lena Moor after the analysis, which said "normal": ${before.priority?.reason}`,
      },
      assignment: {
        assigneeId: 'agt_lead',
        reason: expect.stringMatching(/^assigned by hand, by Lena Moor; /),
      },
    });
    await escalate(life, ticket, 'It is hard.');
    expect(await read(life, ticket)).toMatchObject({
      line: { value: 2, reason: expect.stringContaining('escalated to line 2 by Lena Moor') },
      assignment: { assigneeId: 'agt_2' },
    });
  });

  it('has what an agent wrote down that the requester was asked for', async () => {
    const life = aLifecycle();
    const ticket = await open(life, bug);
    await reply(life, ticket, 'They told me by telephone.\nVersion: 5.2', { public: false });
    const { details } = await read(life, ticket);
    const version = details.find(({ name }) => name === 'version');
    expect(version).toMatchObject({ required: true, found: true, value: '5.2' });
    expect(details.find(({ name }) => name === 'steps')?.found).toBe(false);
  });
});

describe('a ticket whose category an agent corrects', () => {
  const found = async (life: Lifecycle, ticket: string) => {
    const triage = await life.ports.tickets.triage(ticket);
    return {
      category: triage?.category?.value,
      details: triage?.details.filter((one) => one.found).map(({ name, value }) => `${name} ${value}`),
    };
  };

  it('is analysed by the new one, is not asked about, and keeps what the agent decided', async () => {
    const life = aLifecycle();
    const ticket = await open(life, { description: 'The export stops.\nVersion: 5.2' });
    expect(await found(life, ticket)).toEqual({ category: 'other', details: [] });
    const { length } = life.machine.entered;
    await patch(life, ticket, { category: 'bug', priority: 'low', line: 2, assigneeId: 'agt_2' });
    expect(await found(life, ticket)).toEqual({ category: 'bug', details: ['version 5.2'] });
    expect(life.ticket(ticket)).toMatchObject({
      ...{ status: 'new', category: 'bug', priority: 'low', line: 2, assigneeId: 'agt_2' },
      missingDetails: ['steps'],
    });
    expect(life.machine.entered.slice(length)).toEqual(['What now', 'Analyse', 'What now', 'Await moment']);
    await write(life, ticket, 'Steps: press export');
    expect(life.ticket(ticket)).toMatchObject({ missingDetails: [], category: 'bug', priority: 'low' });
    expect(types(life, ticket)).not.toContain('ticket.details-requested');
  });

  it('is asked about when nobody has it yet', async () => {
    const life = aLifecycle();
    const ticket = await open(life);
    await patch(life, ticket, { assigneeId: null, category: 'bug' });
    expect(life.ticket(ticket)).toMatchObject({ status: 'pending', missingDetails: ['version', 'steps'] });
  });

  const billing = anAgent({ id: 'agt_5', email: 'eva@desk.example', groups: ['billing'] });

  it('goes where it would be had it been opened with it, and is as urgent', async () => {
    const life = aLifecycle(aSettings({ agents: [billing] }));
    const [fixed, right] = [await open(life), await open(life, { category: 'payments' })];
    expect(life.ticket(fixed)).toMatchObject({ groupId: 'first-line', priority: 'normal', assigneeId: null });
    await patch(life, fixed, { category: 'payments' });
    for (const ticket of [fixed, right])
      expect(life.ticket(ticket)).toMatchObject({
        groupId: 'billing',
        priority: 'high',
        assigneeId: 'agt_5',
      });
    expect(await life.ports.tickets.triage(fixed)).toMatchObject({
      priority: { value: 'high', reason: 'It is the priority of the category "payments".' },
      line: { value: 1, reason: 'The category "payments" belongs to line 1.' },
    });
  });

  it('is as urgent as its new category also with whoever has it, unless somebody has said how urgent it is', async () => {
    const life = aLifecycle();
    const [free, given, named] = [await open(life), await open(life, { priority: 'low' }), await open(life)];
    const holders = [free, given, named].map((ticket) => life.ticket(ticket).assigneeId);
    await patch(life, free, { category: 'payments' });
    await patch(life, given, { category: 'payments' });
    await patch(life, named, { category: 'payments', priority: 'normal' });
    const is = [free, given, named].map((ticket) => life.ticket(ticket));
    expect(is.map(({ priority }) => priority)).toEqual(['high', 'low', 'normal']);
    expect(is.map(({ groupId }) => groupId)).toEqual(['first-line', 'first-line', 'first-line']);
    expect(is.map(({ assigneeId }) => assigneeId)).toEqual(holders);
    expect(holders).not.toContain(null);
  });

  it('costs no state when what is changed is nothing that analysis looks for', async () => {
    const life = aLifecycle();
    const ticket = await open(life);
    const { length } = life.machine.entered;
    await patch(life, ticket, { tags: ['vip'], details: { colour: 'blue' }, product: 'mobile' });
    expect(life.machine.entered).toHaveLength(length);
  });
});
