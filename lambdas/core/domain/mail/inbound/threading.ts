/** Which ticket a message belongs to: what to look up, in which order, and which hit wins (product.md section 4.4). */
import { markersIn } from './marker.ts';
import type { InboundMessage } from './message.ts';
import { numberInSubject } from './numbers.ts';
import type { Recipients } from './recipients.ts';

export type ThreadCandidate =
  /** To check: the MAC of this ticket for one of its people. */
  | {
      readonly by: 'reply-address' | 'marker';
      readonly number: number;
      readonly mac: string;
      readonly words: string;
    }
  /** To look up among the ids known for tickets: `messageIdKey` of ours, of SES's and of the requester's own. */
  | { readonly by: 'message-id'; readonly key: string; readonly words: string }
  /** Counts only from somebody of the ticket whose mail passed DMARC. */
  | { readonly by: 'subject'; readonly number: number; readonly words: string };

/** What the lookup of one candidate found. */
export interface Found {
  readonly ticketId: string;
  readonly number: number;
  /** For a MAC: whose address it was made for, lower-cased. Null when it is nobody's, and for every other candidate. */
  readonly issuedTo: string | null;
  /** Whether the sender is the ticket's requester, one of its participants or an agent. */
  readonly isOfTicket: boolean;
}

export interface Threaded {
  readonly ticketId: string;
  readonly number: number;
  /** In words, for the ledger. */
  readonly threadedBy: string;
  /** Whose signed address or marker the message holds for this ticket; null when it holds none. */
  readonly issuedTo: string | null;
}

const MOST_IDS = 30;
/** The longest line of a mail (RFC 5322, section 2.1.1), less what the table's key has beside it. */
const ID_MOST = 900;

/**
 * One spelling for every Message-ID: SES replaces ours by `<id>@<region or email>.amazonses.com` and returns only the
 * local part, so that is the key. Null for what is no id.
 */
export const messageIdKey = (id: string): string | null => {
  const bare = id.trim().replace(/^<|>$/g, '');
  if (bare === '' || bare.length > ID_MOST || /[\s<>]/.test(bare)) return null;
  const at = bare.lastIndexOf('@');
  return bare
    .slice(at + 1)
    .toLowerCase()
    .endsWith('.amazonses.com')
    ? bare.slice(0, at)
    : bare;
};

const idCandidates = (message: InboundMessage): readonly ThreadCandidate[] => {
  const named = [
    ...(message.inReplyTo?.match(/<[^<>\s]{1,998}>/g) ?? []).map((id) => [id, 'In-Reply-To'] as const),
    ...message.references.toReversed().map((id) => [id, 'References'] as const),
  ];
  const found = new Map<string, ThreadCandidate>();
  for (const [id, header] of named.slice(0, MOST_IDS)) {
    const key = messageIdKey(id);
    if (key !== null && !found.has(key))
      found.set(key, { by: 'message-id', key, words: `the header ${header} names a mail of the ticket` });
  }
  return [...found.values()];
};

/** In the order in which they count; the use case looks each up and asks `threadOf`. At most 51. */
export const threadCandidates = (
  message: InboundMessage,
  recipients: Recipients,
): readonly ThreadCandidate[] => {
  const number = numberInSubject(message.subject);
  return [
    ...recipients.replyAddresses.map(
      ({ number, mac, foundIn }): ThreadCandidate => ({
        by: 'reply-address',
        number,
        mac,
        words: `the signed reply address in ${foundIn === 'envelope' ? 'the envelope' : foundIn}`,
      }),
    ),
    ...idCandidates(message),
    ...markersIn(`${message.text}\n${message.html ?? ''}`).map(
      (marker): ThreadCandidate => ({
        by: 'marker',
        ...marker,
        words: 'the signed marker in the quoted mail',
      }),
    ),
    ...(number === null
      ? []
      : [
          { by: 'subject', number, words: 'the number in the subject, from somebody of the ticket' } as const,
        ]),
  ];
};

const isHit = (candidate: ThreadCandidate, found: Found, dmarcPassed: boolean): boolean => {
  switch (candidate.by) {
    case 'message-id':
      return true;
    case 'subject':
      return found.isOfTicket && dmarcPassed;
    default:
      return found.issuedTo !== null;
  }
};

/**
 * First hit wins; `lookups` has an entry for each candidate in their order, null where nothing was found. A MAC that
 * is right for the ticket counts as held wherever it was found, for the gate asks for it.
 */
export const threadOf = (
  candidates: readonly ThreadCandidate[],
  lookups: readonly (Found | null)[],
  dmarcPassed: boolean,
): Threaded | null => {
  const hits = candidates.flatMap((candidate, index) => {
    const found = lookups.at(index) ?? null;
    return found !== null && isHit(candidate, found, dmarcPassed) ? [{ candidate, found }] : [];
  });
  const [first] = hits;
  if (first === undefined) return null;
  const { ticketId, number } = first.found;
  const held = hits.find(({ found }) => found.ticketId === ticketId && found.issuedTo !== null);
  return { ticketId, number, threadedBy: first.candidate.words, issuedTo: held?.found.issuedTo ?? null };
};
