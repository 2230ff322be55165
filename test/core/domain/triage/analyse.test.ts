import { describe, expect, it } from 'vitest';
import { analyse } from '../../../../lambdas/core/domain/triage/analyse.ts';
import { missingRequired } from '../../../../lambdas/core/domain/triage/triage.ts';
import { after, aSettings, aTicket, type TicketParts } from '../../builders.ts';

const settings = aSettings();
const texts = [{ where: 'description', text: 'Version: 5.2' }];
const analysed = (over: TicketParts = {}) => analyse(aTicket(over), texts, settings, after(1), 1);

describe('analysis', () => {
  it('puts details and classification together, and leaves routing to routing', () => {
    const triage = analysed({ category: 'bug' });
    expect(triage).toMatchObject({
      analysedAt: after(1),
      round: 1,
      category: { value: 'bug', confidence: 1 },
      ranking: [],
      assignment: null,
    });
    expect(triage.details.map(({ name, found }) => [name, found])).toEqual([
      ['version', true],
      ['steps', false],
      ['logs', false],
    ]);
  });

  it('says which required details are missing', () => {
    expect(missingRequired(analysed({ category: 'bug' }))).toEqual(['steps']);
    expect(missingRequired(analysed({ category: 'bug', details: { steps: 'open it' } }))).toEqual([]);
    expect(missingRequired(analysed())).toEqual([]);
  });

  it('takes the product of the ticket for an answer, and a field over it', () => {
    const [bug] = aSettings().categories.filter(({ id }) => id === 'bug');
    if (bug === undefined) throw new Error('no bug');
    const asksProduct = aSettings({
      categories: [
        { ...bug, details: [{ name: 'app', kind: 'product', required: true, ask: { en: 'Which?' } }] },
      ],
    });
    const app = (over: TicketParts) =>
      analyse(aTicket({ category: 'bug', ...over }), [], asksProduct, after(1), 0).details[0]?.value;
    expect(app({ product: 'mobile' })).toBe('mobile');
    expect(app({ product: 'mobile', details: { app: 'Server' } })).toBe('server');
    expect(app({})).toBeNull();
  });

  it('needs nothing in a category that is gone', () => {
    expect(analysed({ category: 'gone' })).toMatchObject({ details: [], line: { value: 1 } });
  });
});
