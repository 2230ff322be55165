import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearest, slipsBetween } from '../../../../../lambdas/core/domain/triage/products/misspelt.ts';
import {
  nearlyNamed,
  nearlyProduct,
  productIn,
} from '../../../../../lambdas/core/domain/triage/products/products.ts';

const PRODUCTS = [
  { id: 'photoshop', name: 'Photoshop', aliases: ['фотошоп'] },
  { id: 'illustrator', name: 'Illustrator', aliases: [] },
  { id: 'lightroom', name: 'Acme Lightroom', aliases: [] },
  { id: 'cloud', name: 'Acme Cloud', aliases: ['облако', 'облачное хранилище'] },
  { id: 'server', name: 'Acme Server', aliases: ['сервер'] },
  { id: 'win-10', name: 'Windows 10', aliases: [] },
  { id: 'win-11', name: 'Windows 11', aliases: [] },
];

const near = (text: string) => nearlyProduct(text, PRODUCTS);

describe('a product that is not written as it should be', () => {
  it.each([
    ['Photosohp does not start', 'photoshop', 'Photosohp'],
    ['my photoshp is slow', 'photoshop', 'photoshp'],
    ['Photto shop, again', 'photoshop', 'Photto shop'],
    ['photo shop', 'photoshop', 'photo shop'],
    ['Ilustrater crashes', 'illustrator', 'Ilustrater'],
    ['the AcmeCloud page', 'cloud', 'AcmeCloud'],
    ['the acme clodu page', 'cloud', 'acme clodu'],
    ['Не открывается фотошпо', 'photoshop', 'фотошпо'],
    ['У меня в облаке пусто', 'cloud', 'облаке'],
    ['нет доступа к облачному хранилищу', 'cloud', 'облачному хранилищу'],
    ['после перезапуска сервера', 'server', 'сервера'],
    ['не работает зрщещырщз', 'photoshop', 'зрщещырщз'],
    ['yt hf,jnftn ajnjijg', 'photoshop', 'ajnjijg'],
    ['Windwos 10', 'win-10', 'Windwos 10'],
  ])('is found in "%s"', (text, id, quote) => {
    const found = near(text);
    expect(found).toMatchObject({ value: id, quote });
    expect(text.startsWith(quote, found?.position)).toBe(true);
    expect(found?.confidence).toBeLessThan(0.9);
  });

  it.each([
    'the photoshops of this world',
    'on the north side',
    'на север',
    'Windows 12',
    'I could not do it',
    'serve the page, I was served',
    'Hotoshop',
    'acme crowns',
    '',
    '🙂',
  ])('is none in "%s"', (text) => {
    expect(near(text)).toBeNull();
  });

  it('is surer with one slip than with two', () => {
    expect(near('Ilustrator')?.confidence).toBeGreaterThan(near('Ilustratr')?.confidence ?? 1);
  });

  it('is none when it could as well be another', () => {
    const named = [
      { value: 'a', name: 'planner' },
      { value: 'b', name: 'plander' },
    ];
    expect(nearest('plamner', named)?.value).toBe('a');
    expect(nearest('planker', named)).toBeNull();
  });

  it('never takes the exact name of another product', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PRODUCTS), fc.constantFrom(...PRODUCTS), (one, other) => {
        const text = `${one.name} 5.2`;
        expect((productIn(text, [other]) ?? nearlyProduct(text, PRODUCTS))?.value).toBe(one.id);
      }),
    );
  });

  it('is sought among a category’s own values too', () => {
    const named = ['Chromium', 'Firefox'].map((value) => ({ value, name: value.toLowerCase() }));
    expect(nearlyNamed('in Firefxo', named)).toMatchObject({ value: 'Firefox', confidence: 0.7 });
  });
});

describe('slips between words', () => {
  it.each([
    ['abc', 'abc', 0],
    ['abc', 'acb', 1],
    ['abc', 'ab', 1],
    ['abc', 'abxc', 1],
    ['abcd', 'badc', 2],
    ['abc', 'xyz', 3],
    ['', 'abc', 3],
  ])('"%s" and "%s" are %i', (one, other, slips) => {
    expect(slipsBetween(one, other, 5)).toBe(slips);
    expect(slipsBetween(other, one, 5)).toBe(slips);
    expect(slipsBetween(one, other, 1)).toBe(Math.min(slips, 2));
  });
});
