/** Gathers what the template of one notice can speak of. */
import type { Notice } from '../../domain/mail/notices.ts';
import { metricName, standingOf } from '../../domain/mail/render.ts';
import { type MailWords, spokenFix, spokenTime } from '../../domain/mail/words.ts';
import { zoneOf } from '../../domain/mail/zone.ts';
import type { Settings } from '../../domain/settings/schemas.ts';
import type { TicketEvent } from '../../domain/ticket/events.ts';
import { shownText } from '../../domain/ticket/shown.ts';
import type { Comment, Ticket } from '../../domain/ticket/ticket.ts';
import type { Seals } from '../desk-ports.ts';
import { pageLink, ratingLink } from '../pages/links.ts';
import type { Ports } from '../ports.ts';

export interface WordsPorts extends Pick<Ports, 'clock'> {
  readonly seals: Seals;
  readonly baseUrl: string;
}

const HOUR = 3_600_000;

const dueOf = (event: TicketEvent, ticket: Ticket): string | null => {
  if ('dueAt' in event.payload && typeof event.payload.dueAt === 'string') return event.payload.dueAt;
  return event.type === 'ticket.assigned' ? ticket.promises.firstReplyAt : null;
};

/** Clocks by the names of their promises; a fix that is expected is spoken of apart. */
const PROMISED_BY = {
  firstReplyAt: 'first-reply',
  nextReplyAt: 'next-reply',
  resolutionAt: 'resolution',
} as const;

/** A reply of the same change speaks of them as well. */
const promiseChangesOf = (event: TicketEvent) => {
  if (event.type === 'ticket.commented') return event.payload.promised;
  return event.type === 'sla.promised' ? event.payload.changes : undefined;
};

const movedPromises = (event: TicketEvent, locale: string, spoken: (at: string) => string): string => {
  const changes = promiseChangesOf(event);
  if (changes === undefined) return '';
  return (Object.keys(PROMISED_BY) as (keyof typeof PROMISED_BY)[])
    .flatMap((name) => {
      const change = changes[name];
      return change === undefined
        ? []
        : [`${metricName(PROMISED_BY[name], locale)}: ${spoken(change.after)}`];
    })
    .join('\n');
};

/** What was promised stays unsaid when it has passed, in a mail that only says that there is no news. */
const ahead = (at: string | null, event: TicketEvent): string | null =>
  event.type === 'sla.updated' && at !== null && at > event.occurredAt ? at : null;

const expectedFixOf = (event: TicketEvent, ticket: Ticket): string | null =>
  promiseChangesOf(event) !== undefined
    ? (promiseChangesOf(event)?.expectedFixAt?.after ?? null)
    : ahead(ticket.promises.expectedFixAt, event);

/** To an address that has not proven itself nothing is quoted that somebody else may have written in its name. */
const mayQuote = (notice: Notice, ticket: Ticket): boolean =>
  notice.to.kind === 'agent' || ticket.requester.verified;

export const isOfDesk = (comment: Comment | null): boolean =>
  comment?.author.kind === 'agent' || comment?.author.kind === 'system';

/** The comment, if its words may be told to whoever gets the mail. */
export const quotedFor = (notice: Notice, ticket: Ticket, comment: Comment | null): Comment | null =>
  mayQuote(notice, ticket) || isOfDesk(comment) ? comment : null;

/** People outside do not learn the addresses of agents. */
const authorName = (comment: Comment | null, desk: string): string =>
  comment?.author.name ?? (isOfDesk(comment) ? null : comment?.author.email) ?? desk;

const NO_OUTBREAK = { topic: '', howMany: '', usual: '', tickets: '', call: '' };

/** Numbers as people read them: a few on each line. */
const NUMBERS_ON_A_LINE = 10;

const outbreakWords = (event: TicketEvent, settings: Settings, locale: string, baseUrl: string) => {
  if (event.type !== 'ticket.outbreak-noticed') return NO_OUTBREAK;
  const { outbreakId, category, product, count, usual, numbers } = event.payload;
  const name = settings.categories.find(({ id }) => id === category)?.name;
  const of = settings.desk.products.find(({ id }) => id === product)?.name ?? product;
  const named = numbers.map((number) => `#${number}`);
  const lines = Array.from({ length: Math.ceil(named.length / NUMBERS_ON_A_LINE) }, (_, at) =>
    named.slice(at * NUMBERS_ON_A_LINE, (at + 1) * NUMBERS_ON_A_LINE).join(' '),
  );
  return {
    topic: [name?.[locale] ?? name?.en ?? category, of].filter((part) => part !== null).join(', '),
    howMany: String(count),
    usual: String(usual),
    tickets: lines.join('\n'),
    call: `POST ${baseUrl}/v1/outbreaks/${outbreakId}/problem`,
  };
};

/** Hours to a tenth, as people count them. */
const hoursWords = (event: TicketEvent, { organizations }: Settings) => {
  if (event.type !== 'ticket.time-booked') return { organization: '', hours: '' };
  const { organization, bookedMinutes, supportHours } = event.payload;
  return {
    organization: organizations.find(({ id }) => id === organization)?.name ?? organization ?? '',
    hours: `${Math.round((bookedMinutes ?? 0) / 6) / 10} / ${supportHours ?? 0}`,
  };
};

const heldWords = ({ to }: Notice, { assigneeId }: Ticket, { agents }: Settings) => {
  const holder = agents.find(({ id }) => id === assigneeId);
  return { assignee: holder?.name ?? '', yours: holder?.email === to.email ? 'yes' : '' };
};

/** Why it was escalated says more than why this one of the specialists has it. */
const escalationWords = ({ id }: Notice, event: TicketEvent, { agents }: Settings) => {
  const escalated =
    event.type === 'ticket.assigned' && id === 'escalated' ? event.payload.escalated : undefined;
  if (escalated === undefined)
    return {
      ...{ fromLine: '', escalatedBy: '' },
      reason: 'reason' in event.payload ? String(event.payload.reason) : '',
    };
  const { from, by, reason } = escalated;
  const who = agents.find((agent) => agent.id === by);
  return { fromLine: String(from), escalatedBy: who?.name ?? '', reason };
};

const percentOf = (event: TicketEvent): string => {
  if (event.type === 'sla.reminded') return String(event.payload.threshold);
  return event.type === 'ticket.time-booked' ? String(event.payload.warning ?? '') : '';
};

export const wordsOf = async (
  ports: WordsPorts,
  notice: Notice,
  context: {
    readonly event: TicketEvent;
    readonly ticket: Ticket;
    readonly comment: Comment | null;
    readonly settings: Settings;
    readonly locale: string;
  },
): Promise<MailWords> => {
  const { event, ticket, comment, settings, locale } = context;
  const { desk } = settings;
  const zone = zoneOf(notice.to, ticket, settings);
  const spoken = (at: string | null): string => spokenTime(at, locale, zone);
  const isAgent = notice.to.kind === 'agent';
  const quotes = mayQuote(notice, ticket);
  const quoted = quotedFor(notice, ticket, comment);
  const { offeredAt } = ticket.satisfaction;
  const rating =
    notice.id === 'survey' && offeredAt !== null ? await ratingLink(ports, ticket.id, offeredAt) : null;
  const pendingSince = event.type === 'ticket.nudged' ? event.payload.pendingSince : null;
  return {
    number: String(ticket.number),
    subject: quotes ? ticket.subject : '',
    name: (quotes ? notice.to.name : null) ?? '',
    desk: desk.name,
    link: isAgent ? '' : await pageLink(ports, ticket.id, notice.to.email, ports.clock.now()),
    ticketUrl: isAgent ? `${ports.baseUrl}/v1/tickets/${ticket.number}` : '',
    comment: quoted === null ? '' : shownText(quoted),
    attached: '',
    linked: '',
    author: authorName(quoted, desk.name),
    solved: event.type === 'ticket.commented' && event.payload.solves ? 'yes' : '',
    firstReplyAt: spoken(ticket.promises.firstReplyAt),
    dueAt: spoken(dueOf(event, ticket)),
    metric: 'metric' in event.payload ? metricName(event.payload.metric, locale) : '',
    percent: percentOf(event),
    requester: (quotes ? ticket.requester.name : null) ?? ticket.requester.email,
    priority: ticket.priority,
    line: String(ticket.line),
    group: settings.groups.find((group) => group.id === ticket.groupId)?.name ?? ticket.groupId,
    ...heldWords(notice, ticket, settings),
    ...escalationWords(notice, event, settings),
    autoSolveAt: spoken(
      pendingSince === null
        ? null
        : new Date(Date.parse(pendingSince) + desk.autoSolveAfterHours * HOUR).toISOString(),
    ),
    standing: standingOf(ticket.status, locale),
    promised: movedPromises(event, locale, spoken),
    expectedFixAt: spokenFix(expectedFixOf(event, ticket), locale, { reader: zone, desk: desk.timeZone }),
    resolutionAt: spoken(ahead(ticket.promises.resolutionAt, event)),
    ...outbreakWords(event, settings, locale, ports.baseUrl),
    reminded: '',
    good: rating === null ? '' : `${rating}?rating=good`,
    ok: rating === null ? '' : `${rating}?rating=ok`,
    bad: rating === null ? '' : `${rating}?rating=bad`,
    ratingComment: ticket.satisfaction.comment ?? '',
    ...hoursWords(event, settings),
    waiting: '',
    mails: '',
    ways: '',
    marker: isAgent
      ? ''
      : `#${ticket.number} ${await ports.seals.mac('reply', `${ticket.id} ${notice.to.email}`)}`,
  };
};
