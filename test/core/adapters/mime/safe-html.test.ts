import { describe, expect, test } from 'vitest';
import { textOfHtml } from '../../../../lambdas/core/adapters/mime/html-text.ts';
import { safeHtml } from '../../../../lambdas/core/adapters/mime/safe-html.ts';
import { shownContentIds } from '../../../../lambdas/core/domain/mail/inbound/inline-images.ts';
import { readSeed } from './an-arrival.ts';

describe('HTML that agents see', () => {
  test.each([
    ['a script', '<script>alert(1)</script>ok', 'ok'],
    ['a script in a picture', '<svg><script>alert(1)</script></svg>ok', 'ok'],
    ['a handler', '<p onclick="x()">ok</p>', '<p>ok</p>'],
    ['a style sheet', '<style>@import url(http://e.example)</style>ok', 'ok'],
    ['a style', '<p style="position:fixed;background:url(http://e.example)">ok</p>', '<p>ok</p>'],
    ['a form', '<form action="http://e.example"><input value="x">ok</form>', 'ok'],
    ['a frame', '<iframe src="http://e.example">no</iframe>ok', 'ok'],
    ['a base', '<base href="http://e.example"><meta http-equiv="refresh" content="0">ok', 'ok'],
    ['an embedded picture', '<img src="data:image/svg+xml,x">ok', 'ok'],
    ['a tracking pixel', '<img src="http://e.example/p.gif" width="1" height="1">ok', 'ok'],
    ['a pixel by style', '<img src="http://e.example/p.gif" style="width:0;height:0">ok', 'ok'],
    ['a hidden text', '<div style="display: none">no<p>no</p></div><p>ok</p>', '<p>ok</p>'],
    ['hidden elements one after another', '<p>a<b hidden>x</b></p><i>b</i>', '<p>a</p><i>b</i>'],
    ['a class of its own', '<p class="overlay gmail_quote" id="top">ok</p>', '<p class="gmail_quote">ok</p>'],
    [
      'a background',
      '<table background="http://e.example/b.png"><tr><td>ok</td></tr></table>',
      '<table><tr><td>ok</td></tr></table>',
    ],
  ])('has lost %s', (_what, html, expected) => {
    expect(safeHtml(html)).toBe(expected);
  });

  test.each([
    'javascript:alert(1)',
    'java\nscript:alert(1)',
    '&#106;avascript:x',
    'data:text/html,x',
    'vbscript:x',
    '//e.example',
    'file:///etc/passwd',
  ])('has no link to %j', (href) => {
    expect(safeHtml(`<a href="${href}">x</a>`)).not.toContain('href');
  });

  test('opens links elsewhere, without saying where they came from', () => {
    expect(safeHtml('<a href="https://shop.example/">x</a>')).toBe(
      '<a href="https://shop.example/" rel="noopener noreferrer nofollow" target="_blank">x</a>',
    );
  });

  test('keeps the address of a picture elsewhere, and does not fetch it', () => {
    expect(safeHtml('<img src="https://e.example/a.jpg" srcset="https://e.example/b.jpg 2x" alt="A">')).toBe(
      '<img alt="A" data-remote-src="https://e.example/a.jpg" />',
    );
    expect(safeHtml('<img data-remote-src="javascript:x" src="//e.example/a.jpg">')).toBe(
      '<img data-remote-src="https://e.example/a.jpg" />',
    );
  });

  test('keeps layouts that carry a font size of zero around their text', () => {
    expect(textOfHtml(safeHtml('<td style="font-size:0px"><div style="font-size:13px">ok</div></td>'))).toBe(
      'ok',
    );
  });

  test('of a whole newsletter nothing active is left', async () => {
    const { html, text } = (await readSeed('html-only-newsletter')).message;
    expect(html).not.toMatch(
      /<(?!\/?(?:p|b|a|img)\b)|javascript|data:|\son\w+=|style|evil\.example|track\.example/,
    );
    expect(text).toBe('Buy now\n\nbad good <https://shop.example/a> dataGo');
  });

  test('names the pictures that it shows, escaped or not', () => {
    const shown = shownContentIds(
      safeHtml('<img src="cid:a%40b"><img src="cid:c@d"><a href="cid:e@f">x</a>cid:g'),
    );
    expect([...shown]).toEqual(['a@b', 'c@d']);
  });
});

describe('text of HTML', () => {
  test.each([
    ['<p>One</p><p>Two<br>lines</p>', 'One\n\nTwo\nlines'],
    ['<blockquote>quoted<br>twice</blockquote>', '> quoted\n> twice'],
    ['<ul><li>a</li><li>b</li></ul>', ' * a\n * b'],
    ['<a href="https://e.example/x">here</a>', 'here <https://e.example/x>'],
    ['<a href="https://e.example/x">https://e.example/x</a>', 'https://e.example/x'],
    ['<h1>Title</h1>a&nbsp;b', 'Title\n\na b'],
  ])('%s', (html, text) => {
    expect(textOfHtml(safeHtml(html)).trim()).toBe(text.trim());
  });
});
