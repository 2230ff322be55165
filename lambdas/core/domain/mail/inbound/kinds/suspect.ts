/** Mail that a person must look at before anything is done with it. */
import { addressesIn, domainOf } from '../addresses.ts';
import { headersNamed } from '../headers.ts';
import type { InboundMessage } from '../message.ts';
import type { KindContext, Sign } from './context.ts';

/** Mail through many servers has about a hundred. */
const MOST_HEADERS = 500;
/** Characters in all headers; a thousand recipients fit. */
const MOST_HEADER_TEXT = 256_000;

/** What is outside quoted names and comments, where `<`, `@` and `,` mean something (RFC 5322, section 3.2). */
const withoutQuoted = (value: string): string => {
  let plain = '';
  let isQuoted = false;
  let isEscaped = false;
  for (const character of value) {
    if (isEscaped) isEscaped = false;
    else if (character === '\\') isEscaped = true;
    else if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted) plain += character;
  }
  return plain;
};

/** Addresses that a From names as its senders; an address in a display name is none of them. */
const sendersIn = (value: string): number => {
  const plain = withoutQuoted(value);
  const inBrackets = plain.split('<').slice(1);
  return inBrackets.length > 0
    ? new Set(inBrackets.flatMap((part) => addressesIn(part.split('>', 1).join(''), 2))).size
    : addressesIn(plain, 2).length;
};

const severalSenders = (message: InboundMessage): boolean => {
  const values = headersNamed(message, 'from');
  return values.length > 1 || values.some((value) => sendersIn(value) > 1);
};

const isHeaderBomb = ({ headers }: InboundMessage): boolean =>
  headers.length > MOST_HEADERS ||
  headers.reduce((sum, { name, value }) => sum + name.length + value.length, 0) > MOST_HEADER_TEXT;

/** `"ceo@bank.example" <x@elsewhere.example>`; mailing services that write so for others pass DMARC as themselves. */
const showsAnother = ({ from, verdicts }: InboundMessage): boolean =>
  verdicts.dmarc !== 'pass' &&
  from !== null &&
  addressesIn(from.name ?? '').some((shown) => domainOf(shown) !== domainOf(from.email));

/** Our signed loop header would have told our own mail; whoever else writes as us is wrong. */
const claimsToBeUs = (
  { from }: InboundMessage,
  { mailboxes, mailDomain, imported = false }: KindContext,
): boolean =>
  !imported &&
  from !== null &&
  (mailboxes.some(({ address }) => address.toLowerCase() === from.email) ||
    (from.email.startsWith('reply+') && domainOf(from.email) === mailDomain));

const SIGNS: readonly (readonly [(message: InboundMessage, context: KindContext) => boolean, string])[] = [
  [({ verdicts }) => verdicts.virus === 'fail', 'The virus scan found something.'],
  [({ verdicts }) => verdicts.spam === 'fail', 'The spam scan found it to be spam.'],
  [isHeaderBomb, 'It has more headers than any honest mail.'],
  [severalSenders, 'It names several senders in From.'],
  [showsAnother, 'The name in From shows another address than the one it was sent from.'],
  [claimsToBeUs, 'It claims to be from an address of this desk, without the signature of our own mail.'],
];

export const suspectSign: Sign = (message, context) =>
  SIGNS.find(([holds]) => holds(message, context))?.[1] ?? null;

/** Asked after bounces, which may come from `<MAILER-DAEMON>` without a domain. */
export const senderlessSign: Sign = ({ from }) =>
  from === null || !from.email.includes('@') ? 'It has no sender that could be answered.' : null;
