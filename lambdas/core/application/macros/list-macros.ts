/** The macros that fit a ticket, each as it would read and act there, the likely ones first. */
import { DomainError } from '../../domain/errors.ts';
import { applyMacro, textOf } from '../../domain/macros/apply.ts';
import { type CategoryGuess, type OfferedMacro, suggest } from '../../domain/macros/suggest.ts';
import type { Caller } from '../../domain/people/caller.ts';
import type { Settings } from '../../domain/settings/schemas.ts';
import type { Circumstances } from '../../domain/ticket/decision.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { Triage } from '../../domain/triage/triage.ts';
import type { Operation } from '../operation.ts';
import { actorOf } from '../people.ts';
import type { Ports } from '../ports.ts';
import { findingsForChange } from '../tickets/line-3.ts';
import { visibleTicket } from '../tickets/visible.ts';
import { macroUse, type UsePorts } from './macro-use.ts';

export type ListMacroPorts = UsePorts & Pick<Ports, 'tickets' | 'settings' | 'clock' | 'macroUses'>;

/** Below it a guess says nothing. */
const LEAST_CONFIDENCE = 0.05;

/**
 * What the text model took the text for, as it was kept at analysis; the default is no guess. What analysis decided is the
 * ticket's category, or a person has decided otherwise since.
 */
const guessesOf = (triage: Triage | null, { categories }: Settings): readonly CategoryGuess[] =>
  (triage?.guesses ?? [])
    .map(({ label, probability }) => ({ category: label, confidence: probability }))
    .filter(
      (one) =>
        one.confidence >= LEAST_CONFIDENCE &&
        categories.some(({ id, default: isDefault }) => id === one.category && !isDefault),
    );

/** A refusal as one sentence. */
const sentenceOf = (error: DomainError): string =>
  error.problems.length === 0
    ? error.message
    : error.problems.map(({ path, message }) => `${path} ${message}`).join('; ');

/** Applied without being kept, by what it would meet if it were. Where it would be refused, the text is that for the ticket as it is. */
const shown = async (
  ports: UsePorts & Pick<Ports, 'tickets'>,
  caller: Caller,
  ticket: Ticket,
  { macro, suggested, reason, uses }: OfferedMacro,
  triage: Triage | null,
  c: Circumstances,
) => {
  const findings = await findingsForChange(ports, ticket, macro.change ?? {}, c);
  const use = macroUse(ports, caller, ticket, { text: null, triage, findings, at: c.now });
  const said = textOf(macro, ticket, use, c);
  const view = (text: string | null, refusal: string | null) => ({
    id: macro.id,
    name: macro.name,
    suggested,
    reason,
    uses,
    comment:
      macro.comment === undefined || said === null
        ? null
        : { public: macro.comment.public, language: said.locale, body: text ?? said.text },
    change: macro.change ?? null,
    refusal,
  });
  try {
    return view(applyMacro(ticket, macro, use, c).comments[0]?.bodyText ?? null, null);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return view(null, sentenceOf(error));
  }
};

export type MacroView = Awaited<ReturnType<typeof shown>>;

/** Nothing is changed by asking. */
export const listMacros =
  (
    ports: ListMacroPorts,
  ): Operation<{ query: { ticket: string } }, { readonly data: readonly MacroView[] }> =>
  async ({ caller, input }) => {
    const [settings, ticket] = await Promise.all([
      ports.settings.current(),
      visibleTicket(ports, input.query.ticket, caller),
    ]);
    if (settings.macros.length === 0) return { body: { data: [] }, version: ticket.version };
    const [triage, uses] = await Promise.all([
      ports.tickets.triage(ticket.id),
      ports.macroUses.of(ticket.category),
    ]);
    const c = { now: ports.clock.now(), settings, actor: actorOf(caller, ticket) };
    const offered = suggest(settings.macros, ticket, guessesOf(triage, settings), uses);
    const data = await Promise.all(offered.map((one) => shown(ports, caller, ticket, one, triage, c)));
    return { body: { data }, version: ticket.version };
  };
