/** Finding addresses in texts that people and their programs wrote: header values, quoted headers, forwarded mails. */
import type { MailAddress } from './message.ts';

/** Bounded in both halves (RFC 5321, section 4.5.3.1), so that no text makes it slow. */
const ADDRESS = /[^\s<>()[\]"'«»„”,;:\\@*|]{1,64}@[\p{L}\p{N}](?:[\p{L}\p{N}.-]{0,251}[\p{L}\p{N}])?/gu;
const TEXT_MOST = 100_000;

/** Lower-cased, each once, in order of appearance, at most `most`. */
export const addressesIn = (text: string, most = 1_000): readonly string[] => {
  const found = new Set<string>();
  for (const [address] of text.slice(0, TEXT_MOST).matchAll(ADDRESS)) {
    found.add(address.toLowerCase());
    if (found.size === most) break;
  }
  return [...found];
};

/** Without control characters, quotes, Markdown stars and the brackets around an address. */
const nameIn = (text: string): string =>
  text
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/[<>()[\]"«»„”*;]|mailto:/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .replace(/^[ ',]+|[ ',]+$/g, '')
    .slice(0, 200);

/** `"Maria Lind" <maria@example.com>`, `Maria Lind [mailto:maria@example.com]`, or the bare address; null without one. */
export const addressIn = (text: string): MailAddress | null => {
  const line = text.slice(0, 1_000);
  const [email] = addressesIn(line.includes('<') ? line.slice(line.lastIndexOf('<')) : line, 1);
  if (email === undefined) return null;
  const name = nameIn(line.slice(0, line.toLowerCase().indexOf(email)));
  return { email, name: name === '' ? null : name };
};

/** `support+urgent@…` is `support@…` (RFC 5233). */
export const withoutDetail = (address: string): string => {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, Math.max(at, 0)).split('+', 1).join('')}@${domainOf(address)}`;
};

/** The domain of an address in lower case; empty for the null sender. */
export const domainOf = (email: string): string => email.slice(email.lastIndexOf('@') + 1).toLowerCase();
