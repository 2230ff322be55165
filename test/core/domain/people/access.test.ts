import { describe, expect, it } from 'vitest';
import { ROUTE_LIST, ROUTES } from '../../../../lambdas/core/contracts/routes.ts';
import { mayComment, maySee, permission, seesNotes } from '../../../../lambdas/core/domain/people/access.ts';
import type { Caller } from '../../../../lambdas/core/domain/people/caller.ts';
import type { Scope } from '../../../../lambdas/core/domain/ticket/words.ts';
import { aTicket } from '../../builders.ts';
import { aLink, aMachine, anAgentCaller, aRequesterCaller, NOBODY } from './callers.ts';

const own = aTicket();
const shared = aTicket({
  requester: { id: 'per_other', email: 'other@example.com' },
  participants: [{ email: 'maria@example.com', name: null, kind: 'cc' }],
});
const foreign = aTicket({
  requester: { id: 'per_other', email: 'other@example.com' },
  line: 3,
  groupId: 'third-line',
});
const assigned = aTicket({ line: 3, groupId: 'third-line', assigneeId: 'agt_1' });
const ofOwnGroup = aTicket({ line: 3, groupId: 'first-line' });

const CALLERS = {
  requester: aRequesterCaller(),
  agent: anAgentCaller(),
  lead: anAgentCaller({ role: 'lead', id: 'agt_lead' }),
  admin: anAgentCaller({ role: 'admin', id: 'agt_admin' }),
} as const satisfies Record<string, Caller>;

const routeYes = (caller: Caller, ...ids: (keyof typeof ROUTES)[]): boolean =>
  ids.every((id) => permission(caller, { id, ...ROUTES[id] }) === 'yes');

/** The scope without which no key may call the route, and with which alone it may. */
const scopeOf = (...ids: (keyof typeof ROUTES)[]): string => {
  const all: readonly Scope[] = ['tickets:read', 'tickets:write', 'tickets:manage', 'reports:read'];
  const enough = all.filter((scope) => routeYes(aMachine({ scopes: [scope] }), ...ids));
  return enough.length === 0 ? 'no' : enough.join(', ');
};

const row = (what: string, of: (caller: Caller) => string, machine: string): string =>
  [what, ...Object.values(CALLERS).map(of), machine].join(' | ');

const reading = (caller: Caller): string => {
  const kinds = { own, shared, assigned, ofOwnGroup, foreign };
  const seen = Object.entries(kinds).filter(([, ticket]) => maySee(caller, ticket));
  const notes = seesNotes(caller) ? 'with notes' : 'without notes';
  return `${seen.length === 5 ? 'all' : seen.map(([kind]) => kind).join('+')} ${notes}`;
};

const yesNo = (allowed: boolean): string => (allowed ? 'yes' : 'no');

/** The table of product.md section 9, printed by asking the rules. */
const printed = (): readonly string[] => [
  '| requester | agent | lead | admin | machine key',
  row('open a ticket', (c) => yesNo(routeYes(c, 'openTicket')), scopeOf('openTicket')),
  row('read a ticket', reading, scopeOf('getTicket', 'listComments')),
  row('comment', (c) => yesNo(routeYes(c, 'addComment') && mayComment(c, own)), scopeOf('addComment')),
  row(
    'assign, escalate, merge, change',
    (c) => yesNo(routeYes(c, 'assignTicket', 'escalateTicket', 'mergeTicket', 'changeTicket', 'bulkChange')),
    scopeOf('assignTicket', 'escalateTicket', 'mergeTicket', 'changeTicket', 'bulkChange'),
  ),
  row(
    'mail ledger, quarantine',
    (c) => yesNo(routeYes(c, 'listMail', 'getMail', 'replayMail', 'releaseMail', 'discardMail')),
    scopeOf('listMail'),
  ),
  row(
    'figures',
    (c) =>
      routeYes(c, 'satisfactionFigures', 'topicFigures')
        ? 'all'
        : routeYes(c, 'serviceFigures')
          ? 'own'
          : 'no',
    scopeOf('satisfactionFigures', 'topicFigures', 'serviceFigures'),
  ),
  row(
    'settings, keys',
    (c) => yesNo(routeYes(c, 'getSettings', 'putSettings', 'listKeys', 'createKey', 'deleteKey')),
    scopeOf('getSettings'),
  ),
];

describe('the table of roles', () => {
  it('reads as it was promised', () => {
    expect(printed()).toEqual([
      '| requester | agent | lead | admin | machine key',
      'open a ticket | yes | yes | yes | yes | tickets:write',
      'read a ticket | own+shared+assigned+ofOwnGroup without notes | own+shared+assigned+ofOwnGroup with notes | all with notes | all with notes | tickets:read',
      'comment | yes | yes | yes | yes | tickets:write',
      'assign, escalate, merge, change | no | yes | yes | yes | tickets:manage',
      'mail ledger, quarantine | no | yes | yes | yes | no',
      'figures | no | own | all | all | reports:read',
      'settings, keys | no | no | no | yes | no',
    ]);
  });
});

describe('permission', () => {
  it('is nobody’s but for public routes and those with their credential in the path', () => {
    for (const route of ROUTE_LIST) {
      const free = route.who === 'public' || route.who === 'link';
      expect(permission(NOBODY, route)).toBe(free ? 'yes' : 'unauthenticated');
    }
  });

  it('never shrinks with a higher role', () => {
    const rising = [CALLERS.requester, CALLERS.agent, CALLERS.lead, CALLERS.admin];
    for (const route of ROUTE_LIST) {
      const answers = rising.map((caller) => permission(caller, route) === 'yes');
      expect(answers).toEqual(answers.toSorted());
    }
  });

  it('opens to a link no more than its ticket, the conversation and a comment', () => {
    const opened = ROUTE_LIST.filter(({ who }) => who === 'all')
      .filter((route) => permission(aLink(), route) === 'yes')
      .map(({ id }) => id);
    expect(opened).toEqual(['getTicket', 'addComment', 'listComments', 'getAttachment', 'me']);
    expect(permission(aLink(), { who: 'all', scope: null })).toBe('forbidden');
    expect(permission(aLink(), { id: 'me', who: 'agent', scope: null })).toBe('forbidden');
  });
});

describe('seeing a ticket', () => {
  it('is denied to nobody in particular', () => {
    expect(maySee(NOBODY, own)).toBe(false);
    expect(seesNotes(NOBODY)).toBe(false);
  });

  it('is allowed to an agent of another line whom a note has called, on whatever line it is since', () => {
    const caller = anAgentCaller({ id: 'agt_9', lines: [3], groups: [] });
    const called = aTicket({ line: 1, called: ['agt_8', 'agt_9'] });
    expect(maySee(caller, called)).toBe(true);
    expect(mayComment(caller, called)).toBe(true);
    expect(maySee(caller, { ...called, line: 2 })).toBe(true);
    expect(maySee(caller, aTicket({ line: 1, called: ['agt_8'] }))).toBe(false);
  });

  it('knows a participant by the address, however it is written', () => {
    const caller = aRequesterCaller({ personId: 'per_x', email: 'Maria@Example.com' });
    expect(maySee(caller, shared)).toBe(true);
    expect(maySee(caller, foreign)).toBe(false);
  });

  it('ends for a link with its ticket, and when its person is removed', () => {
    expect(maySee(aLink(), own)).toBe(true);
    expect(maySee(aLink({ ticketId: 'tkt_2' }), own)).toBe(false);
    expect(maySee(aLink({ personId: 'per_gone', email: 'gone@example.com' }), own)).toBe(false);
  });

  it('ends for a key at its products', () => {
    const key = aMachine({ products: ['mobile'] });
    expect(maySee(key, aTicket({ product: 'mobile' }))).toBe(true);
    expect(maySee(key, aTicket({ product: 'server' }))).toBe(false);
    expect(maySee(key, aTicket())).toBe(false);
    expect(maySee(aMachine(), aTicket())).toBe(true);
  });

  it('does not let a key comment that may only read', () => {
    expect(mayComment(aMachine({ scopes: ['tickets:read'] }), own)).toBe(false);
    expect(mayComment(aMachine({ scopes: ['tickets:write'] }), own)).toBe(true);
    expect(mayComment(anAgentCaller(), foreign)).toBe(false);
  });
});
