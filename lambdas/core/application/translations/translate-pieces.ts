/** Translates pieces of texts: each once for all who ask, as long as budget and time last. */
import type { PieceOutcome } from '../../domain/translation/join.ts';
import type { Ports } from '../ports.ts';

export type TranslatingPorts = Pick<Ports, 'clock' | 'translator' | 'translations' | 'translationBudget'>;

/** A piece without white space around it, under the id by which its translation is kept. */
export interface Piece {
  readonly id: string;
  readonly text: string;
  readonly from: string;
  readonly to: string;
}

/** Pieces are asked for side by side, so many at a time. */
const AT_ONCE = 4;

/** No piece is begun later: with five seconds for the last, the door answers before its fifteen are over. */
const BEGUN_WITHIN_MILLISECONDS = 7_000;

/** By id, an outcome for every piece. What is translated is kept at once: nothing is lost when a later one fails. */
export const translatePieces = async (
  ports: TranslatingPorts,
  ticketId: string,
  pieces: readonly Piece[],
  charactersPerDay: number,
): Promise<ReadonlyMap<string, PieceOutcome>> => {
  const startedAt = Date.parse(ports.clock.now());
  const byId = new Map(pieces.map((piece) => [piece.id, piece]));
  const outcomes = new Map<string, PieceOutcome>();
  for (const [id, text] of await ports.translations.kept(ticketId, [...byId.keys()]))
    outcomes.set(id, { text });
  const missing = [...byId.values()].filter(({ id }) => !outcomes.has(id));
  let isSpent = false;

  const outcomeOf = async ({ id, text, ...direction }: Piece): Promise<PieceOutcome> => {
    if (isSpent) return { reason: 'BudgetSpent' };
    const now = ports.clock.now();
    if (Date.parse(now) - startedAt > BEGUN_WITHIN_MILLISECONDS) return { reason: 'NotYet' };
    const day = now.slice(0, 10);
    if (!(await ports.translationBudget.take(day, text.length, charactersPerDay))) {
      isSpent = true;
      return { reason: 'BudgetSpent' };
    }
    const attempt = await ports.translator.translate(text, direction);
    if (attempt.kind === 'failed') {
      if (attempt.unbilled) await ports.translationBudget.giveBack(day, text.length);
      return { reason: attempt.reason };
    }
    await ports.translations.keep(ticketId, id, attempt.text);
    return { text: attempt.text };
  };

  const waiting = missing.values();
  const work = async (): Promise<void> => {
    for (const piece of waiting) outcomes.set(piece.id, await outcomeOf(piece));
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, missing.length) }, work));
  return outcomes;
};
