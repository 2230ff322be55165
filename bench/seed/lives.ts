/** Makes tickets at every stage of their life by the desk's own rules: opened, handled, solved, closed. */
import { ulid } from 'ulid';
import { chance, personId } from '../../lambdas/core/adapters/system/ids.ts';
import type { Agent, Settings } from '../../lambdas/core/domain/settings/schemas.ts';
import { assignTo, escalate } from '../../lambdas/core/domain/ticket/assign.ts';
import { addComment } from '../../lambdas/core/domain/ticket/comment.ts';
import type { Circumstances, Decision } from '../../lambdas/core/domain/ticket/decision.ts';
import type { Actor, TicketEvent } from '../../lambdas/core/domain/ticket/events.ts';
import { openTicket } from '../../lambdas/core/domain/ticket/open.ts';
import { record } from '../../lambdas/core/domain/ticket/record.ts';
import { moveTo } from '../../lambdas/core/domain/ticket/status.ts';
import type { Author, Comment, Requester, Ticket } from '../../lambdas/core/domain/ticket/ticket.ts';
import type { Status } from '../../lambdas/core/domain/ticket/words.ts';
import { subjectOf, textOf } from './words.ts';

/** A ticket with everything that was said and done. */
export interface Life {
  readonly ticket: Ticket;
  readonly events: readonly TicketEvent[];
  readonly comments: readonly Comment[];
}

/** Of a hundred tickets: most of a desk's tickets are history. */
const FATES: readonly (readonly [Status, number])[] = [
  ['closed', 70],
  ['solved', 8],
  ['pending', 5],
  ['on-hold', 2],
  ['open', 9],
  ['new', 6],
];

/** 37 has no divisor in common with 100, so that all fates come evenly. */
const fateOf = (number: number): Status => {
  let rest = (number * 37) % 100;
  for (const [status, share] of FATES) {
    if (rest < share) return status;
    rest -= share;
  }
  return 'closed';
};

const HOUR = 3_600_000;

/** How long ago it was opened: closed ones within a year, unsolved ones within ten days. */
const ageHours = (number: number, fate: Status): number => {
  const spread = (number * 7919) % 10_000;
  if (fate === 'closed') return 150 + (spread * 8600) / 10_000;
  return 1 + (spread * (fate === 'solved' ? 60 : 240)) / 10_000;
};

const SYSTEM: Actor = { kind: 'system', id: null };

const requesterOf = (number: number): Requester => {
  const email = `person${number % 20_011}@example.org`;
  const plan = number % 20 === 0 ? 'premium' : number % 5 === 0 ? 'extended' : 'basic';
  const locale = number % 3 === 0 ? 'ru' : 'en';
  return { id: personId(email), email, name: `Person ${number % 20_011}`, locale, plan, verified: true };
};

/** Makes the life of each number; `now` in ms. */
export const livesAt = (settings: Settings, now: number): ((number: number) => Life) => {
  const categories = settings.categories.map(({ id }) => id);

  return (number) => {
    const fate = fateOf(number);
    let at = Math.floor(now - ageHours(number, fate) * HOUR);
    let ticket: Ticket | null = null;
    const events: TicketEvent[] = [];
    const comments: Comment[] = [];

    const circumstances = (actor: Actor): Circumstances => ({
      now: new Date(at).toISOString(),
      settings,
      actor,
    });
    const keep = (decision: Decision, actor: Actor): Ticket => {
      const kept = record(ticket, decision, {
        ...circumstances(actor),
        correlationId: 'seed',
        eventId: () => `evt_${ulid(at, chance)}`,
      });
      ticket = kept.after;
      events.push(...kept.events);
      comments.push(...decision.comments);
      at += Math.floor(Math.min(HOUR / 2, (now - at) / 8));
      return ticket;
    };
    const say = (before: Ticket, author: Author, actor: Actor, status?: Status): Ticket => {
      const comment: Comment = {
        id: `cmt_${ulid(at, chance)}`,
        ticketId: before.id,
        author,
        public: true,
        channel: 'api',
        bodyText: textOf(number + comments.length),
        bodyHtml: null,
        visibleText: textOf(number + comments.length),
        attachments: [],
        mailId: null,
        createdAt: new Date(at).toISOString(),
      };
      return keep(addComment(before, { comment, status }, circumstances(actor)), actor);
    };

    const requester = requesterOf(number);
    const asking: Author = {
      kind: 'requester',
      id: requester.id,
      email: requester.email,
      name: requester.name,
    };
    const asker: Actor = { kind: 'requester', id: requester.id };
    const opened = openTicket(
      {
        id: `tkt_${ulid(at, chance)}`,
        number: 1000 + number,
        commentId: `cmt_${ulid(at, chance)}`,
        subject: subjectOf(number),
        description: textOf(number),
        requester,
        author: asking,
        channel: 'api',
        category: categories[number % categories.length],
        tags: number % 4 === 0 ? ['vip'] : [],
      },
      circumstances(asker),
    );
    const progress = { ...opened.after.progress, needsAnalysis: false };
    let current = keep({ ...opened, after: { ...opened.after, progress } }, asker);
    for (const every of [4, 12])
      if (number % every === 0)
        current = keep(
          escalate(current, { reason: 'Needs an expert', override: true }, circumstances(SYSTEM)),
          SYSTEM,
        );

    const { line, groupId } = current;
    const agent: Agent | undefined = settings.agents.find(
      ({ role, lines, groups }) => role === 'agent' && lines.includes(line) && groups.includes(groupId),
    );
    // Some are left to the group, as on every desk.
    if (agent === undefined || (fate === 'new' && number % 3 === 0))
      return { ticket: current, events, comments };
    current = keep(
      assignTo(current, { assigneeId: agent.id, reason: 'seeded' }, circumstances(SYSTEM)),
      SYSTEM,
    );
    if (fate === 'new') return { ticket: current, events, comments };

    const actor: Actor = { kind: 'agent', id: agent.id };
    const answering: Author = { kind: 'agent', id: agent.id, email: agent.email, name: agent.name };
    if (number % 5 === 0) {
      current = say(current, answering, actor);
      current = say(current, asking, asker);
    }
    current = say(current, answering, actor, fate === 'closed' ? 'solved' : fate);
    if (fate === 'closed') current = keep(moveTo(current, 'closed', circumstances(SYSTEM)), SYSTEM);
    return { ticket: current, events, comments };
  };
};
