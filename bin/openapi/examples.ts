/** The first ticket that an integrator opens, as the document shows it. */

const TICKET = 'tkt_01KAKQ8Z6V7T0M3E9N2R5C8D1F';

const bodies: Readonly<Record<string, unknown>> = {
  openTicket: {
    subject: 'The program does not start after the update',
    description: 'Since the update to 5.2 the window closes at once. I expected it to open as before.',
    category: 'other',
    details: { version: '5.2' },
  },
  addComment: { body: 'It starts again when I rename the settings folder.' },
  createUpload: { fileName: 'crash.log', contentType: 'text/plain', size: 48_213 },
  escalateTicket: { reason: 'Needs a look at the crash dump.' },
  askDevelopers: { reason: 'The crash dump points into the renderer.', target: 'tracker' },
  hearOfIssue: { state: 'done', comment: 'Released with 5.3.' },
};

const openedTicket = {
  id: TICKET,
  number: 1001,
  subject: 'The program does not start after the update',
  description: 'Since the update to 5.2 the window closes at once. I expected it to open as before.',
  status: 'new',
  priority: 'normal',
  type: null,
  category: 'other',
  product: null,
  line: 1,
  groupId: null,
  assigneeId: null,
  requester: {
    id: 'per_7Q2X4M8N1B5V9C3Z6K0J7H2G5F',
    email: 'rita@example.com',
    name: 'Rita',
    locale: 'en',
    plan: 'basic',
  },
  channel: 'api',
  language: null,
  details: { version: '5.2' },
  missingDetails: [],
  tags: [],
  participants: [],
  promises: {
    firstReplyAt: '2026-11-23T17:00:00.000Z',
    nextReplyAt: null,
    resolutionAt: null,
    expectedFixAt: null,
  },
  urgentAt: '2026-11-23T17:00:00.000Z',
  nextMomentAt: null,
  satisfaction: { status: null, comment: null, ratedAt: null },
  spam: false,
  issue: null,
  followUpOf: null,
  mergedInto: null,
  problemId: null,
  version: 1,
  createdAt: '2026-11-23T09:00:00.000Z',
  updatedAt: '2026-11-23T09:00:00.000Z',
  solvedAt: null,
  closedAt: null,
  links: { self: `https://desk.example.com/v1/tickets/${TICKET}`, web: null },
};

const answers: Readonly<Record<string, unknown>> = {
  openTicket: openedTicket,
  getTicket: openedTicket,
  listTickets: {
    data: [{ ...openedTicket, description: null }],
    meta: { hasMore: false },
    links: { next: null },
  },
  health: { ok: true, version: '0.1.0' },
};

/** A body that the route takes; undefined when its schema says enough. */
export const bodyExample = (routeId: string): unknown => bodies[routeId];

/** An answer of the route; undefined when its schema says enough. */
export const answerExample = (routeId: string): unknown => answers[routeId];
