import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filledBody, textsIn } from '../../../../lambdas/core/domain/issues/body.ts';
import { ISSUE_WORDS, type IssueWords, issueWords } from '../../../../lambdas/core/domain/issues/words.ts';
import { aTicket } from '../../builders.ts';

const TEMPLATE = {
  title: '[#{{number}}] {{subject}}',
  body: '{{description}}\n\n{{#details}}Details:\n{{details}}{{/details}}\n{{{reason}}}',
  labels: ['support', '{{category}}'],
  priority: 3,
  nested: { deep: [{ text: '{{product}}', none: null, yes: true }] },
};

const wordsOf = (over: Partial<IssueWords>): IssueWords => ({
  ...(Object.fromEntries(ISSUE_WORDS.map((name) => [name, name])) as IssueWords),
  ...over,
});

describe('the body of a webhook', () => {
  it('is the template with its texts filled and everything else as it was', () => {
    expect(filledBody(TEMPLATE, wordsOf({ details: '' }))).toEqual({
      title: '[#number] subject',
      body: 'description\n\n\nreason',
      labels: ['support', 'category'],
      priority: 3,
      nested: { deep: [{ text: 'product', none: null, yes: true }] },
    });
  });

  it('keeps its shape whatever a requester writes, and says it to the letter', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const filled = JSON.parse(
          JSON.stringify(filledBody({ title: '{{subject}}', rest: 'x' }, wordsOf({ subject: text }))),
        );
        expect(filled).toEqual({ title: text, rest: 'x' });
      }),
    );
    const sly = '", "assignee": "me" {{description}} {{{reason}}}';
    expect(filledBody('{{subject}}', wordsOf({ subject: sly }))).toBe(sly);
  });

  it('can be walked text by text', () => {
    expect(textsIn(TEMPLATE).map(({ path }) => path.join('.'))).toEqual([
      'title',
      'body',
      'labels.0',
      'labels.1',
      'nested.deep.0.text',
    ]);
  });
});

describe('the words of an issue', () => {
  const about = { description: 'It stops.', link: 'https://d/1', callback: 'https://d/c/t', reason: 'why' };

  it('tell of the ticket, and nothing of who asked but plan and language', () => {
    const ticket = aTicket({ details: { version: '5.2', log: 'Error 5' }, product: 'cloud' });
    const words = issueWords(ticket, about);
    expect(words).toMatchObject({
      ...about,
      number: '1001',
      product: 'cloud',
      type: '',
      plan: 'basic',
      language: 'en',
      details: 'version: 5.2\nlog: Error 5',
    });
    const said = JSON.stringify(words);
    for (const personal of [ticket.requester.email, ticket.requester.name])
      expect(said).not.toContain(personal);
  });

  it('cut a description that no tracker takes', () => {
    const { description } = issueWords(aTicket(), { ...about, description: '💥'.repeat(20_000) });
    expect(description).toHaveLength(30_001);
    expect(description.isWellFormed()).toBe(true);
  });
});
