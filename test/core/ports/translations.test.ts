import { describe, expect, it } from 'vitest';
import { inBoth } from './both.ts';
import { ticketId } from './changes.ts';

const DAY = 86_400_000;

describe('translations that are kept', () => {
  inBoth((stores) => {
    const kept = async (...ids: readonly string[]) =>
      Object.fromEntries(await stores().translations.kept(ticketId(1), ids));

    it('are found by ticket and piece, those that there are', async () => {
      const { translations } = stores();
      expect(await kept()).toEqual({});
      await translations.keep(ticketId(1), 'a', 'One');
      await translations.keep(ticketId(1), 'b', `Two 😀 ${'語'.repeat(10_000)}`);
      await translations.keep(ticketId(2), 'c', 'Three');
      expect(await kept('a', 'b', 'c')).toEqual({ a: 'One', b: `Two 😀 ${'語'.repeat(10_000)}` });
      const many = Array.from({ length: 150 }, (_, n) => `piece-${n}`);
      expect(await kept(...many, 'a')).toEqual({ a: 'One' });
    });

    it('stay as the first who kept them had them, however many do at a time', async () => {
      const { translations } = stores();
      await translations.keep(ticketId(1), 'a', 'One');
      await Promise.all(['1', '2', '3'].map((text) => translations.keep(ticketId(1), 'a', text)));
      expect(await kept('a')).toEqual({ a: 'One' });
    });

    it('are void after ninety days, whether deleted or not', async () => {
      const { translations, clock } = stores();
      await translations.keep(ticketId(1), 'a', 'One');
      clock.advance(90 * DAY - 1000);
      expect(await kept('a')).toEqual({ a: 'One' });
      clock.advance(1000);
      expect(await kept('a')).toEqual({});
      await translations.keep(ticketId(1), 'a', 'Two');
      expect(await kept('a')).toEqual({ a: 'Two' });
    });
  });
});

describe('the characters of a day', () => {
  inBoth((stores) => {
    const take = (characters: number, most = 100, day = '2026-11-02') =>
      stores().translationBudget.take(day, characters, most);

    it('are taken up to the limit, and never beyond', async () => {
      expect([await take(60), await take(50), await take(40), await take(1)]).toEqual([
        true,
        false,
        true,
        false,
      ]);
      expect(await take(100, 100, '2026-11-03')).toBe(true);
      expect(await take(101, 100, '2026-11-04')).toBe(false);
    });

    it('are not overdrawn by twenty at the same time', async () => {
      const taken = await Promise.all(Array.from({ length: 20 }, () => take(15)));
      expect(taken.filter((one) => one)).toHaveLength(6);
    });

    it('come back when they cost nothing', async () => {
      await take(80);
      await stores().translationBudget.giveBack('2026-11-02', 30);
      expect([await take(50), await take(1)]).toEqual([true, false]);
    });

    it('follow a limit that was lowered or raised', async () => {
      await take(80);
      expect([await take(10, 50), await take(10, 90)]).toEqual([false, true]);
    });
  });
});
