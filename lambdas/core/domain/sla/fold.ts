/** Folds a ticket's events into the marks that its clocks are computed from. */
import type { Actor, EventDraft } from '../ticket/events.ts';
import type { Status } from '../ticket/words.ts';
import type { ClockMarks, Pause, PauseReason } from './marks.ts';

/** An event as far as clocks care: what happened, when, by whom. */
export type MarkedEvent = EventDraft & { readonly occurredAt: string; readonly actor: Actor };

/** The marks of a ticket to which nothing has happened yet but its opening. */
export const newMarks = (createdAt: string): ClockMarks => ({
  createdAt,
  firstReplyAt: null,
  lastReplyAt: null,
  publicReplies: 0,
  unansweredSince: null,
  lastReplyBy: null,
  pauses: [],
  solvedAt: null,
  reopens: 0,
  policies: [],
});

const later = (a: string, b: string): string => (a > b ? a : b);

const pauseEnded = (pauses: readonly Pause[], at: string, whys: readonly PauseReason[]): readonly Pause[] => {
  const last = pauses.at(-1);
  if (last === undefined || last.to !== null || !whys.includes(last.why)) return pauses;
  return [...pauses.slice(0, -1), { ...last, to: later(at, last.from) }];
};

const pauseBegun = (pauses: readonly Pause[], at: string, why: PauseReason): readonly Pause[] => {
  const last = pauses.at(-1);
  if (last?.to === null && last.why === why) return pauses;
  const before = pauseEnded(pauses, at, ['pending', 'details', 'solved']);
  return [...before, { from: later(at, before.at(-1)?.to ?? at), to: null, why }];
};

/** What a status pauses for. */
const PAUSES_IN: Partial<Record<Status, readonly PauseReason[]>> = {
  pending: ['pending', 'details'],
  solved: ['solved'],
};

/** The pause that a merge cut short goes on. */
const mergeEnded = (pauses: readonly Pause[], at: string, status: Status): readonly Pause[] => {
  const ended = pauseEnded(pauses, at, ['merged']);
  const merged = ended.at(-1);
  const cut = ended.at(-2);
  const goesOn = cut !== undefined && cut.to === merged?.from && PAUSES_IN[status]?.includes(cut.why);
  return goesOn ? pauseBegun(ended, at, cut.why) : ended;
};

/** Somebody outside waits for a word from now on, unless they waited already, or wait for the first. */
const asked = (marks: ClockMarks, at: string): ClockMarks =>
  marks.firstReplyAt === null || marks.unansweredSince !== null ? marks : { ...marks, unansweredSince: at };

const commented = (
  marks: ClockMarks,
  event: Extract<MarkedEvent, { type: 'ticket.commented' }>,
): ClockMarks => {
  const { payload, occurredAt, actor } = event;
  if (!payload.public || payload.thanks) return marks;
  if (payload.authorKind === 'agent') {
    return {
      ...marks,
      firstReplyAt: marks.firstReplyAt ?? occurredAt,
      lastReplyAt: occurredAt,
      publicReplies: marks.publicReplies + 1,
      unansweredSince: null,
      lastReplyBy: actor.kind === 'agent' ? actor.id : null,
    };
  }
  const asks = payload.authorKind === 'requester' || payload.authorKind === 'participant';
  return asks ? asked(marks, occurredAt) : marks;
};

/**
 * The marks after one more event. Solving answers what was unanswered; a request for details pauses without a
 * status event beside it (product.md sections 5 and 6).
 */
export const marksAfter = (marks: ClockMarks, event: MarkedEvent): ClockMarks => {
  const at = event.occurredAt;
  switch (event.type) {
    case 'ticket.commented':
      return commented(marks, event);
    case 'ticket.status-changed': {
      const { before, after } = event.payload;
      if (after === 'pending') return { ...marks, pauses: pauseBegun(marks.pauses, at, 'pending') };
      if (before !== 'pending') return marks;
      return { ...marks, pauses: pauseEnded(marks.pauses, at, ['pending', 'details']) };
    }
    case 'ticket.details-requested':
      return { ...marks, pauses: pauseBegun(marks.pauses, at, 'details') };
    case 'ticket.details-waived':
      return { ...marks, pauses: pauseEnded(marks.pauses, at, ['details']) };
    case 'ticket.solved':
      return {
        ...marks,
        pauses: pauseBegun(marks.pauses, at, 'solved'),
        solvedAt: at,
        unansweredSince: null,
      };
    case 'ticket.reopened':
      return {
        ...marks,
        pauses: pauseEnded(marks.pauses, at, ['solved']),
        solvedAt: null,
        reopens: marks.reopens + 1,
      };
    case 'ticket.merged-in':
      return event.payload.asks === true ? asked(marks, at) : marks;
    case 'ticket.merged':
      return { ...marks, pauses: pauseBegun(marks.pauses, at, 'merged') };
    case 'ticket.unmerged':
      return { ...marks, pauses: mergeEnded(marks.pauses, at, event.payload.after) };
    default:
      return marks;
  }
};

/** Rebuilds the marks, without policies, from a ticket's whole history, oldest first; the first event is `ticket.opened`. */
export const marksFrom = (events: readonly MarkedEvent[]): ClockMarks => {
  const [opened, ...rest] = events;
  if (opened?.type !== 'ticket.opened') throw new RangeError('a history begins with ticket.opened');
  return rest.reduce(marksAfter, newMarks(opened.occurredAt));
};
