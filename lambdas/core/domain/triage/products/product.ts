/** Which product a ticket is about, where nobody has said so: the one that its texts name (ADR 22). */
import type { Settings } from '../../settings/schemas.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { asBefore, judged } from '../sorting.ts';
import type { Source } from '../text.ts';
import type { DetailFinding, Judged, Triage } from '../triage.ts';
import { productsIn } from './products.ts';

interface Known {
  readonly texts: readonly Source[];
  /** What was found of the details that the category asks for. */
  readonly details: readonly DetailFinding[];
  /** What was said at the analysis before. */
  readonly earlier: Triage | null;
}

/** The product that was asked for, or that is the only one of which the texts speak. */
const namedIn = ({ texts, details }: Known, { products }: Settings['desk']) => {
  const asked = details.find(
    ({ kind, value, evidence }) =>
      kind === 'product' && evidence !== null && products.some(({ id }) => id === value),
  );
  if (asked?.value != null)
    return { id: asked.value, confidence: asked.confidence, quote: asked.evidence?.quote ?? asked.value };
  const [named, ...others] = productsIn(
    texts.map(({ text }) => text),
    products,
  );
  if (named === undefined || others.length > 0) return null;
  const [id, { confidence, quote }] = named;
  return { id, confidence, quote };
};

/**
 * The ticket's own stays, and so does that somebody took it away, then with the value null. Null: the texts name none
 * surely enough, or several.
 */
export const productFor = (
  ticket: Pick<Ticket, 'product'>,
  known: Known,
  { desk }: Pick<Settings, 'desk'>,
): Judged<string | null> | null => {
  const before = known.earlier?.product ?? null;
  if (ticket.product !== null)
    return (
      asBefore(before, ticket.product) ?? judged(ticket.product, 1, 'The ticket was given this product.')
    );
  if (before !== null) return asBefore(before, null) ?? judged(null, 1, 'Somebody took the product away.');
  const named = namedIn(known, desk);
  if (named === null || named.confidence < desk.confidenceLimit) return null;
  return judged(named.id, named.confidence, `The ticket says "${named.quote}".`);
};
