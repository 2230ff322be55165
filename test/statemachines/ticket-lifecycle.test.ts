import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import jsonata from 'jsonata';
import { describe, expect, it } from 'vitest';
import { NEXT_PLACES, stepInput } from '../../lambdas/core/contracts/step-inputs.ts';
import { definitionProblems } from '../../local/states/definition.ts';
import {
  type AnyState,
  DEFINITION,
  DEFINITION_FOLDER,
  DEFINITION_TEXT,
  STATES,
  TASKS,
} from './definition-file.ts';

/** It comes without types. */
const validate = createRequire(import.meta.url)('asl-validator') as (definition: unknown) => {
  readonly errors: readonly unknown[];
};

const expressions = [...DEFINITION_TEXT.matchAll(/"\{% ((?:[^"\\]|\\.)*) %\}"/g)].map(
  ([, source]) => JSON.parse(`"${source}"`) as string,
);

const waits = (state: AnyState) => state.Resource?.endsWith('.waitForTaskToken') === true;

describe('the definition', () => {
  it('has no problem that asl-validator finds', () => {
    expect(validate(DEFINITION).errors).toEqual([]);
  });

  it('has no problem that the desk on one machine finds', () => {
    expect(definitionProblems(DEFINITION)).toEqual([]);
  });

  it('holds only expressions that the JSONata of Step Functions can parse', () => {
    expect(expressions.length).toBeGreaterThan(50);
    for (const source of expressions) expect(() => jsonata(source), source).not.toThrow();
  });

  it('has at most 14 states', () => {
    expect(STATES.length).toBeLessThanOrEqual(14);
  });

  it.each(STATES)('says in a sentence what "%s" is for', (name, state) => {
    expect(state.Comment).toMatch(/^[A-Z].{20,}\.$/);
    expect(name).toMatch(/^[A-Z][a-z]+( [a-z]+){0,3}$/);
  });

  it('calls nothing but the one function', () => {
    for (const [, task] of TASKS) expect(task.Arguments?.FunctionName).toMatch(/^\$\{ticketLifecycle\}$/);
  });
});

describe.each(TASKS)('the task "%s"', (_name, task) => {
  it('ends quietly when a later generation owns the ticket', () => {
    expect(task.Catch?.[0]).toMatchObject({
      ErrorEquals: ['Superseded', 'TicketNotFound'],
      Next: 'Superseded',
    });
  });

  it('gives up on anything that it does not know', () => {
    expect(task.Catch?.at(-1)).toMatchObject({ ErrorEquals: ['States.ALL'], Next: 'Given up' });
  });

  it('retries what is transient, with jitter, and never a wait that is over', () => {
    const retried = task.Retry?.flatMap(({ ErrorEquals }) => ErrorEquals) ?? [];
    expect(retried).toEqual(
      expect.arrayContaining(['Lambda.TooManyRequestsException', 'VersionConflict', 'Throttled']),
    );
    expect(retried.filter((name) => name.startsWith('States.'))).toEqual([]);
    expect(task.Retry?.every(({ JitterStrategy }) => JitterStrategy === 'FULL')).toBe(true);
  });

  it('is bounded in time', () => {
    expect(waits(task) ? typeof task.TimeoutSeconds : task.TimeoutSeconds).toBe(waits(task) ? 'string' : 60);
  });

  it('hands over what the contract asks for', () => {
    const example = {
      ...task.Arguments?.Payload,
      ticketId: 'tkt_1',
      generation: 1,
      loops: 0,
      startedAt: '2026-11-21T09:00:00.000Z',
      ...(waits(task) ? { wakeAt: '2026-11-22T09:00:00.000Z', token: 'token' } : {}),
    };
    expect(stepInput.parse(example)).toEqual(example);
  });
});

describe('the one branch', () => {
  const choices = STATES.filter(([, { Type }]) => Type === 'Choice');

  it('is the only one', () => {
    expect(choices.map(([name]) => name)).toEqual(['What now']);
  });

  it('knows every word that a step may answer, and gives up on any other', () => {
    const [, branch] = choices[0] ?? [];
    const words = branch?.Choices?.map(({ Condition }) => /'(\w+)'/.exec(Condition)?.[1]);
    expect(words?.toSorted()).toEqual([...NEXT_PLACES].toSorted());
    expect(branch?.Default).toBe('Given up');
  });
});

describe('the page about it', () => {
  const page = readFileSync(join(DEFINITION_FOLDER, 'README.md'), 'utf8');

  it.each(STATES)('has a row for "%s"', (name) => {
    expect(page).toContain(`| ${name} |`);
  });

  it('draws every way from one state to another', () => {
    const id = (name: string) => name.replaceAll(' ', '_');
    const ways = STATES.flatMap(([name, state]) =>
      [
        state.Next,
        state.Default,
        ...(state.Choices ?? []).map(({ Next }) => Next),
        ...(state.Catch ?? [])
          .filter(({ Next }) => Next !== 'Superseded' && Next !== 'Given up')
          .map(({ Next }) => Next),
      ]
        .filter((next) => next !== undefined)
        .map((next) => `${id(name)} --> ${id(next)}`),
    );
    for (const way of new Set(ways)) expect(page).toContain(way);
  });
});
