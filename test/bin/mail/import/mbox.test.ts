import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rangesIn, unquoted } from '../../../../bin/desk/mail/import/mbox.ts';

const FROM = 'From maria@example.com Sat Jan  3 01:05:34 1996';

async function* inPieces(text: string, size: number): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text, 'latin1');
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const messagesIn = async (text: string, size = 7): Promise<readonly string[]> => {
  const found: string[] = [];
  for await (const { start, end } of rangesIn(inPieces(text, size)))
    found.push(unquoted(Buffer.from(text.slice(start, end), 'latin1')).toString('latin1'));
  return found;
};

describe('a mailbox file', () => {
  it('gives its messages as they were, in whatever pieces it is read', async () => {
    const file = `${FROM}\nSubject: a\n\nOne.\n\n${FROM}\nSubject: b\n\nTwo.\n>From here on\n>>From\n>>From there\n\n`;
    const messages = ['Subject: a\n\nOne.\n', 'Subject: b\n\nTwo.\nFrom here on\n>>From\n>From there\n'];
    for (const size of [1, 2, 5, 64, 1000]) expect(await messagesIn(file, size)).toEqual(messages);
  });

  it('may have been written on any system', async () => {
    const file = `${FROM}\r\nSubject: a\r\n\r\nOne.\r\n\r\n${FROM}\r\nSubject: b\r\n\r\nTwo.`;
    expect(await messagesIn(file)).toEqual(['Subject: a\r\n\r\nOne.\r\n', 'Subject: b\r\n\r\nTwo.']);
  });

  it('separates only where a line says who wrote when', async () => {
    const body = 'Hello,\n\nFrom Monday on it is shut.\n\nFrom me with love\n';
    expect(await messagesIn(`${FROM}\n\n${body}`)).toEqual([`\n${body}`]);
    expect(await messagesIn(`${FROM}\na: b\n\nText\n${FROM}\nis no separator\n`)).toEqual([
      `a: b\n\nText\n${FROM}\nis no separator\n`,
    ]);
  });

  it.each([
    'From 1790@xxx Mon Nov 02 10:00:00 +0000 2026',
    'From - Mon Nov  2 10:00:00 2026',
    'From ???@??? Mon, 2 Nov 2026 10:00:00',
    'From MAILER-DAEMON Fri Jul  8 12:08:34 2011',
  ])('knows the separators of many programs: %s', async (line) => {
    expect(await messagesIn(`${line}\na: b\n\nc\n\n${line}\nd: e\n`)).toEqual(['a: b\n\nc\n', 'd: e\n']);
  });

  it('is none when it begins with anything else', async () => {
    expect(await messagesIn('Subject: a\n\nFrom\n')).toEqual([]);
    expect(await messagesIn('')).toEqual([]);
  });

  it('gives back whatever a program of the mboxrd kind has put in', async () => {
    const line = fc.constantFrom(
      '',
      'text',
      'From x',
      '>From y',
      '>>From Mon 1:00',
      '> From',
      FROM,
      'Fromage',
    );
    const message = fc
      .array(line, { maxLength: 8 })
      .map((lines) => ['a: b', '', ...lines, 'end', ''].join('\n'));
    const quoted = (text: string): string => text.replaceAll(/^(>*From )/gm, '>$1');
    await fc.assert(
      fc.asyncProperty(fc.array(message, { minLength: 1, maxLength: 4 }), async (messages) => {
        const file = messages.map((one) => `${FROM}\n${quoted(one)}\n`).join('');
        expect(await messagesIn(file, 11)).toEqual(messages);
      }),
    );
  });
});
