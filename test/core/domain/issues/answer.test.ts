import { describe, expect, it } from 'vitest';
import { verdictOf, type WebhookAnswer } from '../../../../lambdas/core/domain/issues/answer.ts';
import { pointedAt, textAt } from '../../../../lambdas/core/domain/issues/json-pointer.ts';

const answered = (status: number, body: unknown = null): WebhookAnswer => ({
  kind: 'answered',
  status,
  body,
  excerpt: 'said',
});

describe('a JSON pointer (RFC 6901)', () => {
  const json = { a: { 'b/c': [{ '~d': 7 }] }, '': 'empty', e: null, f: '  ' };

  it.each([
    ['', json],
    ['/a/b~1c/0/~0d', 7],
    ['/', 'empty'],
    ['/e', null],
    ['/a/x/y', undefined],
    ['/a/b~1c/length', 1],
    ['/toString', undefined],
    ['/e/x', undefined],
  ])('"%s"', (pointer, found) => {
    expect(pointedAt(json, pointer)).toEqual(found);
  });

  it('leads to texts and numbers, and to nothing that is blank', () => {
    expect(textAt(json, '/a/b~1c/0/~0d')).toBe('7');
    for (const pointer of ['/f', '/e', '/a', '/x']) expect(textAt(json, pointer)).toBeNull();
  });
});

describe('the answer of a tracker', () => {
  const jira = { answer: { reference: '/key', link: 'https://acme.example/browse/{{reference}}' } };
  const github = { answer: { reference: '/number', url: '/html_url' } };

  it('names the issue as Jira does', () => {
    const body = { id: '10000', key: 'OPS-42', self: 'https://acme.example/rest/api/3/issue/10000' };
    expect(verdictOf(answered(201, body), jira)).toEqual({
      kind: 'taken',
      reference: 'OPS-42',
      url: 'https://acme.example/browse/OPS-42',
    });
  });

  it('names it as GitHub does', () => {
    const body = { number: 1347, html_url: 'https://github.com/o/r/issues/1347', state: 'open' };
    expect(verdictOf(answered(201, body), github)).toEqual({
      kind: 'taken',
      reference: '1347',
      url: 'https://github.com/o/r/issues/1347',
    });
  });

  it('is an issue all the same when it names none, or none that can be kept', () => {
    const nameless = { kind: 'taken', reference: null, url: null };
    expect(verdictOf(answered(200, null), jira)).toEqual(nameless);
    expect(verdictOf(answered(200, { key: 'x'.repeat(201) }), jira)).toEqual(nameless);
    expect(verdictOf(answered(204), { answer: {} })).toEqual(nameless);
    const sly = { number: 1, html_url: 'javascript:alert(1)' };
    expect(verdictOf(answered(201, sly), github)).toMatchObject({ reference: '1', url: null });
    expect(verdictOf(answered(201, { key: 'a b/../c' }), jira)).toMatchObject({
      url: 'https://acme.example/browse/a%20b%2F..%2Fc',
    });
  });

  it.each([
    [500, true],
    [503, true],
    [429, true],
    [408, true],
    [400, false],
    [401, false],
    [404, false],
    [422, false],
    [302, false],
  ])('of %i is worth another attempt: %s', (status, again) => {
    expect(verdictOf(answered(status), jira)).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining(`answered ${status}`),
      excerpt: 'said',
      again,
    });
  });

  it('may never come', () => {
    expect(verdictOf({ kind: 'failed', reason: 'could not be reached', again: true }, jira)).toEqual({
      kind: 'refused',
      reason: 'could not be reached',
      excerpt: '',
      again: true,
    });
  });
});
