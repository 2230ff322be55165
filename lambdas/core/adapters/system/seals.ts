/** Texts that only we can have written: tokens in links, reply addresses, cursors. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Seals } from '../../application/desk-ports.ts';
import type { SealPurpose } from '../../application/records.ts';
import { base32 } from './base32.ts';
import type { SealKeys } from './secret.ts';

/** RFC 2104 section 5 allows no less than half of the hash: 16 of 32 bytes. */
const SEAL_BYTES = 16;
/** 80 bits, 16 characters: the local part of an address ends at 64 (RFC 5321 section 4.5.3.1.1). */
const ADDRESS_MAC_CHARACTERS = 16;

/** Purpose and key id are part of what is signed, each ended by a byte that neither can hold. */
const macOf = (key: string, kid: string, purpose: string, text: string): Buffer =>
  createHmac('sha256', key).update(`${purpose}\0${kid}\0${text}`).digest();

const addressMacOf = (key: string, kid: string, purpose: SealPurpose, text: string): string =>
  base32(macOf(key, kid, `mac:${purpose}`, text), ADDRESS_MAC_CHARACTERS).toLowerCase();

const keyNamed = ({ keys }: SealKeys, kid: string): string => {
  const key = keys.get(kid);
  if (key === undefined) throw new Error(`The secret has no key "${kid}".`);
  return key;
};

/** The sealed form is `<key id>.<text>.<mac>` in base64url, so it needs no escaping in a URL. */
export const hmacSeals = (sealKeys: () => Promise<SealKeys>): Seals => ({
  seal: async (purpose, text) => {
    const held = await sealKeys();
    const mac = macOf(keyNamed(held, held.current), held.current, purpose, text).subarray(0, SEAL_BYTES);
    return `${held.current}.${Buffer.from(text).toString('base64url')}.${mac.toString('base64url')}`;
  },
  open: async (purpose, sealed) => {
    const [kid, payload, given, ...more] = sealed.split('.');
    if (kid === undefined || payload === undefined || given === undefined || more.length > 0) return null;
    const key = (await sealKeys()).keys.get(kid);
    if (key === undefined) return null;
    const text = Buffer.from(payload, 'base64url');
    const mac = Buffer.from(given, 'base64url');
    // Node decodes leniently: only the one spelling that we wrote is ours.
    if (text.toString('base64url') !== payload || mac.toString('base64url') !== given) return null;
    const expected = macOf(key, kid, purpose, text.toString()).subarray(0, SEAL_BYTES);
    return mac.length === SEAL_BYTES && timingSafeEqual(mac, expected) ? text.toString() : null;
  },
  mac: async (purpose, text) => {
    const held = await sealKeys();
    return addressMacOf(keyNamed(held, held.current), held.current, purpose, text);
  },
  isMac: async (purpose, text, mac) => {
    const given = Buffer.from(mac.toLowerCase());
    const expected = [...(await sealKeys()).keys].map(([kid, key]) =>
      Buffer.from(addressMacOf(key, kid, purpose, text)),
    );
    return expected.some((one) => one.length === given.length && timingSafeEqual(one, given));
  },
});
