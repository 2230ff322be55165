import { describe, expect, it } from 'vitest';
import { markSpam } from '../../../../lambdas/core/domain/ticket/spam.ts';
import { aTicket, circumstances } from '../../builders.ts';

const c = circumstances();

describe('spam', () => {
  it('is marked once', () => {
    const marked = markSpam(aTicket(), false, c);
    expect(marked.after).toMatchObject({ spam: true, generation: 1 });
    expect(marked.events).toEqual([
      { type: 'ticket.changed', payload: { changes: { spam: { before: false, after: true } } } },
    ]);
    expect(markSpam(marked.after, false, c).events).toEqual([]);
  });

  it('taken back starts a new workflow', () => {
    expect(markSpam(aTicket({ spam: true }), true, c).after).toMatchObject({ spam: false, generation: 2 });
    expect(markSpam(aTicket(), true, c).events).toEqual([]);
  });
});
