import { describe, expect, it } from 'vitest';
import { analyse } from '../../../../lambdas/core/domain/triage/analyse.ts';
import { TEXTS_MOST, withinReach } from '../../../../lambdas/core/domain/triage/reach.ts';
import { type Source, TEXT_MOST } from '../../../../lambdas/core/domain/triage/text.ts';
import { after, aSettings, aTicket } from '../../builders.ts';

const aSource = (where: string, text: string): Source => ({ where, text, isRequesters: true });
const long = (howMany: number): readonly Source[] =>
  Array.from({ length: howMany }, (_, at) => aSource(`cmt_${at}`, String(at).padEnd(TEXT_MOST, ' .')));
const read = (texts: readonly Source[]): readonly string[] =>
  withinReach(texts)
    .filter(({ text }) => text !== '')
    .map(({ where }) => where);

describe('the texts of a ticket', () => {
  const most = TEXTS_MOST / TEXT_MOST;

  it('are read all while they are not too many', () => {
    expect(withinReach([])).toEqual([]);
    const texts = long(most);
    expect(withinReach(texts)).toBe(texts);
    expect(read([aSource('subject', ''), ...texts])).toHaveLength(most);
  });

  it('are else the first two and the newest, each in its place', () => {
    const all = read(long(most + 5));
    expect(all).toHaveLength(most);
    expect(all.slice(0, 3)).toEqual(['cmt_0', 'cmt_1', 'cmt_7']);
    expect(all.at(-1)).toBe(`cmt_${most + 4}`);
    expect(withinReach(long(most + 5))).toHaveLength(most + 5);
  });

  it('count as long as they are read, not as long as they are', () => {
    const texts = [aSource('subject', 'x'.repeat(TEXTS_MOST * 2)), aSource('description', 'y')];
    expect(withinReach(texts)).toBe(texts);
  });

  it('keep their files, and what was found in them before', () => {
    const settings = aSettings();
    const files = [{ fileName: 'acme.log', contentType: 'text/plain', size: 10, inline: false }];
    const texts = long(most + 5).map((one, at) =>
      at === 3 ? { ...one, text: 'Version: 5.2'.padEnd(TEXT_MOST), files } : one,
    );
    const ticket = aTicket({ category: 'bug' });
    const early = analyse(ticket, texts.slice(0, 5), settings, after(1), 0);
    expect(early.details.map(({ found }) => found)).toEqual([true, false, true]);
    const by = { given: new Set([]), detect: null, model: null, opinion: null };
    const late = analyse(ticket, texts, settings, after(2), 0, { ...by, earlier: early });
    expect(late.details.map(({ found }) => found)).toEqual([true, false, true]);
    const anew = analyse(ticket, texts, settings, after(2), 0, { ...by, earlier: null });
    expect(anew.details.map(({ found }) => found)).toEqual([false, false, true]);
  });
});
