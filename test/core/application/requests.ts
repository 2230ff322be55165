/** Requests as the frame hands them to use cases, and the people who make them in tests. */
import { personId } from '../../../lambdas/core/adapters/system/ids.ts';
import type { Request } from '../../../lambdas/core/application/operation.ts';
import type {
  AgentCaller,
  Caller,
  LinkCaller,
  MachineCaller,
  RequesterCaller,
} from '../../../lambdas/core/domain/people/caller.ts';

/** The requester of `aTicket`, but with the id that the desk derives from her address. */
export const MARIA: RequesterCaller = {
  kind: 'requester',
  personId: personId('maria@example.com'),
  email: 'maria@example.com',
  name: 'Maria Lind',
  locale: 'en',
};

/** Somebody else. */
export const OLGA: RequesterCaller = {
  kind: 'requester',
  personId: personId('olga@example.com'),
  email: 'olga@example.com',
  name: 'Olga Lind',
  locale: 'ru',
};

/** The agent of line 1 in `aSettings`. */
export const ANNA: AgentCaller = {
  kind: 'agent',
  role: 'agent',
  id: 'agt_1',
  email: 'anna@desk.example',
  name: 'Anna Berg',
  lines: [1],
  groups: ['first-line'],
};

/** The lead of every line in `aSettings`. */
export const LENA: AgentCaller = {
  kind: 'agent',
  role: 'lead',
  id: 'agt_lead',
  email: 'lena@desk.example',
  name: 'Lena Moor',
  lines: [1, 2, 3],
  groups: ['first-line', 'billing'],
};

export const aMachine = (over: Partial<MachineCaller> = {}): MachineCaller => ({
  kind: 'machine',
  id: 'key_shop',
  name: 'Shop',
  scopes: ['tickets:read', 'tickets:write', 'tickets:manage'],
  products: [],
  rateLimit: null,
  ...over,
});

/** Maria through the link in her mail. */
export const aLink = (ticketId: string, email = MARIA.email): LinkCaller => ({
  kind: 'link',
  personId: personId(email),
  email,
  ticketId,
});

/** What a test may say of a request beside who asks for what. */
export type RequestParts = Partial<Omit<Request<unknown>, 'caller' | 'input'>>;

export const aRequest = <I>(caller: Caller, input: I, over: RequestParts = {}): Request<I> => ({
  caller,
  input,
  ifMatch: null,
  once: null,
  correlationId: 'cor_test',
  page: { size: 50, after: null },
  source: { address: '192.0.2.1' },
  ...over,
});
