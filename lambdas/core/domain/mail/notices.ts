/** Which mails an event calls for, and to whom: one change, one mail (product.md sections 3, 6 and 7). */
import { canBeReminded } from '../people/shift.ts';
import type { Agent, Settings } from '../settings/schemas.ts';
import type { EventType, TicketEvent } from '../ticket/events.ts';
import { holdersOf } from '../ticket/holders.ts';
import { isUnderWay } from '../ticket/issue.ts';
import type { Ticket } from '../ticket/ticket.ts';
import { isUnsolved } from '../ticket/unsolved.ts';

export const NOTICES = [
  'acknowledgement',
  'details-request',
  'assigned',
  'escalated',
  'returned',
  'reply',
  'requester-comment',
  'mention',
  'reminder',
  'reminders',
  'breach',
  'attention',
  'nudge',
  'periodic-update',
  'promise-changed',
  'solved',
  'auto-solved',
  'survey',
  'bad-rating',
  'support-hours',
  'issue-opened',
  'issue-fixed',
  'issue-news',
  'outbreak',
  'quarantine',
] as const;
export type NoticeId = (typeof NOTICES)[number];

export interface Recipient {
  readonly kind: 'requester' | 'participant' | 'agent';
  readonly email: string;
  readonly name: string | null;
  readonly locale: string;
}

export interface Notice {
  readonly id: NoticeId;
  readonly to: Recipient;
  /** The comment that it carries. */
  readonly commentId: string | null;
}

type Rule<T extends EventType> = (
  event: Extract<TicketEvent, { type: T }>,
  ticket: Ticket,
  settings: Settings,
) => readonly Notice[];

const requesterOf = (ticket: Ticket, locale = ticket.language): Recipient => ({
  kind: 'requester',
  email: ticket.requester.email,
  name: ticket.requester.name,
  locale,
});

/** Agents read the first of their languages. */
export const toAgent = (agent: Agent): Recipient => ({
  kind: 'agent',
  email: agent.email,
  name: agent.name,
  locale: agent.languages[0] ?? 'en',
});

const agentOf = (id: string | null, settings: Settings): readonly Recipient[] =>
  settings.agents.filter((agent) => agent.id === id).map(toAgent);

const leadOf = (ticket: Ticket, settings: Settings): readonly Recipient[] =>
  agentOf(settings.groups.find((group) => group.id === ticket.groupId)?.lead ?? null, settings);

/** Somebody hears of it also where the group has no lead. */
const leadsOf = (ticket: Ticket, settings: Settings): readonly Recipient[] => {
  const own = leadOf(ticket, settings);
  return own.length > 0 ? own : settings.agents.filter(({ role }) => role === 'lead').map(toAgent);
};

const all = (id: NoticeId, to: readonly Recipient[], commentId: string | null = null): readonly Notice[] =>
  to.map((one) => ({ id, to: one, commentId }));

const commented: Rule<'ticket.commented'> = (event, ticket, settings) => {
  const { commentId, authorKind, authorEmail, mentions } = event.payload;
  const mentioned = all(
    'mention',
    mentions.filter((id) => id !== event.actor.id).flatMap((id) => agentOf(id, settings)),
    commentId,
  );
  if (event.payload.quiet === true || event.payload.nothingYet === true) return [];
  if (!event.payload.public) return mentioned;
  const readers = [
    ...(authorKind === 'requester' ? [] : [requesterOf(ticket)]),
    ...ticket.participants.map(
      ({ email, name }): Recipient => ({ kind: 'participant', email, name, locale: ticket.language }),
    ),
  ].filter(({ email }) => email !== authorEmail);
  // Nobody has it: it stands in the views. Its agent has just left: the group hears of it until it is handed back.
  const isForHolders = authorKind !== 'agent' && authorKind !== 'system' && ticket.assigneeId !== null;
  const holders = isForHolders ? holdersOf(ticket, settings).map(toAgent) : [];
  return [...all('reply', readers, commentId), ...all('requester-comment', holders, commentId), ...mentioned];
};

/** A company's own words for replies may leave the times out. */
const replySaysPromised = ({ templates }: Settings): boolean =>
  templates.every(({ id, text, html }) =>
    id === 'reply' ? [text, html].every((part) => part === undefined || part.includes('{{promised}}')) : true,
  );

/** The rule of types that nobody ever gets a mail about. */
export const NONE = (): readonly Notice[] => [];

/** The lead, unless it was they who escalated and somebody has it; where there is none and nobody has it, the group. */
const overseersOf = (by: string | null, ticket: Ticket, settings: Settings): readonly Recipient[] => {
  const leads = leadOf(ticket, settings);
  const [who] = agentOf(by, settings);
  if (ticket.assigneeId !== null) return leads.filter(({ email }) => email !== who?.email);
  if (leads.length > 0) return leads;
  const group = holdersOf(ticket, settings).map(toAgent);
  return group.length > 0 ? group : leadsOf(ticket, settings);
};

const assigned: Rule<'ticket.assigned'> = (event, ticket, settings) => {
  const { assigneeId, line, returned, escalated } = event.payload;
  const isEscalated = escalated !== undefined && ticket.line === line;
  const isTheirs = assigneeId === ticket.assigneeId && event.actor.id !== assigneeId;
  const notice = returned === true ? 'returned' : isEscalated ? 'escalated' : 'assigned';
  return [
    ...(isTheirs ? all(notice, agentOf(assigneeId, settings)) : []),
    ...(isEscalated && !escalated.told ? all('escalated', overseersOf(escalated.by, ticket, settings)) : []),
  ];
};

/** A row for each type of event: what it sends, or nothing. */
export const NOTICE_RULES: { readonly [T in EventType]: Rule<T> } = {
  'ticket.opened': (event, ticket) =>
    event.payload.quiet === true
      ? []
      : all('acknowledgement', [requesterOf(ticket, event.payload.language)], event.payload.commentId),
  'ticket.commented': commented,
  'ticket.analysed': NONE,
  'ticket.details-requested': (event, ticket) =>
    ticket.status === 'pending' ? all('details-request', [requesterOf(ticket)], event.payload.commentId) : [],
  'ticket.details-waived': NONE,
  'ticket.assigned': assigned,
  // Told with who has it then, or that nobody has: by `ticket.assigned`.
  'ticket.escalated': NONE,
  // Who gets it back learns it by `ticket.assigned`.
  'ticket.returned': (event, ticket, settings) =>
    ticket.line === event.payload.to && event.payload.assigneeId === null
      ? all('returned', leadOf(ticket, settings))
      : [],
  'ticket.macro-applied': NONE,
  'ticket.changed': NONE,
  'ticket.status-changed': NONE,
  'ticket.solved': (event, ticket) => {
    if (event.payload.withComment || isUnsolved(ticket) || event.actor.kind === 'requester') return [];
    return all(event.payload.auto ? 'auto-solved' : 'solved', [requesterOf(ticket)]);
  },
  'ticket.reopened': NONE,
  'ticket.closed': NONE,
  'ticket.merged': NONE,
  'ticket.merged-in': NONE,
  'ticket.unmerged': NONE,
  'ticket.merged-out': NONE,
  'ticket.problem-solved': NONE,
  'ticket.outbreak-noticed': (_event, ticket, settings) => all('outbreak', leadsOf(ticket, settings)),
  'ticket.nudged': (_event, ticket) =>
    ticket.status === 'pending' ? all('nudge', [requesterOf(ticket)]) : [],
  'ticket.time-booked': (event, ticket, settings) =>
    event.payload.warning === null ? [] : all('support-hours', leadsOf(ticket, settings)),
  'ticket.issue-asked': NONE,
  'ticket.issue-opened': (_event, ticket) =>
    !isUnsolved(ticket) || (ticket.issue !== null && !isUnderWay(ticket.issue))
      ? []
      : all('issue-opened', [requesterOf(ticket)]),
  'ticket.issue-failed': (event, ticket, settings) =>
    all('issue-news', holdersOf(ticket, settings).map(toAgent), event.payload.commentId),
  'ticket.issue-changed': (event, ticket, settings) => {
    const { before, after, commented, commentId } = event.payload;
    const isOver = after !== before && (after === 'done' || after === 'rejected');
    return [
      ...(isOver && after === 'done' && isUnsolved(ticket) ? all('issue-fixed', [requesterOf(ticket)]) : []),
      ...(isOver || commented ? all('issue-news', holdersOf(ticket, settings).map(toAgent), commentId) : []),
    ];
  },
  // Who is off has colleagues who are not; a breach cannot wait for anybody.
  'sla.reminded': (event, ticket, settings) => {
    if (!isUnsolved(ticket)) return [];
    const atWork = holdersOf(ticket, settings).filter((agent) =>
      canBeReminded(agent, settings, event.occurredAt),
    );
    return all('reminder', atWork.map(toAgent));
  },
  'sla.breached': (_event, ticket, settings) =>
    !isUnsolved(ticket)
      ? []
      : all('breach', [...holdersOf(ticket, settings).map(toAgent), ...leadOf(ticket, settings)]),
  'sla.attention': (_event, ticket, settings) =>
    !isUnsolved(ticket) ? [] : all('attention', leadOf(ticket, settings)),
  'sla.updated': (_event, ticket) =>
    !isUnsolved(ticket) ? [] : all('periodic-update', [requesterOf(ticket)]),
  'sla.promised': (event, ticket, settings) =>
    !isUnsolved(ticket) || (event.payload.withComment === true && replySaysPromised(settings))
      ? []
      : all('promise-changed', [requesterOf(ticket)]),
  'sla.recomputed': NONE,
  'sla.met': NONE,
  'satisfaction.offered': (_event, ticket) =>
    ticket.satisfaction.status === 'offered' ? all('survey', [requesterOf(ticket)]) : [],
  'satisfaction.withdrawn': NONE,
  'satisfaction.rated': (event, ticket, settings) =>
    event.payload.rating === 'bad' && event.payload.hasComment
      ? all('bad-rating', leadOf(ticket, settings))
      : [],
  'satisfaction.attempted': NONE,
};

const EVEN_WHEN_CLOSED: readonly NoticeId[] = [
  'reply',
  'mention',
  'bad-rating',
  'survey',
  'support-hours',
  'issue-news',
];

/** Of a merged ticket people are told elsewhere; whom an agent names in a note there is named nowhere else. */
const EVEN_WHEN_MERGED: readonly NoticeId[] = ['mention'];

const isSent = ({ id }: Notice, { status, mergedInto }: Ticket): boolean =>
  (status !== 'closed' || EVEN_WHEN_CLOSED.includes(id)) &&
  (mergedInto === null || EVEN_WHEN_MERGED.includes(id));

/** One per recipient: somebody who is holder and lead at once reads it once. Nothing for spam. */
export const noticesOf = (event: TicketEvent, ticket: Ticket, settings: Settings): readonly Notice[] => {
  if (ticket.spam) return [];
  const rule = NOTICE_RULES[event.type] as Rule<EventType>;
  const seen = new Set<string>();
  return rule(event, ticket, settings).filter((notice) => {
    if (seen.has(notice.to.email)) return false;
    seen.add(notice.to.email);
    return isSent(notice, ticket);
  });
};
