/** A door whose operations answer something valid, whose callers are named by their token, and that keeps answers in memory. */
import { createHmac } from 'node:crypto';
import { ROUTE_LIST, ROUTES, type RouteId } from '../../../lambdas/core/contracts/routes.ts';
import { DomainError } from '../../../lambdas/core/domain/errors.ts';
import { permission } from '../../../lambdas/core/domain/people/access.ts';
import type { Caller } from '../../../lambdas/core/domain/people/caller.ts';
import type { ApiDoor, CursorSeals, KeptAnswer } from '../../../lambdas/core/runtime/door.ts';
import type { AnswerOf, Operation, Operations } from '../../../lambdas/core/runtime/operation.ts';

export const BASE_URL = 'https://desk.example';
export const TICKET_ID = 'tkt_01HZZZZZZZZZZZZZZZZZZZZZZZ';

const person = { personId: 'per_1', email: 'rita@example.com' };

/** Every kind of caller, by the bearer token that `aDoor` knows it by. */
export const CALLERS = {
  requester: { kind: 'requester', ...person, name: 'Rita', locale: 'en' },
  agent: agentOf('agent'),
  lead: agentOf('lead'),
  admin: agentOf('admin'),
  machine: {
    kind: 'machine',
    id: 'key_1',
    name: 'billing',
    scopes: ['tickets:read', 'tickets:write', 'tickets:manage', 'reports:read'],
    products: [],
    rateLimit: null,
  },
  'machine-reader': {
    kind: 'machine',
    id: 'key_2',
    name: 'reader',
    scopes: ['tickets:read'],
    products: [],
    rateLimit: null,
  },
  link: { kind: 'link', ...person, ticketId: TICKET_ID },
} as const satisfies Record<string, Caller>;

function agentOf<R extends 'agent' | 'lead' | 'admin'>(role: R) {
  return {
    kind: 'agent',
    role,
    id: `agt_${role}`,
    email: `${role}@example.com`,
    name: role,
    lines: [1],
    groups: ['first'],
  } as const;
}

export const aTicketAnswer = (over: Partial<AnswerOf<'getTicket'>> = {}): AnswerOf<'getTicket'> => ({
  id: TICKET_ID,
  number: 1001,
  subject: 'It does not start',
  description: 'Since the update it does not start.',
  status: 'new',
  priority: 'normal',
  type: null,
  category: 'other',
  product: null,
  line: 1,
  groupId: 'first',
  assigneeId: null,
  requester: { id: 'per_1', email: 'rita@example.com', name: 'Rita', locale: 'en', plan: 'basic' },
  channel: 'api',
  language: 'en',
  details: {},
  missingDetails: [],
  tags: [],
  participants: [],
  promises: { firstReplyAt: null, nextReplyAt: null, resolutionAt: null, expectedFixAt: null },
  urgentAt: null,
  nextMomentAt: null,
  satisfaction: { status: null, comment: null, ratedAt: null },
  spam: false,
  issue: null,
  followUpOf: null,
  mergedInto: null,
  problemId: null,
  version: 7,
  createdAt: '2026-11-21T10:00:00.000Z',
  updatedAt: '2026-11-21T10:00:00.000Z',
  solvedAt: null,
  closedAt: null,
  links: { self: `${BASE_URL}/v1/tickets/${TICKET_ID}`, web: null },
  ...over,
});

const ticketOperation = async () => ({ body: aTicketAnswer(), version: 7 });
const nothing = async () => ({ body: null });
const anEmptyPage = async () => ({ body: [], page: { next: null } });
const aPage = async () => ({ body: '<!doctype html><title>A page</title>' });

const aComment = {
  id: 'cmt_1',
  ticketId: TICKET_ID,
  author: { kind: 'requester', id: 'per_1', email: 'rita@example.com', name: 'Rita' },
  public: true,
  channel: 'api',
  bodyText: 'Hello',
  bodyHtml: null,
  visibleText: 'Hello',
  attachments: [],
  mailId: null,
  deliveries: [],
  createdAt: '2026-11-21T10:00:00.000Z',
} as const;

const aKey = {
  id: 'key_1',
  name: 'billing',
  scopes: ['tickets:read'],
  products: [],
  rateLimit: null,
  createdAt: '2026-11-21T10:00:00.000Z',
  expiresAt: null,
  lastUsedAt: null,
};

const noTriage = {
  analysedAt: null,
  round: 0,
  details: [],
  language: null,
  category: null,
  priority: null,
  line: null,
  product: null,
  ranking: [],
  assignment: null,
};

const aLedgerRow: AnswerOf<'getMail'> = {
  id: 'mail_ses-1',
  receivedAt: '2026-11-02T09:00:00.000Z',
  envelopeFrom: '',
  from: null,
  to: [],
  subject: '',
  headerMessageId: null,
  kind: 'bounce',
  disposition: 'discarded',
  reason: 'It belongs to no ticket.',
  ticketId: null,
  commentId: null,
  verdicts: { spf: 'none', dkim: 'none', dmarc: 'none', spam: 'pass', virus: 'pass' },
  threadedBy: null,
  size: 0,
  attachments: [],
  acknowledgement: null,
  disposedAt: '2026-11-02T09:00:00.000Z',
  actedBy: null,
  revision: 1,
};

/** One valid answer for every built route; tests put their own in its place. */
const OPERATIONS: Operations = {
  openTicket: async () => ({ body: aTicketAnswer(), version: 7, location: `/v1/tickets/${TICKET_ID}` }),
  listTickets: anEmptyPage,
  getTicket: ticketOperation,
  changeTicket: ticketOperation,
  bulkChange: async () => ({ body: { results: [] } }),
  mergeTicket: ticketOperation,
  unmergeTicket: ticketOperation,
  linkIncidents: async () => ({ body: { results: [] } }),
  unlinkIncident: ticketOperation,
  listIncidents: anEmptyPage,
  listOutbreaks: async () => ({ body: { data: [] } }),
  makeProblem: async () => ({ body: { problem: aTicketAnswer(), results: [] } }),
  markSpam: ticketOperation,
  addComment: async () => ({ body: aComment, version: 8 }),
  listComments: anEmptyPage,
  listEvents: anEmptyPage,
  listClocks: async () => ({ body: [] }),
  getTriage: async () => ({ body: noTriage }),
  similarTickets: async () => ({ body: { data: [] }, version: 7 }),
  listTranslations: anEmptyPage,
  assignTicket: ticketOperation,
  setAbsence: async () => ({ body: { agentId: 'agt_1', awayUntil: null, handedBack: 0 } }),
  pinCategory: async () => ({ body: { category: 'bug', pinnedTo: 'agt_1' } }),
  bookTime: async () => ({
    body: {
      minutes: 30,
      note: 'Logs read',
      organization: null,
      period: null,
      bookedMinutes: null,
      supportHours: null,
    },
    status: 201,
  }),
  listMacros: async () => ({ body: { data: [] }, version: 7 }),
  applyMacro: ticketOperation,
  escalateTicket: ticketOperation,
  askDevelopers: async () => ({ ...(await ticketOperation()), status: 202 }),
  hearOfIssue: async () => ({ body: { state: 'done', expectedFixAt: null, detail: null } }),
  returnTicket: ticketOperation,
  addParticipant: ticketOperation,
  removeParticipant: nothing,
  createUpload: async () => ({
    body: {
      id: 'upl_1',
      url: 'https://files.example',
      fields: { key: 'uploads/upl_1' },
      expiresAt: '2026-11-21T10:10:00.000Z',
    },
  }),
  getAttachment: async () => ({ body: null, status: 302, location: 'https://files.example/att_1' }),
  listMail: anEmptyPage,
  getMail: async () => ({ body: aLedgerRow }),
  replayMail: async () => ({ body: aLedgerRow }),
  releaseMail: async () => ({ body: aLedgerRow }),
  discardMail: async () => ({ body: aLedgerRow }),
  satisfactionFigures: async () => ({ body: [] }),
  sameDayFigures: async () => ({ body: [] }),
  getSettings: async () => ({ body: {}, version: 1 }),
  putSettings: async () => ({ body: {}, version: 2 }),
  listKeys: async () => ({ body: { data: [aKey] } }),
  createKey: async () => ({ body: { ...aKey, key: 'tlk_1_secret' } }),
  deleteKey: nothing,
  me: async () => ({
    body: {
      kind: 'agent',
      id: 'agt_agent',
      role: 'agent',
      email: null,
      name: null,
      lines: [],
      groups: [],
      scopes: [],
    },
  }),
  health: async () => ({ body: { ok: true, version: '1' } }),
  ticketPage: aPage,
  pageAttachment: async () => ({ body: '', status: 302, location: 'https://files.example/att_1' }),
  commentFromPage: aPage,
  ratingPage: aPage,
  rateFromPage: aPage,
};

/** MAC-sealed like the real ones, with a key that everybody knows. */
export const testSeals: CursorSeals = {
  seal: async (purpose, text) => {
    const mac = createHmac('sha256', 'test').update(`${purpose}|${text}`).digest('base64url');
    return `${Buffer.from(text).toString('base64url')}.${mac}`;
  },
  open: async (purpose, sealed) => {
    const text = Buffer.from(sealed.split('.')[0] ?? '', 'base64url').toString();
    return (await testSeals.seal(purpose, text)) === sealed ? text : null;
  },
};

export const knownCaller = (authorization: string | undefined): Caller => {
  const name = (authorization ?? '').replace(/^Bearer /, '');
  const caller = (CALLERS as Readonly<Record<string, Caller>>)[name];
  if (caller === undefined)
    throw new DomainError('InvalidToken', 'unauthenticated', 'Nobody knows this token.');
  return caller;
};

export interface TestDoor extends Omit<Partial<ApiDoor>, 'operations'> {
  readonly operations?: Operations;
  readonly kept?: Map<string, KeptAnswer>;
}

/** All routes behind one door, without limits. */
export const aDoor = ({ kept = new Map(), operations = {}, ...over }: TestDoor = {}): ApiDoor => ({
  routes: ROUTE_LIST.map((route) => route.id as RouteId),
  operations: { ...OPERATIONS, ...operations },
  identify: async (authorization) => knownCaller(authorization),
  allow: permission,
  limit: async () => null,
  replay: async (scope) => kept.get(scope) ?? null,
  seals: testSeals,
  baseUrl: BASE_URL,
  errorPage: async (problem, locale) => `<!doctype html><title>${locale} ${problem.title}</title>`,
  openApiFile: new URL('../../../docs/openapi.json', import.meta.url),
  ...over,
});

/** What an operation was asked, and an operation that keeps it. */
export const listening = <I, O>(
  answer: Awaited<ReturnType<Operation<I, O>>>,
): { readonly operation: Operation<I, O>; readonly heard: Parameters<Operation<I, O>>[0][] } => {
  const heard: Parameters<Operation<I, O>>[0][] = [];
  return {
    heard,
    operation: async (request) => {
      heard.push(request);
      return answer;
    },
  };
};

export { ROUTES };
