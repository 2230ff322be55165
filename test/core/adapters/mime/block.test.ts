import { describe, expect, test } from 'vitest';
import {
  arrivalOfBlock,
  dkimDomains,
  type SesBlock,
  splitBlock,
} from '../../../../lambdas/core/adapters/mime/block.ts';
import { seed } from './an-arrival.ts';

const splitOf = (text: string) => splitBlock(Buffer.from(text, 'latin1'));
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

const blockOf = (raw: Uint8Array | string): SesBlock => {
  const { block } = typeof raw === 'string' ? splitOf(raw) : splitBlock(raw);
  if (block === null) throw new Error('There is no block.');
  return block;
};

describe("SES's block", () => {
  test('ends with its receipt and the signature over it', () => {
    const { block, message } = splitBlock(seed('plain'));
    expect(block?.fields.map(({ name }) => name)).toEqual([
      'return-path',
      'received',
      'x-ses-spam-verdict',
      'x-ses-virus-verdict',
      'received-spf',
      'authentication-results',
      'x-ses-receipt',
    ]);
    expect(textOf(message)).toMatch(/^Date: Tue, 3 Nov 2026/);
  });

  test.each([
    ['no receipt', 'Return-Path: <a@b.example>\r\nReceived: x\r\n\r\nX-SES-RECEIPT: y\r\n'],
    [
      'a header of the sender before the receipt',
      'Return-Path: <a@b.example>\r\nFrom: x\r\nX-SES-RECEIPT: y\r\n\r\n',
    ],
    ['no Return-Path on top', 'Received: x\r\nX-SES-RECEIPT: y\r\n\r\n'],
    ['nothing', ''],
  ])('is not there with %s', (_what, text) => {
    const { block, message } = splitOf(text);
    expect(block).toBeNull();
    expect(textOf(message)).toBe(text);
  });

  test('a forged one further down changes nothing', () => {
    const block = blockOf(seed('forged-ses-headers'));
    expect(dkimDomains(block)).toEqual(['example.com']);
    expect(arrivalOfBlock(block, 'id', '').envelope.from).toBe('ann@example.com');
  });

  test('tells an arrival whose notification was lost', () => {
    expect(arrivalOfBlock(blockOf(seed('plain')), 'o3vr', '2026-12-01T00:00:00.000Z')).toEqual({
      sesId: 'o3vr',
      receivedAt: '2026-11-03T09:15:02.000Z',
      envelope: { from: 'ann@example.com', to: ['help@desk.example'] },
      verdicts: { spf: 'pass', dkim: 'pass', dmarc: 'pass', spam: 'pass', virus: 'pass' },
    });
  });

  test('what it does not say is none, and its time is when the object was stored', () => {
    const block = blockOf('Return-Path: <>\r\nReceived: from x; yesterday\r\nX-SES-RECEIPT: y\r\n\r\n');
    expect(arrivalOfBlock(block, 'o3vr', '2026-12-01T00:00:00.000Z')).toEqual({
      sesId: 'o3vr',
      receivedAt: '2026-12-01T00:00:00.000Z',
      envelope: { from: '', to: [] },
      verdicts: { spf: 'none', dkim: 'none', dmarc: 'none', spam: 'none', virus: 'none' },
    });
    expect(dkimDomains(block)).toEqual([]);
  });

  test.each([
    ['in the envelope', '"x; dkim=pass header.i=@bank.example"@evil.example', 'mx.evil.example'],
    [
      'in the envelope, with a helo',
      '"x; helo=x; dkim=pass header.i=@bank.example"@evil.example',
      'mx.evil.example',
    ],
  ])('a verdict that the sender wrote %s is not believed', (_where, from, helo) => {
    const block = blockOf(
      `Return-Path: <${from}>\r\nAuthentication-Results: amazonses.com; spf=fail client-ip=192.0.2.7; envelope-from=${from}; helo=${helo}; dkim=none; dmarc=none;\r\nX-SES-RECEIPT: y\r\n\r\n`,
    );
    expect(dkimDomains(block)).toEqual([]);
    expect(arrivalOfBlock(block, 'id', '').verdicts.dkim).toBe('none');
  });
});
