import { describe, expect, it } from 'vitest';
import type { DetailRule } from '../../../../../lambdas/core/domain/settings/schemas.ts';
import { referenceIn } from '../../../../../lambdas/core/domain/triage/details/reference-numbers.ts';

const INVOICE: DetailRule = {
  name: 'invoice',
  kind: 'text',
  required: true,
  ask: { en: 'Which?' },
  find: { labels: ['invoice', 'order', 'order number', 'счёт', 'заказ', 'номер заказа'] },
};

describe('the number of an order', () => {
  it.each([
    ['Order number 12345, please refund', '12345'],
    ['my order #12345 has not come', '12345'],
    ['order no. A-17/3 is late', 'A-17/3'],
    ['Order-Nr. 4711', '4711'],
    ['Invoice No 2026/118', '2026/118'],
    ['the invoice number is 5512', '5512'],
    ['заказ №12345', '12345'],
    ['Счёт № 12345 от 12.05', '12345'],
    ['По заказу №12345 нет новостей', '12345'],
    ['Номер заказа 777', '777'],
    ['заказ 12345 не пришёл', '12345'],
    ['orders #21 and #22', '21'],
  ])('is found in %j', (text, value) => {
    const found = referenceIn(text, INVOICE);
    expect(found?.value).toBe(value);
    expect(text.startsWith(found?.quote ?? '-', found?.position)).toBe(true);
  });

  it.each([
    ...[
      'I placed an order 2 days ago',
      'order 12.05.2026',
      'in order 2 save it',
      'ordering 12345',
      'reorder #12345',
    ],
    ...[
      'order number 2 days ago',
      'order number?',
      'the order I placed last week has not come',
      'invoices 2024',
    ],
    ...[
      'Оплатил счёт 15000 рублей',
      'счёт на 12345 рублей',
      'заказ от 12.05',
      'счёт 40817810099910004312',
      'номер 12345',
    ],
  ])('is not in %j', (text) => {
    expect(referenceIn(text, INVOICE)).toBeNull();
  });

  it('goes by the detail’s own name too', () => {
    const serial: DetailRule = { name: 'serial-number', kind: 'text', required: true, ask: { en: 'Which?' } };
    expect(referenceIn('It has the serial number AB-1234.', serial)?.value).toBe('AB-1234');
  });
});
