/** Applies a macro: its changes, its comment and its status are one change, or none when one of them is refused. */
import { DomainError, invalid } from '../errors.ts';
import { inLanguage } from '../people/language.ts';
import type { Macro } from '../settings/macro-schema.ts';
import { changeFields, type FieldsChange } from '../ticket/change.ts';
import { addComment } from '../ticket/comment.ts';
import { and, type Circumstances, type Decision, nothing } from '../ticket/decision.ts';
import type { Comment, Ticket } from '../ticket/ticket.ts';
import type { DetailFinding } from '../triage/triage.ts';
import { fillIn } from './render.ts';
import { type Writing, wordsFor } from './words.ts';

/** Who applies it, and with what. */
export interface MacroUse extends Pick<Writing, 'agentName' | 'ticketUrl' | 'found'> {
  /** The agent that `me` stands for; null for a machine. */
  readonly agentId: string | null;
  /** Said in place of the macro's own text; null: that, filled in. */
  readonly text: string | null;
  /** The details found so far, looked at where the macro brings the ticket to line 3. */
  readonly findings: readonly DetailFinding[];
  /** Makes the comment, in the name of whoever applies the macro. */
  readonly say: (text: string, isPublic: boolean) => Comment;
}

/** As many as the API takes on a ticket, and as long. */
const TAGS_MOST = 50;
const TEXT_MOST = 100_000;

/** Every refusal says which part of the macro it is about. */
const partOf = (part: string, error: DomainError): DomainError =>
  new DomainError(error.name, error.kind, error.message, {
    problems: error.problems.map(({ path, message }) => ({ path: `${part}.${path}`, message })),
    extra: { ...error.extra, part: error.name === 'StatusNotAllowed' ? 'change.status' : part },
    cause: error,
  });

const naming = (part: string, work: () => Decision): Decision => {
  try {
    return work();
  } catch (error) {
    throw error instanceof DomainError ? partOf(part, error) : error;
  }
};

const tagsAfter = (ticket: Ticket, tags: NonNullable<Macro['change']>['tags']): FieldsChange => {
  if (tags === undefined) return {};
  const kept = ticket.tags.filter((tag) => !tags.remove.includes(tag));
  const after = [...new Set([...kept, ...tags.add])];
  if (after.length > TAGS_MOST)
    throw invalid([{ path: 'tags', message: `must be at most ${TAGS_MOST} with those of the ticket` }]);
  return { tags: after };
};

const assigneeAfter = (assigneeId: string | null | undefined, { agentId }: MacroUse): FieldsChange => {
  if (assigneeId === undefined) return {};
  if (assigneeId !== 'me') return { assigneeId };
  if (agentId === null) throw invalid([{ path: 'assigneeId', message: 'is "me", which a machine is not' }]);
  return { assigneeId: agentId };
};

const fieldsAfter = (ticket: Ticket, { change }: Macro, use: MacroUse): FieldsChange => {
  const { tags, assigneeId, status: _status, ...fields } = change ?? {};
  return { ...fields, ...tagsAfter(ticket, tags), ...assigneeAfter(assigneeId, use) };
};

/** The macro's own words on this ticket, in its language; null when it says nothing. */
export const textOf = (
  macro: Macro,
  ticket: Ticket,
  { agentName, ticketUrl, found }: Pick<MacroUse, 'agentName' | 'ticketUrl' | 'found'>,
  { settings }: Pick<Circumstances, 'settings'>,
): { readonly locale: string; readonly text: string } | null => {
  if (macro.comment === undefined) return null;
  const { body, public: isPublic } = macro.comment;
  const { locale, text } = inLanguage(body, ticket.language);
  const words = wordsFor(ticket, { settings, agentName, ticketUrl, found, locale, isPublic });
  return { locale, text: fillIn(text, words) };
};

/** Filled in as the ticket is after the changes: what is said of its category is said of the new one. */
const sayOn = (ticket: Ticket, macro: Macro, use: MacroUse, c: Circumstances): Decision => {
  const text = use.text ?? textOf(macro, ticket, use, c)?.text ?? '';
  if (macro.comment === undefined)
    throw invalid([{ path: 'comment', message: 'must be absent: this macro says nothing' }]);
  if (text === '' || text.length > TEXT_MOST)
    throw invalid([
      {
        path: 'comment',
        message: `must be given: the macro's own is ${text === '' ? 'empty' : 'too long'} on this ticket`,
      },
    ]);
  const comment = use.say(text, macro.comment.public);
  return naming('comment', () => addComment(ticket, { comment, status: macro.change?.status }, c));
};

/**
 * `ticket.macro-applied` and the events of the single changes; nothing when nothing differs and nothing is said. Throws
 * what `changeFields` and `addComment` throw, with the `part` it is about, and InvalidInput at `comment`.
 */
export const applyMacro = (ticket: Ticket, macro: Macro, use: MacroUse, c: Circumstances): Decision => {
  const speaks = macro.comment !== undefined || use.text !== null;
  const status = speaks ? undefined : macro.change?.status;
  const changed =
    macro.change === undefined
      ? nothing(ticket)
      : naming('change', () =>
          changeFields(ticket, { ...fieldsAfter(ticket, macro, use), status }, c, use.findings),
        );
  const done = speaks ? and(changed, (one) => sayOn(one, macro, use, c)) : changed;
  if (done.events.length === 0) return nothing(ticket);
  return {
    ...done,
    events: [
      {
        type: 'ticket.macro-applied',
        payload: {
          macro: macro.id,
          category: ticket.category,
          commentId: done.comments[0]?.id ?? null,
        },
      },
      ...done.events,
    ],
  };
};
