/** Which list of tickets is asked for, after the caller's role has been taken into account. */
import type { Line } from '../ticket/words.ts';

/**
 * What the store looks up. Entries leave out spam. A view narrows by line and group only: its reader still drops
 * what `maySee` refuses (a key limited to products, an agent looking at one requester).
 * Times are ISO 8601 UTC; `urgentFrom` is included, `urgentBefore` is not.
 */
export type View =
  | { readonly kind: 'requester'; readonly personId: string }
  | { readonly kind: 'assignee'; readonly agentId: string }
  | { readonly kind: 'unassigned'; readonly lines: readonly Line[] }
  | { readonly kind: 'group'; readonly groupId: string }
  | {
      readonly kind: 'open';
      readonly lines: readonly Line[];
      readonly urgentBefore?: string;
      readonly urgentFrom?: string;
    }
  | { readonly kind: 'solved'; readonly lines: readonly Line[] };
