/** Callers of each kind, fitting `aTicket`: the requester is its requester, the agent works on line 1. */
import type {
  AgentCaller,
  LinkCaller,
  MachineCaller,
  PublicCaller,
  RequesterCaller,
} from '../../../../lambdas/core/domain/people/caller.ts';

export const NOBODY: PublicCaller = { kind: 'public' };

export const aRequesterCaller = (over: Partial<RequesterCaller> = {}): RequesterCaller => ({
  kind: 'requester',
  personId: 'per_maria',
  email: 'maria@example.com',
  name: null,
  locale: 'en',
  ...over,
});

export const anAgentCaller = (over: Partial<AgentCaller> = {}): AgentCaller => ({
  kind: 'agent',
  role: 'agent',
  id: 'agt_1',
  email: 'anna@desk.example',
  name: 'Anna Berg',
  lines: [1],
  groups: ['first-line'],
  ...over,
});

export const aMachine = (over: Partial<MachineCaller> = {}): MachineCaller => ({
  kind: 'machine',
  id: 'key_shop',
  name: 'Shop',
  scopes: ['tickets:read', 'tickets:write', 'tickets:manage', 'reports:read'],
  products: [],
  rateLimit: null,
  ...over,
});

export const aLink = (over: Partial<LinkCaller> = {}): LinkCaller => ({
  kind: 'link',
  personId: 'per_maria',
  email: 'maria@example.com',
  ticketId: 'tkt_01JBN0000000000000000000AA',
  ...over,
});
