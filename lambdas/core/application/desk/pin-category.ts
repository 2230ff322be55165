/** A lead decides who gets the tickets of a category before others do. */
import { DomainError, invalid } from '../../domain/errors.ts';
import { cannotHold, categoryOf } from '../../domain/ticket/where.ts';
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

/** Tickets that somebody has stay where they are. Throws CategoryNotFound, InvalidInput at `assigneeId`. */
export const pinCategory =
  (ports: Pick<Ports, 'settings'>): Operation<Pin, PinView> =>
  async ({ input }) => {
    const { assigneeId } = input.body;
    const id = input.params.category;
    const settings = await ports.settings.current();
    const category = categoryOf(settings, id);
    if (category === undefined) throw categoryNotFound();
    const why = assigneeId === null ? null : cannotHold(settings, assigneeId, category.line);
    if (why !== null) throw invalid([{ path: 'assigneeId', message: why }]);
    await amend(ports, 'categories', (categories) => {
      const present = categories.find((one) => one.id === id);
      if (present === undefined) throw categoryNotFound();
      if ((present.pinnedTo ?? null) === assigneeId) return categories;
      return categories.map((one) => (one.id === id ? { ...one, pinnedTo: assigneeId } : one));
    });
    return { body: { category: id, pinnedTo: assigneeId } };
  };
