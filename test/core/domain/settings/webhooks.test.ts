import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { filledBody } from '../../../../lambdas/core/domain/issues/body.ts';
import { issueWords } from '../../../../lambdas/core/domain/issues/words.ts';
import { pathText, readDocument } from '../../../../lambdas/core/domain/settings/parse.ts';
import { settingsProblems } from '../../../../lambdas/core/domain/settings/references.ts';
import { aSettings, aTicket } from '../../builders.ts';

const secret = (name: string) => ['$', '{secret:', name, '}'].join('');

const BASE = {
  id: 'tracker',
  name: 'Tracker',
  url: 'https://tracker.example/issues',
  body: { title: '{{subject}}', back: '{{callback}}' },
};

const said = (...raw: readonly object[]): readonly string[] => {
  const read = readDocument(
    'webhooks',
    raw.map((one) => ({ ...BASE, ...one })),
  );
  const problems =
    'problems' in read
      ? read.problems.map(({ path, message }) => ({ path: [...path], message }))
      : settingsProblems(aSettings({ webhooks: read.document }), 'webhooks');
  return problems.map(({ path, message }) => `${pathText('webhooks', path)} ${message}`);
};

describe('webhooks', () => {
  it('are right as they are documented', () => {
    expect(
      said({
        headers: { Authorization: `Bearer ${secret('tracker')}`, 'X-Api': '1' },
        signingSecret: 'signing',
        answer: { reference: '/key', link: 'https://tracker.example/{{reference}}' },
        callback: { state: '/a~1b/0', done: ['x'] },
      }),
    ).toEqual([]);
  });

  it.each([
    'http://tracker.example/issues',
    'https://user:word@tracker.example/',
    'https://tracker.example/#part',
    'ftp://tracker.example',
    'https:///issues',
    'http://127.0.0.1.evil.example/',
    'not an address',
  ])('do not go to %s', (url) => {
    expect(said({ url })).toEqual([
      'webhooks[0].url must be an address that begins with "https://", without user name or "#"',
    ]);
  });

  it('go to this machine for those who try them out', () => {
    expect(
      said({ url: 'http://127.0.0.1:4010/issues?a=b' }, { id: 'two', url: 'http://localhost:1/' }),
    ).toEqual([]);
  });

  it('speak only of what there is, in whole templates', () => {
    expect(said({ body: { title: '{{subjekt}}', list: ['{{#details}}'], back: '{{callback}}' } })).toEqual([
      expect.stringMatching(/^webhooks\[0\]\.body\.title speaks of "subjekt", .*subject/),
      'webhooks[0].body.list[0] must be mustache: a tag or a section is left open',
    ]);
    expect(said({ answer: { link: 'https://x/{{key}}' } })).toEqual([
      expect.stringContaining('webhooks[0].answer.link speaks of "key"'),
    ]);
    expect(said({ body: { '{{x}}': '{{! a word }}{{^details}}none{{/details}}' } })).toEqual([]);
  });

  it('name secrets in headers alone, and set no header of the connection or of the signature', () => {
    expect(said({ body: { token: secret('tracker') } })).toEqual([
      'webhooks[0].body.token only a header may name a secret',
    ]);
    expect(
      said({ headers: { Host: 'x', 'webhook-id': 'x', 'a b': 'x', ok: `a ${secret('No')}`, no: 'ü' } }),
    ).toEqual([
      'webhooks[0].headers.Host is not yours to set',
      'webhooks[0].headers.webhook-id is not yours to set',
      expect.stringMatching(/^webhooks\[0\]\.headers\.?\[?"?a b"?\]? is no name of a header$/),
      `webhooks[0].headers.ok must name a secret as ${secret('its-name')}`,
      'webhooks[0].headers.no must be ASCII',
    ]);
  });

  it('tell where to call back when they say how callbacks are read', () => {
    expect(said({ body: { title: '{{subject}}' }, callback: { done: ['x'] } })).toEqual([
      'webhooks[0].callback is never told to the developers: put {{callback}} into the body',
    ]);
  });

  it('are of one name each, and of JSON that has an end', () => {
    expect(said({}, {})).toEqual(['webhooks[1].id is there twice: "tracker"']);
    const deep = Array.from({ length: 14 }).reduce<object>((inner) => ({ inner }), {});
    expect(said({ body: deep })).toEqual([expect.stringContaining('at most 12 deep')]);
    expect(said({ body: { at: new Date(0) } })).toEqual([
      expect.stringContaining('webhooks[0].body must be'),
    ]);
    expect(said({ body: { long: 'x'.repeat(20_001) } })).toEqual([
      expect.stringContaining('20000 characters'),
    ]);
    expect(said({ answer: { reference: 'key' } })).toEqual([expect.stringContaining('JSON pointer')]);
  });
});

describe('the examples of config/desk.yaml', () => {
  const [, after = ''] = readFileSync('config/desk.yaml', 'utf8').split('\nwebhooks: []\n');
  const lines = after.split('\n').filter((line) => line.startsWith('#  '));
  const examples = parse(lines.map((line) => line.slice(1)).join('\n')) as readonly object[];
  const words = issueWords(aTicket(), { description: 'It stops.', link: 'l', callback: 'c', reason: 'r' });

  it('are right once they are no comments any more', () => {
    const read = readDocument('webhooks', examples);
    if ('problems' in read) throw new Error(JSON.stringify(read.problems));
    expect(read.document.map(({ id }) => id)).toEqual(['jira', 'github']);
    expect(settingsProblems(aSettings({ webhooks: read.document }), 'webhooks')).toEqual([]);
  });

  it('say what the APIs of Jira and GitHub ask for', () => {
    const [jira, github] = examples.map((one) => filledBody('body' in one ? one.body : {}, words));
    expect(jira).toMatchObject({
      fields: {
        project: { key: 'OPS' },
        issuetype: { name: 'Bug' },
        summary: '[#1001] The export stops half way',
        description: { type: 'doc', version: 1 },
        customfield_10050: 'c',
      },
    });
    expect(github).toMatchObject({
      title: '[#1001] The export stops half way',
      labels: ['support', 'other'],
    });
  });
});

describe('a category', () => {
  it('demands only details that it has', () => {
    const [first] = aSettings().categories;
    if (first === undefined) throw new Error('There is no category.');
    const categories = [{ ...first, beforeLine3: ['log'] }, ...aSettings().categories.slice(1)];
    const problems = settingsProblems(aSettings({ categories }), 'categories');
    expect(problems.map(({ message }) => message)).toEqual(['there is no detail "log" in this category']);
  });
});
