import { describe, expect, it } from 'vitest';
import { viewFor } from '../../../../lambdas/core/domain/people/access.ts';
import type { Caller } from '../../../../lambdas/core/domain/people/caller.ts';
import type { View } from '../../../../lambdas/core/domain/people/view.ts';
import { aSettings } from '../../builders.ts';
import { aLink, aMachine, anAgentCaller, aRequesterCaller, NOBODY } from './callers.ts';

const NOW = '2026-11-02T15:00:00.000Z';
const settings = aSettings({ desk: { timeZone: 'Asia/Yekaterinburg' } });

const view = (name: string, caller: Caller = anAgentCaller()): View =>
  viewFor(name, caller, NOW, settings, (email) => `per_of_${email}`);

const lead = anAgentCaller({ role: 'lead', id: 'agt_lead', lines: [] });
const ALL = [1, 2, 3];

describe('views', () => {
  it('called mine are a requester’s own and an agent’s assigned tickets', () => {
    expect(view('mine', aRequesterCaller())).toEqual({ kind: 'requester', personId: 'per_maria' });
    expect(view('mine')).toEqual({ kind: 'assignee', agentId: 'agt_1' });
    for (const caller of [aMachine(), aLink(), NOBODY]) {
      expect(() => view('mine', caller)).toThrow(expect.objectContaining({ name: 'Forbidden' }));
    }
  });

  it('are no other for requesters, links and nobody', () => {
    for (const caller of [aRequesterCaller(), aLink(), NOBODY]) {
      for (const name of [
        'unassigned',
        'all-open',
        'line-1',
        'group:billing',
        'requester:a@b.example',
        'x',
      ]) {
        expect(() => view(name, caller)).toThrow(expect.objectContaining({ kind: 'forbidden' }));
      }
    }
  });

  it.each([
    ['unassigned', { kind: 'unassigned' }],
    ['all-open', { kind: 'open' }],
    ['recently-solved', { kind: 'solved' }],
    ['today', { kind: 'open', urgentBefore: '2026-11-02T19:00:00.000Z' }],
    ['breaching', { kind: 'open', urgentFrom: NOW, urgentBefore: '2026-11-02T19:00:00.000Z' }],
    ['breached', { kind: 'open', urgentBefore: NOW }],
  ])('called %s are of an agent’s own lines, of all lines for leads and machines', (name, expected) => {
    expect(view(name)).toEqual({ ...expected, lines: [1] });
    expect(view(name, lead)).toEqual({ ...expected, lines: ALL });
    expect(view(name, anAgentCaller({ role: 'admin' }))).toEqual({ ...expected, lines: ALL });
    expect(view(name, aMachine())).toEqual({ ...expected, lines: ALL });
  });

  it('of a line need work on that line', () => {
    expect(view('line-1')).toEqual({ kind: 'open', lines: [1] });
    expect(() => view('line-2')).toThrow('You do not work on line 2.');
    expect(view('line-3', lead)).toEqual({ kind: 'open', lines: [3] });
    expect(view('line-2', aMachine())).toEqual({ kind: 'open', lines: [2] });
  });

  it('of a group need the group, or its line', () => {
    expect(view('group:billing')).toEqual({ kind: 'group', groupId: 'billing' });
    expect(() => view('group:second-line')).toThrow(expect.objectContaining({ kind: 'forbidden' }));
    const guest = anAgentCaller({ groups: ['second-line'] });
    expect(view('group:second-line', guest)).toEqual({ kind: 'group', groupId: 'second-line' });
    expect(view('group:second-line', aMachine())).toEqual({ kind: 'group', groupId: 'second-line' });
    expect(() => view('group:nobody', lead)).toThrow(
      expect.objectContaining({
        kind: 'invalid',
        problems: [{ path: 'view', message: 'must name a group; there is no "nobody"' }],
      }),
    );
  });

  it('of a requester are by the id of the person', () => {
    expect(view('requester:Maria@Example.com')).toEqual({
      kind: 'requester',
      personId: 'per_of_maria@example.com',
    });
  });

  it.each(['everything', 'constructor', 'line-4', ''])('called "%s" do not exist', (name) => {
    expect(() => view(name)).toThrow(expect.objectContaining({ kind: 'invalid' }));
  });
});
