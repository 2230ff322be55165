/** What an agent's mail does to a ticket: a reply, a note, and the orders on its first lines (product.md section 4.10). */
import { DomainError } from '../../domain/errors.ts';
import { type MailCommand, ordersIn } from '../../domain/mail/inbound/commands.ts';
import { agentSaid } from '../../domain/mail/inbound/visible/split.ts';
import type { Agent } from '../../domain/settings/schemas.ts';
import { assignTo } from '../../domain/ticket/assign.ts';
import { changeFields } from '../../domain/ticket/change.ts';
import { addComment } from '../../domain/ticket/comment.ts';
import { and, type Circumstances, type Decision } from '../../domain/ticket/decision.ts';
import type { Comment, Ticket } from '../../domain/ticket/ticket.ts';
import type { Line, Status } from '../../domain/ticket/words.ts';
import type { DetailFinding } from '../../domain/triage/triage.ts';
import { headed } from './notes.ts';

export interface AgentMail {
  readonly decision: Decision;
  readonly disposition: 'comment' | 'note';
  /** Added to the ledger's reason; empty when all was done as ordered. */
  readonly remark: string;
}

/** Who wrote it, and what is known of the ticket. */
interface Sender {
  readonly agent: Agent;
  /** What they wrote holds a private link. */
  readonly holdsLink: boolean;
  /** Looked at where the ticket comes to line 3. */
  readonly findings: readonly DetailFinding[];
}

/** The line that the mail orders the ticket to; null: none. */
export const lineOrdered = (comment: Comment): Line | null =>
  ordersIn(agentSaid(comment.bodyText)).commands.find((one) => one.name === 'line')?.line ?? null;

const statusOf = (commands: readonly MailCommand[]): Status | undefined =>
  commands.map(({ name }) => name).find((name) => name === 'solved' || name === 'pending');

const carriedOut = (
  ticket: Ticket,
  comment: Comment,
  commands: readonly MailCommand[],
  { agent, findings }: Pick<Sender, 'agent' | 'findings'>,
  c: Circumstances,
): Decision =>
  commands.reduce(
    (decision, command) => {
      switch (command.name) {
        case 'assign-me':
          return and(decision, (one) => assignTo(one, { assigneeId: agent.id, reason: 'taken by mail' }, c));
        case 'line':
          return and(decision, (one) => changeFields(one, { line: command.line }, c, findings));
        default:
          return decision;
      }
    },
    addComment(ticket, { comment, status: statusOf(commands) }, c),
  );

/** The agent is told by the mail that a mention brings; that mail is ours, so the desk is its actor. */
const undone = (ticket: Ticket, comment: Comment, why: string, agent: Agent, c: Circumstances): AgentMail => {
  const note = headed({ ...comment, public: false }, `Not done by mail: ${why} Only agents see this.`);
  const decision = addComment(ticket, { comment: note, tells: [agent.id] }, c);
  return { decision, disposition: 'note', remark: `Not done: ${why}` };
};

/** A refusal, as a note that says so. Whatever else goes wrong is thrown on. */
export const refusedMail = (
  ticket: Ticket,
  comment: Comment,
  error: unknown,
  agent: Agent,
  c: Circumstances,
): AgentMail => {
  if (!(error instanceof DomainError)) throw error;
  const named = error.problems.map(({ path, message }) => `${path} ${message}`).join('; ');
  return undone(ticket, comment, named === '' ? error.message : named, agent, c);
};

const HOLDS_LINK = 'It holds the private link of a person, which opens a ticket to whoever reads it.';

/**
 * Nothing becomes public by accident: of an agent's mail only what they wrote themselves does, and what was not
 * understood or is not allowed leaves a note that says so. `comment` is the mail as it came.
 */
export const agentMail = (
  ticket: Ticket,
  comment: Comment,
  { agent, holdsLink, findings }: Sender,
  c: Circumstances,
): AgentMail => {
  const { commands, text, notUnderstood } = ordersIn(agentSaid(comment.bodyText));
  if (notUnderstood.length > 0)
    return undone(ticket, comment, `${notUnderstood.join(', ')} was not understood.`, agent, c);
  const isNote = text === '' || commands.some(({ name }) => name === 'note');
  if (holdsLink && !isNote) return undone(ticket, comment, HOLDS_LINK, agent, c);
  const said = text === '' ? `By mail: ${comment.visibleText.trim()}` : text;
  const words = { ...comment, public: !isNote, visibleText: said };
  const shown = isNote ? words : { ...words, bodyText: said, bodyHtml: null };
  try {
    const decision = carriedOut(ticket, shown, commands, { agent, findings }, c);
    return { decision, disposition: isNote ? 'note' : 'comment', remark: '' };
  } catch (error) {
    return refusedMail(ticket, comment, error, agent, c);
  }
};
