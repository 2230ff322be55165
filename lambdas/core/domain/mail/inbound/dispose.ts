/** Where a message ends: kind, thread and gate against one table (product.md section 4.3). */
import type { Admission, Door, SenderRole } from './gate.ts';
import type { JudgedKind } from './kind.ts';
import type { Disposition, MailKind } from './message.ts';

export interface DisposeFacts {
  readonly judged: JudgedKind;
  /** Words of the thread that was found (threading.ts), null when it belongs to no ticket. */
  readonly threadedBy: string | null;
  /** The same message was disposed of before (duplicates.ts). */
  readonly duplicate: boolean;
  /** An agent marked an earlier ticket of this sender as spam. */
  readonly barred: boolean;
  readonly admission: Admission;
  /** The ticket found is closed: a public comment on it becomes a follow-up. */
  readonly closed: boolean;
}

export interface Disposed {
  readonly disposition: Disposition;
  /** In words, for the ledger. */
  readonly reason: string;
  /** What `disposition: 'ticket'` opens; null for every other. */
  readonly opens: 'ticket' | 'follow-up' | null;
  /** Whose powers the sender has; null for mail that no person sent. */
  readonly as: SenderRole | null;
  /** Whether the opened ticket may be acknowledged at all; loops.ts may still say no. */
  readonly acknowledge: boolean;
}

/** Kinds that no person sent: where they end with a ticket and without. Only `human` opens, reopens or starts clocks. */
export const BY_KIND: Readonly<
  Record<Exclude<MailKind, 'human'>, { readonly threaded: Disposition; readonly loose: Disposition }>
> = {
  own: { threaded: 'discarded', loose: 'discarded' },
  list: { threaded: 'discarded', loose: 'discarded' },
  'auto-reply': { threaded: 'note', loose: 'discarded' },
  bounce: { threaded: 'note', loose: 'discarded' },
  suspect: { threaded: 'quarantine', loose: 'quarantine' },
};

const BY_DOOR: Readonly<Record<Door, Disposition>> = {
  public: 'comment',
  note: 'note',
  quarantine: 'quarantine',
  'new-ticket': 'ticket',
};

const only = (disposition: Disposition, reason: string): Disposed => ({
  disposition,
  reason,
  opens: null,
  as: null,
  acknowledge: false,
});

const loosely = (kind: MailKind, threadedBy: string | null): string =>
  threadedBy === null && (kind === 'auto-reply' || kind === 'bounce') ? ' It belongs to no ticket.' : '';

const byAPerson = ({ judged, admission, closed }: DisposeFacts): Disposed => {
  const { door, as, reason } = admission;
  if (door === 'public' && closed && as === 'agent')
    return { ...only('note', `${reason} The ticket is closed, so it can only be a note.`), as };
  const isFollowUp = door === 'public' && closed;
  const disposition = isFollowUp ? 'ticket' : BY_DOOR[door];
  const opens = disposition === 'ticket';
  return {
    disposition,
    reason: isFollowUp ? `${reason} The ticket is closed, so a follow-up was opened.` : reason,
    opens: opens ? (isFollowUp ? 'follow-up' : 'ticket') : null,
    as,
    acknowledge: opens && !judged.trusted,
  };
};

export const dispose = (facts: DisposeFacts): Disposed => {
  const { judged, threadedBy, duplicate, barred } = facts;
  const { kind, reason } = judged;
  if (duplicate) return only('discarded', 'The same message has been taken in before.');
  if (kind !== 'human') {
    const row = BY_KIND[kind];
    return only(threadedBy === null ? row.loose : row.threaded, reason + loosely(kind, threadedBy));
  }
  if (barred) return only('quarantine', 'An earlier ticket of this sender was marked as spam.');
  return byAPerson(facts);
};
