/** Which of our addresses a message came to, and who else reads it. */
import type { Mailbox } from '../../settings/schemas.ts';
import { addressesIn, domainOf, withoutDetail } from './addresses.ts';
import { headersNamed } from './headers.ts';
import type { InboundMessage, MailAddress } from './message.ts';

/** The addresses that are the desk's own. */
export interface OurAddresses {
  readonly mailboxes: readonly Mailbox[];
  /** Lower-cased; reply addresses are made in it. */
  readonly mailDomain: string;
}

/** Where an address was found, in the order in which product.md section 4.4 believes them. */
export const PLACES = ['envelope', 'Delivered-To', 'X-Original-To', 'To', 'Cc'] as const;
export type Place = (typeof PLACES)[number];

/** `reply+<number>.<mac>@…`, as we made it for one person on one ticket; whether the MAC is right is not known here. */
export interface ReplyAddress {
  readonly number: number;
  /** 16 characters of Crockford's base32 in lower case: 80 bits. */
  readonly mac: string;
  readonly foundIn: Place;
}

export interface Recipients {
  /** The desk's mailboxes that it names, first found first. */
  readonly mailboxes: readonly Mailbox[];
  readonly replyAddresses: readonly ReplyAddress[];
}

/** More of ours in one mail than this are noise. */
const MOST_REPLY_ADDRESSES = 10;
const MOST_OTHERS = 20;

const REPLY = /^reply\+(\d{1,12})\.([0-9a-hjkmnp-tv-z]{16})$/;
const NOBODY = /^(?:no-?reply|do-?not-?reply|mailer-daemon|postmaster|reply\+.*)@/;

const emails = (addresses: readonly MailAddress[]): readonly string[] => addresses.map(({ email }) => email);

const namedIn = (message: InboundMessage): readonly (readonly [Place, readonly string[]])[] => [
  ['envelope', message.envelope.to.map((address) => address.toLowerCase())],
  ['Delivered-To', headersNamed(message, 'delivered-to').flatMap((value) => addressesIn(value))],
  ['X-Original-To', headersNamed(message, 'x-original-to').flatMap((value) => addressesIn(value))],
  ['To', emails(message.to)],
  ['Cc', emails(message.cc)],
];

const localOf = (address: string): string => address.slice(0, address.lastIndexOf('@'));

const isOurDomain = (domain: string, { mailDomain, mailboxes }: OurAddresses): boolean =>
  domain === mailDomain.toLowerCase() || mailboxes.some(({ address }) => domainOf(address) === domain);

/** A reply address in any spelling of its letters; null for every other address. */
export const replyAddressOf = (
  address: string,
  ours: OurAddresses,
): { number: number; mac: string } | null => {
  const lower = address.toLowerCase();
  const match = REPLY.exec(localOf(lower));
  if (match === null || !isOurDomain(domainOf(lower), ours)) return null;
  return { number: Number(match[1]), mac: String(match[2]) };
};

/** The envelope comes first, because it alone says where the message really went. */
export const recipientsOf = (message: InboundMessage, ours: OurAddresses): Recipients => {
  const mailboxes = new Set<Mailbox>();
  const replies = new Map<string, ReplyAddress>();
  for (const [foundIn, addresses] of namedIn(message))
    for (const address of addresses) {
      const reply = replyAddressOf(address, ours);
      const key = `${reply?.number}.${reply?.mac}`;
      if (reply !== null && !replies.has(key) && replies.size < MOST_REPLY_ADDRESSES)
        replies.set(key, { ...reply, foundIn });
      for (const mailbox of ours.mailboxes)
        if ([address, withoutDetail(address)].includes(mailbox.address.toLowerCase())) mailboxes.add(mailbox);
    }
  return { mailboxes: [...mailboxes], replyAddresses: [...replies.values()] };
};

/** People in To and Cc who are neither us, nor the sender, nor machines: they may become participants. At most 20. */
export const othersOn = (message: InboundMessage, ours: OurAddresses): readonly MailAddress[] => {
  const isOurs = (address: string): boolean =>
    ours.mailboxes.some(({ address: own }) => [address, withoutDetail(address)].includes(own.toLowerCase()));
  const others = new Map<string, MailAddress>();
  for (const one of [...message.to, ...message.cc])
    if (
      one.email.includes('@') &&
      one.email !== message.from?.email &&
      !isOurs(one.email) &&
      !NOBODY.test(one.email)
    )
      others.set(one.email, others.get(one.email) ?? one);
  return [...others.values()].slice(0, MOST_OTHERS);
};
