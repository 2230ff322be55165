import { describe, expect, it } from 'vitest';
import { isAllowed, TRANSITIONS, transition } from '../../../../lambdas/core/domain/ticket/transitions.ts';
import { STATUSES } from '../../../../lambdas/core/domain/ticket/words.ts';
import { refusal } from './refusal.ts';

const ID = 'tkt_1';

describe('the status table', () => {
  it('names each step once', () => {
    const steps = TRANSITIONS.map(({ from, to }) => `${from}→${to}`);
    expect(new Set(steps).size).toBe(steps.length);
  });

  it('never leads back to new and never out of closed', () => {
    expect(TRANSITIONS.filter(({ from, to }) => to === 'new' || from === 'closed')).toEqual([]);
  });

  it('lets only time close a ticket', () => {
    expect(TRANSITIONS.filter(({ to }) => to === 'closed')).toEqual([
      { from: 'solved', to: 'closed', by: ['system'] },
    ]);
  });

  it('reaches every status from new', () => {
    const reached = new Set(['new']);
    for (const _ of STATUSES) for (const { from, to } of TRANSITIONS) if (reached.has(from)) reached.add(to);
    expect([...reached].sort()).toEqual([...STATUSES].sort());
  });

  it('lets a requester open and solve, and a participant only open', () => {
    const reachedBy = (kind: 'requester' | 'participant') => [
      ...new Set(TRANSITIONS.filter(({ by }) => by.includes(kind)).map(({ to }) => to)),
    ];
    expect(reachedBy('requester').sort()).toEqual(['open', 'solved']);
    expect(reachedBy('participant')).toEqual(['open']);
  });
});

describe('transition', () => {
  it('allows staying, whoever acts', () => {
    for (const status of STATUSES)
      expect(refusal(() => transition(status, status, 'requester', ID))).toBeNull();
  });

  it('allows what the table has', () => {
    for (const { from, to, by } of TRANSITIONS)
      for (const kind of by) {
        expect(isAllowed(from, to, kind)).toBe(true);
        expect(refusal(() => transition(from, to, kind, ID))).toBeNull();
      }
  });

  it('refuses a status that does not follow from the present one', () => {
    expect(refusal(() => transition('solved', 'pending', 'agent', ID))).toMatchObject({
      name: 'StatusNotAllowed',
      kind: 'conflict',
    });
  });

  it('refuses a status that this kind of actor never sets, by naming the field', () => {
    const wrong = { name: 'InvalidInput', kind: 'invalid', paths: ['status'] };
    expect(refusal(() => transition('open', 'new', 'agent', ID))).toEqual(wrong);
    expect(refusal(() => transition('solved', 'closed', 'agent', ID))).toEqual(wrong);
    expect(refusal(() => transition('open', 'pending', 'requester', ID))).toEqual(wrong);
  });

  it('says of a closed ticket that it is closed', () => {
    expect(refusal(() => transition('closed', 'open', 'agent', ID))).toMatchObject({ name: 'TicketClosed' });
  });
});
