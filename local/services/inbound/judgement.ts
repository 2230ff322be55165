/** What SES says about an inbound mail: nobody asks DNS here, so whoever hands the mail in says what it would find. */

export interface Judgement {
  readonly spf: 'pass' | 'fail' | 'none';
  readonly dkim: 'pass' | 'fail' | 'none';
  /** `none`: the domain of From has no policy. */
  readonly dmarc: 'pass' | 'fail' | 'none';
  readonly spam: 'pass' | 'fail' | 'gray';
  readonly virus: 'pass' | 'fail';
}

/** The values of each, for people who write them; the first is what is meant when nothing is said. */
export const JUDGEMENTS = {
  spf: ['none', 'pass', 'fail'],
  dkim: ['none', 'pass', 'fail'],
  dmarc: ['none', 'pass', 'fail'],
  spam: ['pass', 'fail', 'gray'],
  virus: ['pass', 'fail'],
} as const satisfies { readonly [K in keyof Judgement]: readonly Judgement[K][] };

/** A mail from a sender who proves nothing, and that harms nobody. */
export const UNPROVEN: Judgement = { spf: 'none', dkim: 'none', dmarc: 'none', spam: 'pass', virus: 'pass' };

/**
 * As notifications spell it: what has no policy or no signature is GRAY.
 * {@link https://docs.aws.amazon.com/ses/latest/dg/receiving-email-notifications-contents.html}
 */
export const verdictOf = (word: Judgement[keyof Judgement]): { readonly status: string } => ({
  status: word === 'none' ? 'GRAY' : word.toUpperCase(),
});
