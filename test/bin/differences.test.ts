import { describe, expect, it } from 'vitest';
import { differences } from '../../bin/desk/differences.ts';
import { same } from '../../bin/desk/steps.ts';

describe('the differences between two documents', () => {
  it('are told by name: added, removed, changed', () => {
    const before = [
      { id: 'a', name: 'A', line: 1 },
      { id: 'b', name: 'B' },
    ];
    const after = [
      { id: 'a', name: 'Aa', line: 1 },
      { id: 'c', name: 'C' },
    ];
    expect(differences(before, after)).toEqual(['+ c', '- b', '~ a', '    name: "A" → "Aa"']);
  });

  it('go into named parts of parts', () => {
    const detail = { name: 'version', required: false, ask: { en: 'Which?' } };
    const before = [{ id: 'a', details: [detail], tags: ['x'] }];
    const after = [
      {
        id: 'a',
        details: [{ ...detail, required: true, ask: { en: 'Which one?' } }, { name: 'log' }],
        tags: [],
      },
    ];
    expect(differences(before, after)).toEqual([
      '~ a',
      '    details:',
      '        + log',
      '        ~ version',
      '            required: false → true',
      '            ask:',
      '                en: "Which?" → "Which one?"',
      '    tags: ["x"] → []',
    ]);
  });

  it('tell a new order, because the first that matches wins', () => {
    const [a, b, c] = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];
    expect(differences([a, b, c], [c, a])).toEqual(['- b', 'order: a, c → c, a']);
  });

  it('know templates by language, mailboxes by address and lists without names as a whole', () => {
    const template = { id: 'solved', locale: 'en', subject: 'x' };
    expect(differences([template], [{ ...template, locale: 'ru' }])).toEqual([
      '+ solved (ru)',
      '- solved (en)',
    ]);
    expect(differences([{ address: 'a@b.example' }], [])).toEqual(['- a@b.example']);
    expect(differences([{ x: 1 }], [{ x: 2 }])).toEqual(['[{"x":1}] → [{"x":2}]']);
    expect(differences([{ id: 1 }], [{ id: 2 }])).toEqual(['+ 2', '- 1']);
  });

  it('are none when only the order of fields or an empty field differs', () => {
    expect(differences({ a: 1, b: null }, { a: 1 })).toEqual([]);
    expect(differences(1, 1)).toEqual([]);
    expect(same([{ a: 1, b: { c: undefined } }], [{ b: {}, a: 1 }])).toBe(true);
    expect(same([1, 2], [2, 1])).toBe(false);
  });

  it('are cut where a value is long', () => {
    const [line] = differences({ a: '' }, { a: 'x'.repeat(500) });
    expect(line?.length).toBeLessThan(140);
    expect(line?.endsWith('…')).toBe(true);
  });
});
