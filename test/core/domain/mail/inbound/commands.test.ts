import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ordersIn } from '../../../../../lambdas/core/domain/mail/inbound/commands.ts';

const names = (visible: string): readonly string[] =>
  ordersIn(visible).commands.map((one) => (one.name === 'line' ? `line ${one.line}` : one.name));

describe('orders of an agent', () => {
  it.each<[string, readonly string[], string]>([
    ['#solved', ['solved'], ''],
    ['#solved\n\nPlease update to 5.3.', ['solved'], 'Please update to 5.3.'],
    ['#solved Please update to 5.3.', ['solved'], 'Please update to 5.3.'],
    ['\n\n#Note\nThe customer called.\nTwice.', ['note'], 'The customer called.\nTwice.'],
    ['#note the customer called about #1001', ['note'], 'the customer called about #1001'],
    ['#assign me', ['assign-me'], ''],
    ['#Assign Me.\n\n#line 2\nText', ['assign-me', 'line 2'], 'Text'],
    ['#solved #line 3 #assign me thanks', ['solved', 'line 3', 'assign-me'], 'thanks'],
    ['#pending, waiting for the vendor', ['pending'], 'waiting for the vendor'],
    ['# solved', ['solved'], ''],
    ['＃solved', ['solved'], ''],
    ['**#solved**', ['solved'], ''],
    ['#solved\n#solved', ['solved'], ''],
  ])('in %j', (visible, commands, text) => {
    expect(names(visible)).toEqual(commands);
    expect(ordersIn(visible)).toMatchObject({ text, notUnderstood: [] });
  });

  it.each([
    '',
    'Please update.',
    'Please update.\n#solved',
    '#1001 is the same',
    '## Steps',
    '#!/bin/sh',
    '# 1',
  ])('are not in %j', (visible) => {
    expect(ordersIn(visible)).toEqual({ commands: [], text: visible, notUnderstood: [] });
  });

  it.each([
    ['#sloved\nText', ['#sloved']],
    ['#assign anna', ['#assign anna']],
    ['#assign', ['#assign']],
    ['#line 4', ['#line 4']],
    ['#line two', ['#line two']],
    ['#solved #wat', ['#wat']],
    ['#solved\n#pending', ['#solved', '#pending']],
    ['#line 1 #line 2', ['#line 1', '#line 2']],
    [`#${'x'.repeat(500)}`, [`#${'x'.repeat(100)}`]],
  ])('are told when not understood: %j', (visible, notUnderstood) => {
    expect(ordersIn(visible).notUnderstood).toEqual(notUnderstood);
  });

  it('are none at all when they contradict', () => {
    expect(names('#solved #pending #assign me')).toEqual([]);
  });

  it('are looked for on the first lines only', () => {
    const visible = `${'\n#solved'.repeat(12)}\nText`;
    expect(ordersIn(visible)).toEqual({
      commands: [{ name: 'solved' }],
      text: '#solved\n#solved\nText',
      notUnderstood: [],
    });
  });

  it('leave every text without # as it is', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }).filter((text) => !/[#＃]/.test(text)),
        (text) => {
          expect(ordersIn(text)).toEqual({ commands: [], text: text.trim(), notUnderstood: [] });
        },
      ),
    );
  });

  it('lose no line of text below them', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z ,.]{0,30}$/)), (lines) => {
        expect(ordersIn(`#note\n${lines.join('\n')}`).text).toBe(lines.join('\n').trim());
      }),
    );
  });
});
