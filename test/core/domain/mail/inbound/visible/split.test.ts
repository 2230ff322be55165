import { describe, expect, it } from 'vitest';
import { splitMail } from '../../../../../../lambdas/core/domain/mail/inbound/visible/split.ts';
import { BLOCK_CLIENTS } from '../fixtures/block-clients.ts';
import { OTHER_CLIENTS } from '../fixtures/other-clients.ts';
import { QUOTING_CLIENTS } from '../fixtures/quoting-clients.ts';

const FIXTURES = [...QUOTING_CLIENTS, ...BLOCK_CLIENTS, ...OTHER_CLIENTS];

describe('the visible text of a reply', () => {
  it('is tried on at least sixty mails', () => {
    expect(FIXTURES.length).toBeGreaterThanOrEqual(60);
    expect(new Set(FIXTURES.map(({ mail }) => mail)).size).toBeGreaterThan(100);
  });

  it.each(FIXTURES)('is what the person wrote: $name', ({ said, mail }) => {
    expect(splitMail(mail, 'Re: [#1001] Export').visible).toBe(said);
  });

  it.each(FIXTURES)('loses nothing: $name', ({ mail }) => {
    const { sections } = splitMail(mail, 'Re: [#1001] Export');
    expect(sections.map(({ text }) => text).join('\n')).toBe(
      mail.replaceAll('\r\n', '\n').replace('\uFEFF', ''),
    );
  });
});
