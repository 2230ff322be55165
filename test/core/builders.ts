/** Builders that let a test say only what matters to it; everything else is plausible and consistent. */
import * as z from 'zod';
import { DEFAULT_SETTINGS } from '../../lambdas/core/domain/settings/defaults.ts';
import { type Agent, SETTINGS_SCHEMAS, type Settings } from '../../lambdas/core/domain/settings/schemas.ts';
import { newMarks } from '../../lambdas/core/domain/sla/fold.ts';
import type { ClockMarks, Pause, PauseReason } from '../../lambdas/core/domain/sla/marks.ts';
import type { Circumstances } from '../../lambdas/core/domain/ticket/decision.ts';
import type {
  Author,
  Comment,
  Progress,
  Promises,
  Requester,
  Satisfaction,
  Ticket,
} from '../../lambdas/core/domain/ticket/ticket.ts';

/** A Monday; tickets are opened then unless a test says otherwise. */
export const CREATED_AT = '2026-11-02T09:00:00.000Z';

/** So many minutes after another instant. */
export const after = (minutes: number, at: string = CREATED_AT): string =>
  new Date(Date.parse(at) + minutes * 60_000).toISOString();

export const hoursAfter = (hours: number, at: string = CREATED_AT): string => after(hours * 60, at);

export const aRequester = (over: Partial<Requester> = {}): Requester => ({
  id: 'per_maria',
  email: 'maria@example.com',
  name: 'Maria Lind',
  locale: 'en',
  plan: 'basic',
  verified: true,
  ...over,
});

/** What a test may say of a ticket; nested parts are merged over their defaults. */
export type TicketParts = Partial<
  Omit<Ticket, 'requester' | 'promises' | 'satisfaction' | 'marks' | 'progress'>
> & {
  readonly requester?: Partial<Requester>;
  readonly promises?: Partial<Promises>;
  readonly satisfaction?: Partial<Satisfaction>;
  readonly marks?: Partial<ClockMarks>;
  readonly progress?: Partial<Progress>;
};

const pausesOf = ({ status, solvedAt }: Partial<Ticket>, at: string): readonly Pause[] => {
  const open = (why: PauseReason, from: string): readonly Pause[] => [{ from, to: null, why }];
  if (status === 'pending') return open('pending', at);
  if (status === 'solved' || status === 'closed') return open('solved', solvedAt ?? at);
  return [];
};

/**
 * A ticket that was analysed and routed and waits in its group; whatever `status` needs beside it (times, pauses) is
 * set to fit: `solved` and `closed` are so since `updatedAt`.
 */
export const aTicket = (over: TicketParts = {}): Ticket => {
  const { requester, promises, satisfaction, marks, progress, ...plain } = over;
  const createdAt = plain.createdAt ?? CREATED_AT;
  const updatedAt = plain.updatedAt ?? createdAt;
  const isSolved = plain.status === 'solved' || plain.status === 'closed';
  const solvedAt = plain.solvedAt === undefined ? (isSolved ? updatedAt : null) : plain.solvedAt;
  return {
    id: 'tkt_01JBN0000000000000000000AA',
    number: 1001,
    subject: 'The export stops half way',
    status: 'new',
    priority: 'normal',
    type: null,
    category: 'other',
    product: null,
    line: 1,
    groupId: 'first-line',
    assigneeId: null,
    channel: 'api',
    mailbox: null,
    language: 'en',
    details: {},
    missingDetails: [],
    tags: [],
    participants: [],
    called: [],
    urgentAt: null,
    nextMomentAt: null,
    issue: null,
    followUpOf: null,
    mergedInto: null,
    problemId: null,
    spam: false,
    version: 1,
    generation: 1,
    closedAt: plain.status === 'closed' ? updatedAt : null,
    ...plain,
    requester: aRequester(requester),
    promises: {
      firstReplyAt: null,
      nextReplyAt: null,
      resolutionAt: null,
      expectedFixAt: null,
      ...promises,
    },
    satisfaction: {
      status: null,
      comment: null,
      offeredAt: null,
      ratedAt: null,
      agentId: null,
      ...satisfaction,
    },
    marks: {
      ...newMarks(createdAt),
      pauses: pausesOf({ ...plain, solvedAt }, updatedAt),
      solvedAt,
      ...marks,
    },
    progress: {
      needsAnalysis: false,
      needsRouting: false,
      routeAgain: null,
      leftUnassigned: false,
      placedBy: null,
      categoryCorrected: false,
      givenDespite: null,
      detailsRounds: 0,
      detailsAskedAt: null,
      detailsWaived: false,
      shouldAskForDetails: false,
      surveyDecidedFor: null,
      autoSolved: false,
      pendingSince: null,
      told: [],
      cameFrom: [],
      escalated: null,
      replyId: null,
      answeredBy: null,
      beforeMerge: null,
      merged: [],
      ...progress,
    },
    createdAt,
    updatedAt,
    solvedAt,
  };
};

/** An agent of line 1 and its group. */
export const anAgent = (over: Partial<Agent> = {}): Agent => ({
  id: 'agt_1',
  name: 'Anna Berg',
  email: 'anna@desk.example',
  role: 'agent',
  lines: [1],
  groups: ['first-line'],
  skills: [],
  languages: ['en'],
  capacity: 10,
  ...over,
});

/** What a test may say of the settings: `desk` is merged, every list is replaced. */
export type SettingsParts = Partial<Omit<Settings, 'desk'>> & { readonly desk?: Partial<Settings['desk']> };

/**
 * Three lines with a group and an agent each, a lead, four categories, two products, and one SLA policy: first and next
 * reply within 8 hours, resolution within 2 days, around the clock.
 */
export const aSettings = ({ desk, ...lists }: SettingsParts = {}): Settings => ({
  ...DEFAULT_SETTINGS,
  groups: [
    { id: 'first-line', name: 'First line', line: 1, lead: 'agt_lead', default: true },
    { id: 'billing', name: 'Billing', line: 1, lead: 'agt_lead' },
    { id: 'second-line', name: 'Second line', line: 2 },
    { id: 'third-line', name: 'Third line', line: 3 },
  ],
  agents: [
    anAgent(),
    anAgent({
      id: 'agt_2',
      name: 'Boris Orlov',
      email: 'boris@desk.example',
      lines: [2],
      groups: ['second-line'],
    }),
    anAgent({
      id: 'agt_3',
      name: 'Clara Voss',
      email: 'clara@desk.example',
      lines: [3],
      groups: ['third-line'],
    }),
    anAgent({
      id: 'agt_lead',
      name: 'Lena Moor',
      email: 'lena@desk.example',
      role: 'lead',
      lines: [1, 2, 3],
      groups: ['first-line', 'billing'],
    }),
  ],
  categories: z.parse(SETTINGS_SCHEMAS.categories, [
    { id: 'other', name: { en: 'Other' }, line: 1, group: 'first-line', default: true },
    {
      id: 'bug',
      name: { en: 'Something is broken' },
      line: 1,
      group: 'first-line',
      details: [
        {
          name: 'version',
          kind: 'version',
          required: true,
          ask: { en: 'Which version?', ru: 'Какая версия?' },
        },
        { name: 'steps', kind: 'steps', required: true, ask: { en: 'How does it happen?' } },
        { name: 'logs', kind: 'log', ask: { en: 'What does the log say?' } },
      ],
    },
    {
      id: 'payments',
      name: { en: 'Payments' },
      line: 1,
      group: 'billing',
      priority: 'high',
      neverHeld: true,
      details: [{ name: 'receipt', kind: 'text', required: true, ask: { en: 'Which receipt?' } }],
    },
    { id: 'integration', name: { en: 'Integration' }, line: 2, group: 'second-line' },
  ]),
  'sla-policies': [
    {
      id: 'standard',
      when: {},
      schedule: 'always',
      targets: { 'first-reply': 480, 'next-reply': 480, resolution: 2880 },
    },
  ],
  ...lists,
  desk: {
    ...DEFAULT_SETTINGS.desk,
    products: [
      { id: 'mobile', name: 'Mobile app', aliases: [] },
      { id: 'server', name: 'Server', aliases: [] },
    ],
    ...desk,
  },
});

/** Authors by kind, with the ids that `aTicket` and `aSettings` use. */
export const AUTHORS = {
  requester: { kind: 'requester', id: 'per_maria', email: 'maria@example.com', name: 'Maria Lind' },
  participant: { kind: 'participant', id: 'per_olga', email: 'olga@example.com', name: 'Olga Lind' },
  agent: { kind: 'agent', id: 'agt_1', email: 'anna@desk.example', name: 'Anna Berg' },
  stranger: { kind: 'stranger', id: null, email: 'who@elsewhere.example', name: null },
  system: { kind: 'system', id: null, email: null, name: null },
} as const satisfies Record<string, Author>;

/** What a test may say of a comment: `by` names one of AUTHORS, `text` is body and visible text alike. */
export type CommentParts = Partial<Comment> & {
  readonly by?: keyof typeof AUTHORS;
  readonly text?: string;
};

/** A public comment by the requester. */
export const aComment = ({ by = 'requester', text, ...over }: CommentParts = {}): Comment => ({
  id: 'cmt_01JBN0000000000000000000CC',
  ticketId: 'tkt_01JBN0000000000000000000AA',
  author: AUTHORS[by],
  public: true,
  channel: 'api',
  bodyText: text ?? 'It stops at 50 %.',
  bodyHtml: null,
  visibleText: text ?? 'It stops at 50 %.',
  attachments: [],
  mailId: null,
  createdAt: CREATED_AT,
  ...over,
});

/** What a test may say of the circumstances: `by` is short for the usual actor of that kind. */
export type CircumstanceParts = Partial<Circumstances> & {
  readonly by?: 'requester' | 'participant' | 'agent' | 'machine' | 'system';
};

const ACTOR_IDS = {
  requester: 'per_maria',
  participant: 'per_olga',
  agent: 'agt_1',
  machine: 'key_shop',
  system: null,
} as const;

/** An agent acts ten minutes after the ticket was opened. */
export const circumstances = ({ by = 'agent', ...over }: CircumstanceParts = {}): Circumstances => ({
  now: after(10),
  settings: aSettings(),
  actor: { kind: by, id: ACTOR_IDS[by] },
  ...over,
});
