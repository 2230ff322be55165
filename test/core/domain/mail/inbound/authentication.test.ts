import { describe, expect, it } from 'vitest';
import { isProven, proofOf } from '../../../../../lambdas/core/domain/mail/inbound/authentication.ts';
import { aMessage, type MessageParts } from './messages.ts';

const proof = (parts: MessageParts) => proofOf(aMessage(parts));
const signedBy = (...domains: string[]) => ({
  'dkim-signature': domains.map((d) => `v=1; a=rsa-sha256; d=${d}; s=x`),
});
const from = (address: string) => ({ envelope: { from: address, to: [] } });

describe('the verdict on DMARC', () => {
  it.each([
    ['pass', 'pass'],
    ['fail', 'fail'],
    ['none', 'none'],
    ['gray', 'none'],
    ['error', 'error'],
  ] as const)('%s counts as %s', (verdict, dmarc) => {
    expect(proof({ verdicts: { dmarc: verdict } }).dmarc).toBe(dmarc);
  });
});

describe('alignment', () => {
  const none = { spf: 'none', dkim: 'none' } as const;

  it.each<[string, boolean, MessageParts]>([
    ['SPF for the same domain', true, { verdicts: { ...none, spf: 'pass' } }],
    [
      'SPF for a domain within',
      true,
      { verdicts: { ...none, spf: 'pass' }, ...from('b@bounce.example.com') },
    ],
    ['SPF for the domain around', true, { verdicts: { ...none, spf: 'pass' }, from: 'a@mail.example.com' }],
    ['SPF for somebody else', false, { verdicts: { ...none, spf: 'pass' }, ...from('b@evil.example') }],
    [
      'SPF for a domain that merely ends alike',
      false,
      { verdicts: { ...none, spf: 'pass' }, ...from('b@badexample.com') },
    ],
    ['SPF for a whole top level', false, { verdicts: { ...none, spf: 'pass' }, ...from('b@com') }],
    ['no SPF', false, { verdicts: { ...none, spf: 'error' } }],
    ['no sender', false, { verdicts: { ...none, spf: 'pass', dkim: 'pass' }, from: null }],
    [
      'a signature of the domain',
      true,
      { verdicts: { ...none, dkim: 'pass' }, headers: signedBy('Example.com') },
    ],
    [
      'a signature of somebody else',
      false,
      { verdicts: { ...none, dkim: 'pass' }, headers: signedBy('evil.example') },
    ],
    [
      'a borrowed name beside a valid signature',
      false,
      { verdicts: { ...none, dkim: 'pass' }, headers: signedBy('evil.example', 'example.com') },
    ],
    ['a pass without any signature', false, { verdicts: { ...none, dkim: 'pass' } }],
    [
      'a signature without domain',
      false,
      { verdicts: { ...none, dkim: 'pass' }, headers: { 'dkim-signature': 'v=1' } },
    ],
    [
      'a signature that did not pass',
      false,
      { verdicts: { ...none, dkim: 'fail' }, headers: signedBy('example.com') },
    ],
  ])('%s: %s', (_name, aligned, parts) => {
    expect(proof(parts).aligned).toBe(aligned);
  });

  it('goes by the signers that SES found valid where it says so', () => {
    const message = aMessage({ headers: signedBy('example.com') });
    const by = (dkimDomains: readonly string[]) =>
      proofOf({ ...message, verdicts: { ...message.verdicts, spf: 'none', dkimDomains } }).aligned;
    expect(by(['sender.example', 'EXAMPLE.com'])).toBe(true);
    expect(by(['sender.example'])).toBe(false);
  });
});

describe('proof', () => {
  it.each([
    ['pass', false, true],
    ['none', true, true],
    ['none', false, false],
    ['fail', true, false],
    ['error', true, false],
  ] as const)('DMARC %s, aligned %s: %s', (dmarc, aligned, proven) => {
    expect(isProven({ dmarc, aligned })).toBe(proven);
  });
});
