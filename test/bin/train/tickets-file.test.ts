import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readTickets } from '../../../bin/desk/train/tickets-file.ts';
import { aTable } from './a-table.ts';

const read = async (content: string | Uint8Array, name?: string) => readTickets(await aTable(content, name));

describe('a table of tickets', () => {
  it('has its columns in any order, with empty cells, and others that nobody needs', async () => {
    const text =
      '\uFEFFLine,id,Category, body ,subject\r\n2,7,app-error,"It says ""no"",\r\nand stops",Crash\r\n,8,,Hello,\r\n';
    expect(await read(text)).toEqual([
      {
        subject: 'Crash',
        body: 'It says "no",\r\nand stops',
        language: null,
        category: 'app-error',
        priority: null,
        line: '2',
      },
      { subject: '', body: 'Hello', language: null, category: null, priority: null, line: null },
    ]);
  });

  it('may lack a subject or a body, and may be compressed', async () => {
    const [one] = await read(gzipSync('body,priority\nПомогите,high\n'), 'tickets.csv.gz');
    expect(one).toMatchObject({ subject: '', body: 'Помогите', priority: 'high', category: null });
  });

  it.each([
    ['is empty', '', /is empty$/],
    ['has only a head', 'body,category\n', /has a head and no tickets/],
    ['has no text', 'category,line\na,1\n', /:1 has neither a column "subject" nor a column "body"/],
    ['has nothing to learn', 'subject,body\na,b\n', /:1 has none of the columns category, priority, line/],
    ['has a column twice', 'body,category,Category\na,b,c\n', /:1 has two columns "category"/],
    ['has a row that is too short', 'body,category\na,b\n\nc\n', /:4 .*expect 2, got 1/],
    ['has a quote without end', 'body,category\na,b\n"c,d\n', /:\d+ Quote Not Closed/],
    [
      'has a whole letter as its category',
      `body,category\na,${'b'.repeat(300)}\n`,
      /:2 has a category of 300/,
    ],
  ])('is refused by its line when it %s', async (_what, text, expected) => {
    await expect(read(text)).rejects.toThrow(expected);
  });

  it('is refused when it is not there, a folder, or cut off', async () => {
    await expect(readTickets('/nowhere/tickets.csv')).rejects.toThrow(
      'there is no file /nowhere/tickets.csv',
    );
    await expect(readTickets('test')).rejects.toThrow('test is a folder');
    await expect(read('body,category\n', 'plain.csv.gz')).rejects.toThrow(/not compressed as \.gz/);
    const cut = gzipSync(`body,category\n${'hello,other\n'.repeat(1000)}`).subarray(0, 60);
    await expect(read(cut, 'cut.csv.gz')).rejects.toThrow(/cut off/);
  });
});
