import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePattern, matchesPattern } from '../../../../local/services/events/pattern.ts';

const EVENT = {
  source: 'threeline',
  'detail-type': 'ticket.opened',
  detail: {
    ticket: 'tkt_1',
    priority: 3,
    tags: ['vip', 'Payment'],
    empty: [],
    nothing: null,
    nested: { file: 'dir/report.PDF', ip: '10.0.0.5' },
    lines: [{ name: 'a' }, { name: 'b' }],
  },
};

const yes: readonly [string, Record<string, unknown>][] = [
  ['exact text', { source: ['other', 'threeline'] }],
  ['several fields', { source: ['threeline'], 'detail-type': ['ticket.opened'] }],
  ['a number', { detail: { priority: [3] } }],
  ['null', { detail: { nothing: [null] } }],
  ['one of an array', { detail: { tags: ['vip'] } }],
  ['prefix', { 'detail-type': [{ prefix: 'ticket.' }] }],
  ['prefix in any case', { 'detail-type': [{ prefix: { 'equals-ignore-case': 'TICKET.' } }] }],
  ['suffix', { 'detail-type': [{ suffix: '.opened' }] }],
  ['suffix in any case', { detail: { nested: { file: [{ suffix: { 'equals-ignore-case': '.pdf' } }] } } }],
  ['anything but a text', { source: [{ 'anything-but': 'aws.ses' }] }],
  ['anything but several', { detail: { priority: [{ 'anything-but': [1, 2] }] } }],
  ['anything but a prefix', { source: [{ 'anything-but': { prefix: 'aws.' } }] }],
  ['anything but one of several suffixes', { source: [{ 'anything-but': { suffix: ['x', 'y'] } }] }],
  ['anything but in any case', { source: [{ 'anything-but': { 'equals-ignore-case': 'AWS' } }] }],
  ['anything but a wildcard', { source: [{ 'anything-but': { wildcard: 'aws.*' } }] }],
  ['a range of numbers', { detail: { priority: [{ numeric: ['>', 0, '<=', 3] }] } }],
  ['an equal number', { detail: { priority: [{ numeric: ['=', 3] }] } }],
  ['what exists', { detail: { ticket: [{ exists: true }] } }],
  ['what does not exist', { detail: { missing: [{ exists: false }] } }],
  ['below what does not exist', { other: { missing: [{ exists: false }] } }],
  ['an empty array does not exist', { detail: { empty: [{ exists: false }] } }],
  ['an object is no leaf', { detail: { nested: [{ exists: false }] } }],
  ['equal but for case', { detail: { tags: [{ 'equals-ignore-case': 'PAYMENT' }] } }],
  ['wildcard', { detail: { nested: { file: [{ wildcard: 'dir/*.P*' }] } } }],
  ['cidr', { detail: { nested: { ip: [{ cidr: '10.0.0.0/24' }] } } }],
  ['$or', { $or: [{ source: ['no'] }, { detail: { priority: [3] } }] }],
  [
    '$or beside others',
    { source: ['threeline'], detail: { $or: [{ priority: [1] }, { ticket: ['tkt_1'] }] } },
  ],
  ['an element of an array of objects', { detail: { lines: { name: ['b'] } } }],
];

const no: readonly [string, Record<string, unknown>][] = [
  ['other text', { source: ['other'] }],
  ['a number for a text', { detail: { priority: ['3'] } }],
  ['null for what is missing', { detail: { missing: [null] } }],
  ['one field of two', { source: ['threeline'], 'detail-type': ['x'] }],
  ['anything-but of what is missing', { detail: { missing: [{ 'anything-but': 'x' }] } }],
  ['anything-but the value', { source: [{ 'anything-but': ['threeline'] }] }],
  ['a prefix of a number', { detail: { priority: [{ prefix: '3' }] } }],
  ['numeric of a text', { detail: { ticket: [{ numeric: ['>', 0] }] } }],
  ['outside the range', { detail: { priority: [{ numeric: ['>', 3] }] } }],
  ['exists of an object', { detail: { nested: [{ exists: true }] } }],
  ['wildcard is anchored', { detail: { ticket: [{ wildcard: 'kt_*' }] } }],
  ['outside the block', { detail: { nested: { ip: [{ cidr: '10.0.1.0/24' }] } } }],
  ['nothing of $or', { $or: [{ source: ['no'] }, { detail: { priority: [4] } }] }],
  ['nested pattern on text', { source: { a: ['x'] } }],
];

const invalid: readonly [string, Record<string, unknown>][] = [
  ['an unknown operator', { source: [{ regex: '.*' }] }],
  ['an empty array', { source: [] }],
  ['an empty object', { detail: {} }],
  ['an empty pattern', {}],
  ['a bare value', { source: 'threeline' }],
  ['two operators in one', { source: [{ prefix: 'a', suffix: 'b' }] }],
  ['numeric without a number', { a: [{ numeric: ['>'] }] }],
  ['numeric with an unknown comparison', { a: [{ numeric: ['!=', 3] }] }],
  ['exists with a text', { a: [{ exists: 'yes' }] }],
  ['anything-but exists', { a: [{ 'anything-but': { exists: true } }] }],
  ['an array in an array', { a: [['x']] }],
  ['$or with one', { $or: [{ a: ['x'] }] }],
  ['consecutive asterisks', { a: [{ wildcard: 'a**' }] }],
  ['a block that is none', { a: [{ cidr: '10.0.0.0/99' }] }],
];

describe('event patterns', () => {
  it.each(yes)('match: %s', (_, pattern) => expect(matchesPattern(pattern, EVENT)).toBe(true));
  it.each(no)('do not match: %s', (_, pattern) => expect(matchesPattern(pattern, EVENT)).toBe(false));
  it.each(invalid)('are refused: %s', (_, pattern) =>
    expect(() => compilePattern(pattern)).toThrow(/Event pattern is not valid/),
  );

  it('a wildcard takes every other character as it is', () => {
    const matches = (wildcard: string, text: string) => matchesPattern({ a: [{ wildcard }] }, { a: text });
    expect(matches('a.b*', 'axb')).toBe(false);
    expect(matches('a\\*b', 'a*b')).toBe(true);
    expect(matches('a\\*b', 'axb')).toBe(false);
    expect(matches('*', 'line\nline')).toBe(true);
    expect(matches('(*)', '(x)')).toBe(true);
  });

  it('every text matches itself, its prefixes, suffixes and a wildcard around any part', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.nat(), fc.nat(), (text, from, length) => {
        const start = from % text.length;
        const part = text.slice(start, start + 1 + (length % text.length));
        const escaped = part.replace(/[\\*]/g, '\\$&');
        const event = { a: text };
        expect(matchesPattern({ a: [text] }, event)).toBe(true);
        expect(matchesPattern({ a: [{ prefix: text.slice(0, start + 1) }] }, event)).toBe(true);
        expect(matchesPattern({ a: [{ suffix: text.slice(start) }] }, event)).toBe(true);
        expect(matchesPattern({ a: [{ wildcard: `*${escaped}*` }] }, event)).toBe(true);
        expect(matchesPattern({ a: [{ 'anything-but': text }] }, event)).toBe(false);
      }),
    );
  });
});
