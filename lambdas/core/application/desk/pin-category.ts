/** A lead decides who gets the tickets of a category before others do. */
import { DomainError, invalid } from '../../domain/errors.ts';
import type { Settings } from '../../domain/settings/schemas.ts';
import { agentOf, cannotHold, categoryOf } from '../../domain/ticket/where.ts';
import type { Line } from '../../domain/ticket/words.ts';
import { neverRoutedTo } from '../../domain/triage/never-routed.ts';
import type { Operation } from '../operation.ts';
import type { Ports } from '../ports.ts';
import { amend } from './amend.ts';

interface Pin {
  readonly params: { readonly category: string };
  readonly body: { readonly assigneeId: string | null };
}

interface PinView {
  readonly category: string;
  readonly pinnedTo: string | null;
}

const categoryNotFound = (): DomainError =>
  new DomainError('CategoryNotFound', 'missing', 'There is no such category.');

/** A pin is for routing: whoever routing never gives anything would be pinned in vain. */
const cannotBePinned = (settings: Settings, agentId: string, line: Line): string | null => {
  const agent = agentOf(settings, agentId);
  return cannotHold(settings, agentId, line) ?? (agent === undefined ? null : neverRoutedTo(agent));
};

/** Tickets that somebody has stay where they are. Throws CategoryNotFound, InvalidInput at `assigneeId`. */
export const pinCategory =
  (ports: Pick<Ports, 'settings'>): Operation<Pin, PinView> =>
  async ({ input }) => {
    const { assigneeId } = input.body;
    const id = input.params.category;
    const settings = await ports.settings.current();
    const category = categoryOf(settings, id);
    if (category === undefined) throw categoryNotFound();
    const why = assigneeId === null ? null : cannotBePinned(settings, assigneeId, category.line);
    if (why !== null) throw invalid([{ path: 'assigneeId', message: why }]);
    await amend(ports, 'categories', (categories) => {
      const present = categories.find((one) => one.id === id);
      if (present === undefined) throw categoryNotFound();
      if ((present.pinnedTo ?? null) === assigneeId) return categories;
      return categories.map((one) => (one.id === id ? { ...one, pinnedTo: assigneeId } : one));
    });
    return { body: { category: id, pinnedTo: assigneeId } };
  };
