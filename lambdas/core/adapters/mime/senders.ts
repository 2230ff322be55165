/** Addresses and ids of a message's header, in the form that the rules expect. */
import type { Address, Email } from 'postal-mime';
import type { MailAddress } from '../../domain/mail/inbound/message.ts';
import { oneLine } from './words.ts';

/** More recipients than this are a mailing, and not read. */
const MOST_ADDRESSES = 500;
/** References beyond this many are dropped from the middle of a thread: the newest count. */
const MOST_REFERENCES = 200;
const LONGEST_NAME = 200;

const flat = (addresses: readonly Address[]): readonly MailAddress[] =>
  addresses
    .flatMap((address) => (address.group === undefined ? [address] : address.group))
    .slice(0, MOST_ADDRESSES)
    .flatMap(({ address, name }) => {
      const email = oneLine(address).trim().toLowerCase();
      if (!/^[^\s@<>]+@[^\s@<>]+$/.test(email)) return [];
      const called = [...oneLine(name).replaceAll(/\s+/g, ' ').trim()].slice(0, LONGEST_NAME).join('');
      return [{ email, name: called === '' ? null : called }];
    });

export interface Correspondents {
  readonly from: MailAddress | null;
  readonly replyTo: readonly MailAddress[];
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
}

/** Of several From only the first counts; what is no address is left out. */
export const correspondentsOf = (email: Email): Correspondents => ({
  from: flat(email.from === undefined ? [] : [email.from])[0] ?? null,
  replyTo: flat(email.replyTo ?? []),
  to: flat(email.to ?? []),
  cc: flat(email.cc ?? []),
});

/** Every `<id>` of a header, blanks of folding removed. */
export const idsIn = (value: string | undefined): readonly string[] =>
  (oneLine(value ?? '').match(/<[^<>]{1,998}>/g) ?? [])
    .map((id) => id.replaceAll(/\s/g, ''))
    .filter((id) => id !== '<>');

/** The id of a Message-ID header, also of one whose brackets were forgotten; null when there is none. */
export const messageIdOf = (email: Email): string | null => {
  const [id] = idsIn(email.messageId);
  if (id !== undefined) return id;
  const bare = oneLine(email.messageId ?? '').trim();
  return /^[^\s<>]{1,998}$/.test(bare) ? `<${bare}>` : null;
};

/** Oldest first; each once. */
export const referencesOf = (email: Email): readonly string[] =>
  [...new Set(idsIn(email.references))].slice(-MOST_REFERENCES);
