/** Which product a ticket is about. */
import { describe, expect, it } from 'vitest';
import { analyse } from '../../../../../lambdas/core/domain/triage/analyse.ts';
import type { Triage } from '../../../../../lambdas/core/domain/triage/triage.ts';
import { after, aSettings, aTicket, type TicketParts } from '../../../builders.ts';

const PRODUCTS = [
  { id: 'desktop', name: 'Acme Desktop', aliases: ['windows app'] },
  { id: 'cloud', name: 'Acme Cloud', aliases: ['облако'] },
];
const settings = aSettings({ desk: { ...aSettings().desk, products: PRODUCTS } });
const [bug] = settings.categories.filter(({ id }) => id === 'bug');
if (bug === undefined) throw new Error('no bug');
const asking = {
  ...settings,
  categories: [
    { ...bug, details: [{ name: 'app', kind: 'product', required: true, ask: { en: 'Which?' } } as const] },
  ],
};

const productOf = (text: string, over: TicketParts = {}, by = settings, earlier: Triage | null = null) =>
  analyse(aTicket(over), [{ where: 'description', text }], by, after(1), 0, {
    ...{ given: new Set(), detect: null, model: null, opinion: null },
    earlier,
  }).product;

describe('the product of a ticket', () => {
  it.each([
    ['Acme Desktop stops', 'desktop'],
    ['the windows app stops', 'desktop'],
    ['Облако не открывается', 'cloud'],
  ])('is the one that is named: %s', (text, id) => {
    expect(productOf(text)).toMatchObject({ value: id, confidence: 0.9 });
  });

  it('is unknown when none is named, or several', () => {
    expect(productOf('it stops')).toBeNull();
    expect(productOf('')).toBeNull();
    expect(productOf('Acme Cloud works, Acme Desktop stops')).toBeNull();
  });

  it('is what answers the question for it, also misspelt', () => {
    const found = productOf('We have Acme Destkop here', { category: 'bug' }, asking);
    expect(found).toMatchObject({ value: 'desktop', confidence: 0.7 });
    expect(found?.reason).toBe('The ticket says "Acme Destkop".');
    expect(productOf('', { category: 'bug', details: { app: 'Acme Cloud' } }, asking)?.value).toBe('cloud');
  });

  it('is not what was found with less confidence than the desk asks for', () => {
    const strict = { ...asking, desk: { ...asking.desk, confidenceLimit: 0.8 } };
    expect(productOf('We have Acme Destkop here', { category: 'bug' }, strict)).toBeNull();
  });

  it('stays what somebody said, whatever the text says', () => {
    expect(productOf('Acme Cloud stops', { product: 'desktop' })).toMatchObject({
      value: 'desktop',
      confidence: 1,
    });
  });

  it('stays away when somebody took it away', () => {
    const first = analyse(
      aTicket(),
      [{ where: 'description', text: 'Acme Cloud stops' }],
      settings,
      after(1),
      0,
    );
    const text = 'Acme Cloud still stops';
    expect(productOf(text, { product: 'cloud' }, settings, first)).toEqual(first.product);
    const second = { ...first, product: productOf(text, {}, settings, first) ?? null };
    expect(second.product).toMatchObject({ value: null });
    expect(productOf(text, {}, settings, second)).toEqual(second.product);
  });
});
