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
    ['semicolons', ';'],
    ['tabs', '\t'],
    ['commas', ','],
  ])('has %s between its cells, as its first line says, and the others in them', async (_what, by) => {
    const cells = [
      ['"Subject"', 'Body', 'id, no', 'category'],
      ['"a;b,c\t"', '"1;2;3;4,5,6,7"', '', 'x'],
    ];
    const text = `\uFEFF${cells.map((row) => row.map((cell) => (cell === 'id, no' && by === ',' ? 'id' : cell)).join(by)).join('\r\n')}\r\n`;
    expect(await read(text)).toMatchObject([{ subject: 'a;b,c\t', body: '1;2;3;4,5,6,7', category: 'x' }]);
  });

  it('may end its lines by turns in every way, and names the line that is wrong', async () => {
    const text = 'body,category\r\none,a\ntwo,b\rthree,c\r\n\nfour,d';
    expect((await read(text)).map(({ category }) => category)).toEqual(['a', 'b', 'c', 'd']);
    await expect(read('body,category\r\none,a\ntwo,b\r\nthree\n')).rejects.toThrow(/:4 .*expect 2, got 1/);
  });

  it('is read in pieces, wherever they end', async () => {
    const body = 'ж'.repeat(99);
    for (const shift of [0, 1, 2, 3]) {
      const rows = Array.from({ length: 2_000 }, (_, at) => `"${body};${at}";x`);
      const tickets = await read([`${' '.repeat(shift)}body;category`, ...rows].join('\r\n'));
      expect(tickets).toHaveLength(2_000);
      expect(tickets.every((one, at) => one.body === `${body};${at}` && one.category === 'x')).toBe(true);
    }
  });

  it.each([
    ['is empty', '', /is empty$/],
    [
      'is separated by something else',
      'subject|body|category\na|b|"c"d\n',
      /:1 has neither .* it has subject\|body\|category$/,
    ],
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

  it.each<[string, Uint8Array, string?]>([
    // «Не работает» as Excel in Russia saves it.
    ['windows-1251', Uint8Array.of(0xcd, 0xe5, 0x20, 0xf0, 0xe0, 0xe1, 0xee, 0xf2, 0xe0, 0xe5, 0xf2)],
    ['windows-1252', Uint8Array.of(0x63, 0x61, 0x66, 0xe9)],
    ['windows-1251, compressed', Uint8Array.of(0xcd, 0xe5), 'tickets.csv.gz'],
    ['a character cut off at its end', Uint8Array.of(0x61, 0xd0)],
  ])('is refused when it is written in %s', async (_what, text, name = 'tickets.csv') => {
    const bytes = Buffer.concat([Buffer.from('category,body\nother,'), text]);
    const content = name.endsWith('.gz') ? gzipSync(bytes) : bytes;
    await expect(read(content, name)).rejects.toThrow(/is not written in UTF-8 .* save it as "CSV UTF-8"/);
  });

  it('may be the Unicode text of a spreadsheet, and have its letters anywhere', async () => {
    const utf16 = Buffer.from('\uFEFFbody,category\nНе работает,other\n', 'utf16le');
    expect(await read(utf16)).toMatchObject([{ body: 'Не работает', category: 'other' }]);
    const long = `body,category\n${'ж'.repeat(200_001)},other\n`;
    expect((await read(long))[0]?.body).toHaveLength(200_001);
  });

  it('says which priorities and lines are none, and learns nothing from them', async () => {
    const said: string[] = [];
    const file = await aTable(
      'body,priority,line\na,URGENT!!,line 9\nb,Urgent,2\nc,URGENT!!,4\nd,,\ne,low,\n',
    );
    const tickets = await readTickets(file, (sentence) => said.push(sentence));
    expect(tickets.map(({ priority, line }) => [priority, line])).toEqual([
      [null, null],
      ['urgent', '2'],
      [null, null],
      [null, null],
      ['low', null],
    ]);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/priority "URGENT!!" \(2\), line "line 9" \(1\), line "4" \(1\)$/);
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
