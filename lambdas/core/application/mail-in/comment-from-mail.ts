/** A message becomes a comment or a note on a ticket that is there. */
import { roleOf, type SenderRole } from '../../domain/mail/inbound/gate.ts';
import { writtenAt } from '../../domain/mail/inbound/imports.ts';
import { agentSaid } from '../../domain/mail/inbound/visible/split.ts';
import { mailIdOf } from '../../domain/mail/ledger.ts';
import { addComment } from '../../domain/ticket/comment.ts';
import { and, type Circumstances, type Decision } from '../../domain/ticket/decision.ts';
import type { Actor } from '../../domain/ticket/events.ts';
import { isHeld, release } from '../../domain/ticket/held.ts';
import { later } from '../../domain/ticket/instants.ts';
import { addParticipant, MOST_PARTICIPANTS } from '../../domain/ticket/participants.ts';
import { objectionTo } from '../../domain/ticket/problem.ts';
import { proven } from '../../domain/ticket/prove.ts';
import { isThanks } from '../../domain/ticket/thanks.ts';
import type { Author, Ticket } from '../../domain/ticket/ticket.ts';
import { againAfter } from '../again.ts';
import { SYSTEM, SYSTEM_AUTHOR } from '../people.ts';
import type { Ports } from '../ports.ts';
import { refuseFor } from '../problems/incident-pages.ts';
import { keep } from '../tickets/keep.ts';
import { findingsForChange } from '../tickets/line-3.ts';
import { saysNothingYet } from '../tickets/nothing-yet.ts';
import { agentMail, lineOrdered, refusedMail } from './agent-orders.ts';
import type { MailFacts } from './facts.ts';
import { type End, filingOf, type Passage } from './filing.ts';
import { commentBy, headed, noteHeading } from './notes.ts';
import { actorFrom, authorFrom, copiedOn } from './people.ts';
import { holdsPrivateLink } from './private-links.ts';

export type CommentFromMailPorts = Pick<Ports, 'tickets' | 'ids' | 'seals'>;

/** How it is to stand on the ticket, and why. */
export interface Saying {
  readonly as: 'public' | 'note';
  readonly role: SenderRole;
  readonly reason: string;
}

interface Said {
  readonly decision: Decision;
  readonly actor: Actor;
  readonly end: End;
}

/** Colleagues and steps write at the same moment: the words are put on the newer ticket then. */
const ATTEMPTS = 6;

const THANKED = 'It only says thanks, so the ticket stays solved.';
const WAITS = 'It gives none of the details that were asked for yet, so the ticket waits on.';
const LATE = 'It is history, and the ticket is not over, so it is a note.';

/** Everybody in copy becomes a participant, as long as there is room. */
const withCopied = (decision: Decision, facts: MailFacts, c: Circumstances): Decision => {
  const events = [...decision.events];
  let { after } = decision;
  for (const person of copiedOn(facts)) {
    if (after.participants.length >= MOST_PARTICIPANTS) break;
    const added = addParticipant(after, person, c);
    after = added.after;
    events.push(...added.events);
  }
  return { ...decision, after, events };
};

/** From now on mails may quote what the requester wrote (product.md section 4.9), and their domain counts. */
const withProof = (decision: Decision, facts: MailFacts): Decision => {
  const { requester } = decision.after;
  const isProven = facts.proof.dmarc === 'pass' && facts.message.from?.email === requester.email;
  return isProven ? proven(decision, facts.settings) : decision;
};

const noteAuthor = (ports: CommentFromMailPorts, ticket: Ticket, facts: MailFacts): Author => {
  const { message, settings, judged } = facts;
  if (message.from === null || judged.kind === 'bounce') return SYSTEM_AUTHOR;
  const role = roleOf(message.from.email, ticket, settings.agents);
  const isKnown = judged.kind === 'auto-reply' && role !== 'agent';
  return authorFrom(ports, isKnown ? role : 'stranger', message.from, facts);
};

const say = async (
  ports: CommentFromMailPorts,
  ticket: Ticket,
  facts: MailFacts,
  saying: Saying & { readonly holdsLink: boolean },
  now: string,
): Promise<Said> => {
  const { settings, message } = facts;
  const id = ports.ids.next('cmt');
  const { imported } = facts;
  // Old words move nothing on a ticket that somebody is at work on.
  const isLate = imported?.history === true && ticket.status !== 'closed';
  const isPublic = saying.as === 'public' && message.from !== null && !isLate;
  const author =
    isPublic && message.from !== null
      ? authorFrom(ports, saying.role, message.from, facts)
      : noteAuthor(ports, ticket, facts);
  const comment = commentBy(facts, { id, ticket, author, public: isPublic, now });
  const common = { ticketId: ticket.id, commentId: id, threadedBy: facts.thread?.threadedBy ?? null };
  const end = (disposition: 'comment' | 'note', reason: string): End => ({
    ...common,
    disposition,
    reason,
    attachments: comment.attachments,
  });
  const agent = author.kind === 'agent' ? settings.agents.find((one) => one.id === author.id) : undefined;
  if (agent !== undefined) {
    const actor: Actor = { kind: 'agent', id: agent.id };
    const c = { now, settings, actor };
    const findings = await findingsForChange(ports, ticket, { line: lineOrdered(comment) ?? undefined }, c);
    const ordered = agentMail(ticket, comment, { agent, holdsLink: saying.holdsLink, findings }, c);
    const done = await refuseFor(ports, ticket, objectionTo(ticket, ordered.decision, actor)).then(
      () => ordered,
      (error: unknown) => refusedMail(ticket, comment, error, agent, c),
    );
    const { disposition, remark } = done;
    return {
      decision: done.decision,
      actor: remark === '' ? actor : SYSTEM,
      end: end(disposition, `${saying.reason} ${remark}`.trim()),
    };
  }
  if (!isPublic) {
    const note = headed(comment, noteHeading(facts, ticket));
    const decision = addComment(ticket, { comment: note }, { now, settings, actor: SYSTEM });
    return { decision, actor: SYSTEM, end: end('note', isLate ? `${saying.reason} ${LATE}` : saying.reason) };
  }
  const actor = actorFrom(author);
  const c = { now, settings, actor };
  const thanks = ticket.status === 'solved' && isThanks(comment.visibleText);
  const said = {
    comment,
    thanks,
    nothingYet: await saysNothingYet(ticket, comment, settings),
    ...(imported === null ? {} : { imported: imported.history ? ('history' as const) : ('open' as const) }),
  };
  const added = withProof(withCopied(addComment(ticket, said, c), facts, c), facts);
  // A plan that counts from this proof may be one that is never held for details.
  const decision = and(added, (one) => release(one, c));
  const remark = thanks ? THANKED : isHeld(decision.after) ? WAITS : '';
  return { decision, actor, end: end('comment', `${saying.reason} ${remark}`.trim()) };
};

/** One transaction: comment, ticket, ledger row. Throws TicketClosed, and what TicketStore.save throws. */
export const commentFromMail = async (
  ports: CommentFromMailPorts,
  passage: Passage,
  facts: MailFacts,
  ticketId: string,
  saying: Saying,
): Promise<void> => {
  const holdsLink = saying.role === 'agent' && (await holdsPrivateLink(ports, agentSaid(facts.message.text)));
  await againAfter('VersionConflict', ATTEMPTS, async () => {
    const before = await ports.tickets.find(ticketId);
    if (before === null) throw new Error(`The ticket ${ticketId} is gone.`);
    const saidAt = facts.imported?.history ? writtenAt(facts.message, passage.now) : passage.now;
    const now = later(saidAt, before.updatedAt);
    const { decision, actor, end } = await say(ports, before, facts, { ...saying, holdsLink }, now);
    await keep(ports, {
      before,
      decision,
      now,
      settings: facts.settings,
      actor,
      correlationId: mailIdOf(facts.message.sesId),
      with: { filing: filingOf(passage, facts, end) },
    });
  });
};
