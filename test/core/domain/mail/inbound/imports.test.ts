import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  importedArrival,
  importKey,
  importOf,
  writtenAt,
} from '../../../../../lambdas/core/domain/mail/inbound/imports.ts';

const NOW = '2026-11-02T09:00:00.000Z';
const headers = (...pairs: readonly (readonly [string, string])[]) => ({
  headers: pairs.map(([name, value]) => ({ name, value })),
  from: { email: 'maria@example.com', name: null },
});

describe('the key of an imported message', () => {
  it('says everything that is special about it', () => {
    const id = fc.stringMatching(/^[0-9a-f]{40}$/);
    const to = fc.option(fc.emailAddress().map((address) => address.toLowerCase()));
    fc.assert(
      fc.property(id, fc.boolean(), to, (sesId, history, address) => {
        const key = importKey(sesId, { history, to: address });
        expect(importOf(key)).toEqual({ history, to: address });
        expect(key.slice(key.lastIndexOf('/') + 1)).toBe(sesId);
      }),
    );
  });

  it.each(['inbound/0a1b', 'import/0a1b', 'import/late/-/0a1b', ''])('is not %j', (key) => {
    expect(importOf(key)).toBeNull();
  });
});

describe('how an imported message came', () => {
  const about = { sesId: 'x', receivedAt: NOW, to: 'Support@desk.example' };

  it('is from where its Return-Path says, else from its sender; nobody has judged it', () => {
    const arrival = importedArrival(headers(['return-path', '<Bounce@List.example> ']), about);
    expect(arrival).toEqual({
      sesId: 'x',
      receivedAt: NOW,
      envelope: { from: 'bounce@list.example', to: ['support@desk.example'] },
      verdicts: { spf: 'none', dkim: 'none', dmarc: 'none', spam: 'none', virus: 'none' },
    });
    expect(importedArrival(headers(['return-path', '<>']), about).envelope.from).toBe('');
    expect(importedArrival(headers(), { ...about, to: null }).envelope).toEqual({
      from: 'maria@example.com',
      to: [],
    });
    expect(importedArrival({ headers: [], from: null }, about).envelope.from).toBe('unknown');
  });
});

describe('when an imported message was written', () => {
  it.each([
    ['Tue, 5 Mar 2024 10:11:12 +0300', '2024-03-05T07:11:12.000Z'],
    ['Tue, 5 Mar 2099 10:11:12 +0300', NOW],
    ['Thu, 1 Jan 1903 00:00:00 +0000', NOW],
    ['soon', NOW],
  ])('is what its Date says if that can be: %s', (date, at) => {
    expect(writtenAt(headers(['date', date]), NOW)).toBe(at);
  });

  it('is now when it has none', () => {
    expect(writtenAt({ headers: [] }, NOW)).toBe(NOW);
  });
});
