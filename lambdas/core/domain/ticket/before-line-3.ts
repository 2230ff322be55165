/** What a category wants on a ticket before line 3 gets it: developers' time is the dearest of the desk. */
import { DomainError } from '../errors.ts';
import type { Settings } from '../settings/schemas.ts';
import type { DetailFinding } from '../triage/triage.ts';
import type { Ticket } from './ticket.ts';
import { categoryOf } from './where.ts';
import type { Line } from './words.ts';

type Places = Pick<Settings, 'groups' | 'categories'>;

/** Names of the details that its category demands and no field of the ticket has, in the category's order. */
export const demandedOf = (
  ticket: Pick<Ticket, 'category' | 'details'>,
  settings: Places,
): readonly string[] =>
  (categoryOf(settings, ticket.category)?.beforeLine3 ?? []).filter(
    (name) => (ticket.details[name] ?? '').trim() === '',
  );

/** Those that nobody has found in what was written and attached either. */
export const stillDemanded = (
  ticket: Pick<Ticket, 'category' | 'details'>,
  settings: Places,
  findings: readonly Pick<DetailFinding, 'name' | 'found'>[],
): readonly string[] =>
  demandedOf(ticket, settings).filter((name) => !findings.some((one) => one.name === name && one.found));

/** What a change of place says. */
export interface Moved {
  readonly line?: Line | undefined;
  readonly groupId?: string | undefined;
  readonly category?: string | undefined;
}

/** Whether the change brings the ticket to line 3 from below. */
export const comesToLine3 = (ticket: Pick<Ticket, 'line'>, change: Moved, settings: Places): boolean => {
  if (ticket.line === 3) return false;
  const group = settings.groups.find(({ id }) => id === change.groupId);
  return (group?.line ?? change.line) === 3;
};

/** Kind `invalid`; `missing` has the names, and each is a field that is wrong. */
export const detailsNeeded = (missing: readonly string[]): DomainError =>
  new DomainError(
    'DetailsNeeded',
    'invalid',
    'Line 3 wants details that this ticket does not have; each is named in errors. Add them, or escalate with override.',
    {
      problems: missing.map((name) => ({ path: `details.${name}`, message: 'is needed before line 3' })),
      extra: { missing },
    },
  );
