import { describe, expect, it } from 'vitest';
import { templateProblems, VARIABLES } from '../../../../lambdas/core/domain/macros/variables.ts';

const problems = (text: string, over: { isPublic?: boolean; details?: readonly string[] } = {}) =>
  templateProblems(text, { isPublic: true, details: ['version'], ...over });

describe('the text of a macro', () => {
  it.each(VARIABLES.filter((name) => name !== 'ticket.link'))('may speak of {{%s}}', (name) => {
    expect(problems(`Hello {{${name}}}, {{#${name}}}yes{{/${name}}}{{^${name}}}no{{/${name}}}`)).toEqual([]);
  });

  it('may speak of the details that its tickets can have, and may hold remarks', () => {
    expect(problems('{{! for the new ones }}Version {{details.version}}')).toEqual([]);
    expect(problems('{{details.steps}}')).toEqual(['there is no variable "details.steps"']);
  });

  it.each([
    ['{{requester.nmae}}', 'there is no variable "requester.nmae"; did you mean "requester.name"?'],
    ['{{name}}', 'there is no variable "name"'],
    ['{{details.verson}}', 'there is no variable "details.verson"; did you mean "details.version"?'],
    ['{{#desk.name}}{{constructor}}{{/desk.name}}', 'there is no variable "constructor"'],
    ['{{#desk.name}}{{.}}{{/desk.name}}', 'there is no variable "."'],
    ['{{^people}}none{{/people}}', 'there is no variable "people"'],
    ['{{requester}}', 'there is no variable "requester"'],
    ['{{{desk.name}}}', 'may have {{variables}} and {{#sections}}; "desk.name" is neither'],
    ['{{&desk.name}}', 'may have {{variables}} and {{#sections}}; "desk.name" is neither'],
    ['{{> footer}}', 'may have {{variables}} and {{#sections}}; "footer" is neither'],
    ['{{=<% %>=}}', 'may have {{variables}} and {{#sections}}; "<% %>" is neither'],
    ['Hello {{requester.name', 'must be mustache: a tag or a section is left open'],
    ['{{#desk.name}}', 'must be mustache: a tag or a section is left open'],
  ])('%s is refused', (text, message) => {
    expect(problems(text)).toEqual([message]);
  });

  it('names every wrong variable, each once', () => {
    expect(problems('{{one}} {{two}} {{#desk.name}}{{one}}{{/desk.name}}')).toHaveLength(2);
  });

  it('links to the ticket in notes alone: a comment has several readers', () => {
    expect(problems('{{ticket.link}}', { isPublic: false })).toEqual([]);
    expect(problems('{{ticket.link}}')).toEqual([expect.stringContaining('is for notes')]);
  });
});
