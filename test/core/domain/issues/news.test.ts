import { describe, expect, it } from 'vitest';
import { newsOf } from '../../../../lambdas/core/domain/issues/news.ts';
import { failedNote, newsNote, openedNote } from '../../../../lambdas/core/domain/issues/notes.ts';
import { refusal } from '../ticket/refusal.ts';

const NOW = '2026-11-02T09:00:00.000Z';
const at = (timeZone = 'Europe/Berlin') => ({ now: NOW, timeZone });

const NO_DAYS = [
  '2027-02-30',
  '2027-02-30T10:00:00Z',
  '2027-02-29T10:00:00+01:00',
  '2027-04-31T10:00Z',
  '2026-12-01T24:00:00Z',
];
const TOO_FAR = ['2032-01-01', '9999-12-31', '9999-12-31T23:59:59Z', '9999-12-31T23:59:59-01:00'];

describe('news in our own words', () => {
  const ours = (body: Record<string, unknown>, timeZone?: string) => newsOf(body, null, at(timeZone));

  it('are state, expected fix and comment, each if it is there', () => {
    expect(ours({})).toEqual({});
    expect(ours({ state: 'done', expectedFixAt: null, comment: ' Released. ' })).toEqual({
      state: 'done',
      expectedFixAt: null,
      comment: 'Released.',
    });
  });

  it.each([
    ['2026-12-01T10:00:00Z', '2026-12-01T10:00:00.000Z'],
    ['2026-12-01T10:00:00.5+02:00', '2026-12-01T08:00:00.500Z'],
    ['2026-12-01T10:00:00.000+0530', '2026-12-01T04:30:00.000Z'],
    ['2028-02-29T23:30-05:00', '2028-03-01T04:30:00.000Z'],
    ['2031-11-01T10:00:00Z', '2031-11-01T10:00:00.000Z'],
  ])('take the time %s', (text, instant) => {
    expect(ours({ expectedFixAt: text })).toEqual({ expectedFixAt: instant });
  });

  it.each([
    ['Europe/Berlin', '2026-12-01T22:59:59.999Z'],
    ['Pacific/Auckland', '2026-12-01T10:59:59.999Z'],
    ['Pacific/Kiritimati', '2026-12-01T09:59:59.999Z'],
    ['Pacific/Pago_Pago', '2026-12-02T10:59:59.999Z'],
  ])('keep a day until its end in %s', (zone, end) => {
    expect(ours({ expectedFixAt: '2026-12-01' }, zone)).toEqual({ expectedFixAt: end });
  });

  it('are refused with everything that is wrong', () => {
    const wrong = { state: 'ready', expectedFixAt: 'soon', comment: 7, due: 1 };
    expect(refusal(() => ours(wrong))?.paths.toSorted()).toEqual([
      'comment',
      'due',
      'expectedFixAt',
      'state',
    ]);
    for (const expectedFixAt of ['2026-13-01', '2026-12-01T25:00:00Z', 5, '', ...NO_DAYS, ...TOO_FAR])
      expect(refusal(() => ours({ expectedFixAt }))?.paths).toEqual(['expectedFixAt']);
    expect(refusal(() => ours({ comment: 'x'.repeat(5001) }))?.paths).toEqual(['comment']);
  });
});

describe('news in the words of a tracker', () => {
  const jira = {
    state: '/fields/status/statusCategory/key',
    inProgress: ['indeterminate'],
    done: ['done'],
    rejected: [],
    expectedFixAt: '/fields/duedate',
    comment: '/comment/body',
  };
  const theirs = (body: Record<string, unknown>) => newsOf(body, jira, at());
  const anIssue = (key: string, duedate: unknown = null) => ({
    key: 'OPS-42',
    fields: { status: { name: 'Whatever', statusCategory: { key } }, duedate },
  });

  it('are read by the pointers of the settings', () => {
    expect(theirs({ ...anIssue('indeterminate', '2026-12-01'), comment: { body: 'On it' } })).toEqual({
      state: 'in-progress',
      expectedFixAt: '2026-12-01T22:59:59.999Z',
      comment: 'On it',
    });
    expect(theirs(anIssue('done'))).toEqual({ state: 'done' });
  });

  it('are nothing where nothing of ours is said: an unknown state, a day that has passed, another shape', () => {
    expect(theirs(anIssue('new', '2026-11-01'))).toEqual({});
    for (const due of [...NO_DAYS, ...TOO_FAR]) expect(theirs(anIssue('new', due))).toEqual({});
    expect(theirs({ fields: [], comment: 'text' })).toEqual({});
    expect(theirs({ ...anIssue('x', 17), comment: { body: ' ' } })).toEqual({});
    const silent = { inProgress: [], done: [], rejected: [] };
    expect(newsOf(anIssue('done'), silent, at())).toEqual({});
  });

  it('tell what was rejected, as GitHub does', () => {
    const github = { ...jira, state: '/issue/state_reason', done: ['completed'], rejected: ['not_planned'] };
    const closed = (reason: string | null) =>
      newsOf({ action: 'closed', issue: { state_reason: reason } }, github, at());
    expect(closed('not_planned')).toEqual({ state: 'rejected' });
    expect(closed('completed')).toEqual({ state: 'done' });
    expect(closed(null)).toEqual({});
  });
});

describe('what agents read', () => {
  const issue = {
    id: 'i',
    target: 'jira',
    state: 'done',
    askedAt: NOW,
    reference: 'OPS-1',
    url: null,
  } as const;

  it('is where the issue is, how far, and in whose words', () => {
    expect(openedNote('Jira', { reference: 'OPS-1', url: 'https://a/1' })).toContain(
      'in Jira: OPS-1 · https://a/1',
    );
    expect(openedNote('Jira', { reference: null, url: null })).toContain('did not say which');
    const by = (at: string | null, isPromised = true) => ({ fix: { at, isPromised } });
    const silent = { comment: undefined, timeZone: 'Europe/Berlin', ...by(null) };
    expect(newsNote('Jira', issue, { ...silent, comment: 'Released.' })).toBe(
      'Jira OPS-1: done\n\nReleased.',
    );
    const unnamed = { ...issue, reference: null };
    expect(newsNote('Jira', unnamed, { ...silent, ...by(NOW) })).toBe(
      'Jira: done\n\nA fix is expected by November 2, 2026 at 10:00 GMT+1.',
    );
    expect(newsNote('Jira', unnamed, { ...silent, ...by('2026-12-01T22:59:59.999Z') })).toBe(
      'Jira: done\n\nA fix is expected by December 1, 2026.',
    );
  });

  it('is why it could not be sent, and how to ask again', () => {
    const verdict = { kind: 'refused', reason: 'answered 422', excerpt: 'no project', again: false } as const;
    expect(failedNote('Jira', { number: 1001 }, verdict)).toBe(
      'The issue could not be sent to Jira: it answered 422.\n\nno project\n\n' +
        'When that is mended, ask again: POST /v1/tickets/1001/issue',
    );
  });
});
