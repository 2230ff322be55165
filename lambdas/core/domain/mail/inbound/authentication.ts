/** What a mail proves about its From: SES's verdict on DMARC, and whether SPF or DKIM vouch for that very domain. */
import { domainOf } from './addresses.ts';
import { headersNamed } from './headers.ts';
import type { InboundMessage, Verdict } from './message.ts';

export type Dmarc = 'pass' | 'fail' | 'none' | 'error';

export interface Proof {
  /** `none`: the domain has no policy. `error`: nobody knows, so it has not passed. */
  readonly dmarc: Dmarc;
  /** An SPF or DKIM pass for the domain of the From, not merely for somebody's. */
  readonly aligned: boolean;
}

type Judged = Pick<InboundMessage, 'verdicts' | 'headers' | 'envelope' | 'from'>;

/** GRAY counts as none, whatever could not be checked as not passed (product.md section 4.5). */
const DMARC: Readonly<Record<Verdict, Dmarc>> = {
  pass: 'pass',
  fail: 'fail',
  none: 'none',
  gray: 'none',
  error: 'error',
};

/**
 * Relaxed alignment (RFC 7489, section 3.1) without a list of public suffixes: the same domain, or one within the
 * other. Two siblings below one organization's domain count as strangers.
 */
const isAligned = (one: string, other: string): boolean =>
  one.includes('.') &&
  other.includes('.') &&
  (one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`));

const signerOf = (signature: string): string =>
  (/(?:^|;)\s*d\s*=\s*([^;\s]{1,253})/i.exec(signature.slice(0, 4_000)) ?? ['', '']).slice(1).join('');

/**
 * Where SES does not say whose signature it found valid, every signature must be the domain's: anybody can put a
 * broken one that names their victim beside a valid one of their own.
 */
const isSigned = (message: Judged, domain: string): boolean => {
  if (message.verdicts.dkim !== 'pass') return false;
  const valid = message.verdicts.dkimDomains;
  if (valid !== undefined) return valid.some((signer) => isAligned(signer.toLowerCase(), domain));
  const signers = headersNamed(message, 'dkim-signature').map((value) => signerOf(value).toLowerCase());
  return signers.length > 0 && signers.every((signer) => isAligned(signer, domain));
};

export const proofOf = (message: Judged): Proof => {
  const domain = domainOf(message.from?.email ?? '');
  return {
    dmarc: DMARC[message.verdicts.dmarc],
    aligned:
      (message.verdicts.spf === 'pass' && isAligned(domainOf(message.envelope.from), domain)) ||
      isSigned(message, domain),
  };
};

/** DMARC passed, or the domain has no policy and SPF or DKIM vouch for it. */
export const isProven = ({ dmarc, aligned }: Proof): boolean =>
  dmarc === 'pass' || (dmarc === 'none' && aligned);
