import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hmacSeals } from '../../../lambdas/core/adapters/system/seals.ts';
import { sealKeysOf } from '../../../lambdas/core/adapters/system/secret.ts';
import type { Seals } from '../../../lambdas/core/application/desk-ports.ts';
import type { SealPurpose } from '../../../lambdas/core/application/records.ts';
import { fakeSeals } from '../fakes/services.ts';

const secret = (current: string, keys: Record<string, string>) =>
  sealKeysOf(JSON.stringify({ current, ...keys }));
const k1 = 'a'.repeat(32);
const k2 = 'b'.repeat(40);
const real = hmacSeals(async () => secret('k1', { k1 }));

const PURPOSES: readonly SealPurpose[] = ['reply', 'page', 'rating', 'nonce', 'loop', 'cursor', 'issue'];

describe.each<readonly [string, Seals]>([
  ['in memory', fakeSeals()],
  ['by HMAC', real],
])('seals %s', (_name, seals) => {
  it('open to the text that was sealed, and fit into a URL', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom(...PURPOSES),
        async (text, purpose) => {
          const sealed = await seals.seal(purpose, text);
          expect(sealed).toMatch(/^[\w.-]+$/);
          expect(await seals.open(purpose, sealed)).toBe(text);
        },
      ),
    );
  });

  it('open for no other purpose', async () => {
    for (const purpose of PURPOSES) {
      for (const other of PURPOSES.filter((one) => one !== purpose)) {
        expect(await seals.open(other, await seals.seal(purpose, 'tkt_1'))).toBeNull();
      }
    }
  });

  it('open in no other spelling: every changed, missing or added character is noticed', async () => {
    const sealed = await seals.seal('page', 'tkt_1 per_1');
    for (let at = 0; at < sealed.length; at += 1) {
      for (const letter of ['A', 'b', '0', '.', '-', '=', '\u0000']) {
        const changed = sealed.slice(0, at) + letter + sealed.slice(at + 1);
        if (changed !== sealed) expect(await seals.open('page', changed)).toBeNull();
      }
      expect(await seals.open('page', sealed.slice(0, at))).toBeNull();
    }
    for (const more of ['=', '.', 'A', ' ']) expect(await seals.open('page', sealed + more)).toBeNull();
  });

  it('open nothing that people make up', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), async (made) => {
        expect(await seals.open('page', made)).toBeNull();
      }),
    );
    for (const made of ['', '.', '..', '...', 'k1..', 'constructor.eA.eA']) {
      expect(await seals.open('page', made)).toBeNull();
    }
  });

  it('make MACs of 80 bits that an address can hold', async () => {
    const mac = await seals.mac('reply', 'tkt_1 maria@example.com');
    expect(mac).toMatch(/^[0-9a-hjkmnp-tv-z]{16}$/);
    expect(await seals.mac('reply', 'tkt_1 maria@example.com')).toBe(mac);
    expect(await seals.mac('page', 'tkt_1 maria@example.com')).not.toBe(mac);
    expect(await seals.mac('reply', 'tkt_1 olga@example.com')).not.toBe(mac);
  });
});

describe('a rotated key', () => {
  it('seals from now on, while what older keys sealed still opens', async () => {
    const rotated = hmacSeals(async () => secret('k2', { k1, k2 }));
    expect(await rotated.open('page', await real.seal('page', 'tkt_1'))).toBe('tkt_1');
    expect(await rotated.seal('page', 'tkt_1')).toMatch(/^k2\./);
    expect(await real.open('page', await rotated.seal('page', 'tkt_1'))).toBeNull();
  });

  it('can not be passed off as another', async () => {
    const [, payload, mac] = (await real.seal('page', 'tkt_1')).split('.');
    const both = hmacSeals(async () => secret('k1', { k1, k2: k1 }));
    expect(await both.open('page', `k1.${payload}.${mac}`)).toBe('tkt_1');
    expect(await both.open('page', `k2.${payload}.${mac}`)).toBeNull();
  });
});
