import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readMail } from '../../../../lambdas/core/adapters/mime/parse.ts';
import { anArrival, readOf, readSeed, seed, seeds } from './an-arrival.ts';
import { attachmentsBySecondOpinion } from './walker.ts';

const RUSSIAN =
  'Здравствуйте! После обновления программа не запускается.\nОшибка 1603 появляется сразу, журнал приложен.\nС уважением, Анна Петрова';

describe('attachments are those of the MIME structure', () => {
  // A lost boundary is the one case where the two opinions differ on purpose: the text is shown, not attached.
  const whole = [...seeds].filter(([name]) => name !== 'damaged-no-boundary');

  test.each(whole)('%s: count, types, sizes and hashes', async (_name, raw) => {
    const { message, attachments } = await readOf(raw);
    const expected = attachmentsBySecondOpinion(raw);
    expect(message.parts.map(({ size, sha256 }) => ({ size, sha256 }))).toEqual(
      expected.map(({ size, sha256 }) => ({ size, sha256 })),
    );
    expect(message.parts.map(({ contentType }) => contentType)).toEqual(expected.map(({ type }) => type));
    const contents = [...attachments()];
    expect(contents.map(({ part }) => part)).toEqual(message.parts);
    for (const { part, content } of contents) {
      expect(content.length).toBe(part.size);
      expect(createHash('sha256').update(content).digest('hex')).toBe(part.sha256);
    }
  });

  test('contents can be gone through again', async () => {
    const { attachments } = await readSeed('apple-mail-mixed');
    expect([...attachments()]).toEqual([...attachments()]);
  });

  test('names are read in any encoding, and made safe', async () => {
    const { message } = await readSeed('attachment-names');
    expect(message.parts.map(({ fileName }) => fileName)).toEqual([
      'passwd',
      'счёт на May.pdf',
      'Отчёт за май.zip',
      'Счёт на оплату.xls',
      'evil .exe',
      'photogpj.exe',
      'My report (1).pdf',
      'attachment-8.pdf',
      '_CON.txt',
    ]);
  });

  test('an attached message stays one attachment, named by its subject', async () => {
    const { message } = await readSeed('forwarded-message');
    expect(message.text).toBe('See attached.');
    expect(message.parts.map(({ fileName, contentType }) => [fileName, contentType])).toEqual([
      ['Inner café.eml', 'message/rfc822'],
    ]);
  });

  test('an inline image has a content id only when the page shows it', async () => {
    const { message } = await readSeed('outlook-inline');
    expect(message.parts.map(({ fileName, contentId }) => [fileName, contentId])).toEqual([
      ['image001.png', 'image001.png@01DA0E'],
      ['unused.png', null],
    ]);
    expect(message.html).toContain('src="cid:image001.png@01DA0E"');
  });

  test('a text beyond what a page can show is cut, and attached whole', async () => {
    const { message } = await readOf(`From: a@b.example\r\n\r\n${'x'.repeat(3 * 1024 * 1024)}`);
    expect(message.text).toHaveLength(2 * 1024 * 1024);
    expect(message.parts.map(({ fileName, size }) => [fileName, size])).toEqual([
      ['attachment-1.txt', 3 * 1024 * 1024],
    ]);
  });
});

describe('charsets', () => {
  test.each([...seeds.keys()].filter((name) => /^russian|^unknown/.test(name)))(
    '%s is readable',
    async (name) => {
      const { message } = await readSeed(name);
      expect(message.from).toEqual({ email: 'anna@example.ru', name: 'Анна Петрова' });
      expect(message.subject).toBe('Не запускается после обновления');
      expect(message.text).toBe(RUSSIAN);
    },
  );

  test.each(['japanese-iso-2022-jp', 'japanese-shift-jis-unlabelled'])('%s is readable', async (name) => {
    const { message } = await readSeed(name);
    expect(message.from?.name).toBe('山田太郎');
    expect(message.subject).toBe('エラーが表示されます');
    expect(message.text).toContain('アップデート後にエラーが表示されます。');
  });

  test.each(['chinese-gb2312-qq', 'chinese-gb2312-as-latin1'])('%s is readable', async (name) => {
    const { message } = await readSeed(name);
    expect(message.subject).toBe('软件更新以后无法启动');
    expect(message.text).toBe('您好，软件更新以后无法启动，请帮助我们解决这个问题。\n谢谢！');
  });

  test('a page without a label in its header is read by the label in its head', async () => {
    const page = Buffer.concat([
      Buffer.from('From: a@b.example\r\nContent-Type: text/html\r\n\r\n<meta charset="koi8-u"><p>'),
      Buffer.from([0xf0, 0xd2, 0xc9, 0xd7, 0xa6, 0xd4]),
    ]);
    expect((await readOf(page)).message.text).toBe('Привіт');
  });
});

describe('bodies', () => {
  test('a reply keeps the marks of its quote', async () => {
    const { message } = await readSeed('gmail-reply');
    expect(message.text).toContain('> Попробуйте ещё раз.');
    expect(message.html).toContain('<blockquote class="gmail_quote">');
  });

  test('texts around attachments are one body', async () => {
    const { message } = await readSeed('apple-mail-mixed');
    expect(message.text).toBe('See the first file:\n\nand the log:\n\nThanks, Pat');
    expect(message.html).toBeNull();
  });

  test('flowed paragraphs are joined, quotes by their depth', async () => {
    const { message } = await readSeed('thunderbird-flowed');
    expect(message.text).toBe(
      'On 04.11.26 10:00, Desk wrote:\n> This line is long and was wrapped by the program.\n>\n>> deeper\n\n' +
        'My answer is also rather long and was wrapped.\n\n-- \nKim',
    );
  });

  test('a page that is deeper than any program writes keeps its text', async () => {
    const { message } = await readOf(
      `From: a@b.example\r\nContent-Type: text/html\r\n\r\n${'<div>'.repeat(50_000)}deep`,
    );
    expect(message.html).toBe('<div>deep</div>');
  });

  test('the text of a multipart that lost its boundary is shown', async () => {
    expect((await readSeed('damaged-no-boundary')).message.text).toBe('The text is in here all the same.');
  });

  test('NULs and controls are gone', async () => {
    expect((await readOf('From: a@b.example\r\n\r\na\0b\x07c\r\n\td')).message.text).toBe('abc\n\td');
  });
});

describe('headers', () => {
  test('addresses, ids and references', async () => {
    const { message } = await readSeed('gmail-reply');
    expect(message).toMatchObject({
      from: { email: 'anna@gmail.com', name: 'Анна' },
      to: [{ email: 'reply+tkt.abc@desk.example', name: 'Desk' }],
      cc: [{ email: 'oleg@example.com', name: 'Borisov, Oleg' }],
      subject: 'Re: [№1001] Программа не запускается',
      messageId: '<CAF+gm=1@mail.gmail.com>',
      inReplyTo: '<0100018b-aaaa@eu-west-1.amazonses.com>',
      references: ['<0100018b-aaaa@eu-west-1.amazonses.com>', '<first@example.com>'],
    });
  });

  test('a copy of SES headers below its block is an ordinary header, and changes no verdict', async () => {
    const { message } = await readSeed('forged-ses-headers');
    expect(message.verdicts).toEqual({ ...anArrival().verdicts, dkimDomains: ['example.com'] });
    expect(message.headers[0]).toEqual({ name: 'return-path', value: '<ceo@bank.example>' });
    expect(message.headers.filter(({ name }) => name === 'x-ses-receipt')).toEqual([
      { name: 'x-ses-receipt', value: 'FORGED' },
    ]);
    expect(message.from?.email).toBe('ceo@bank.example');
  });

  test('an encoded line break cannot begin a header', async () => {
    const { message } = await readSeed('forged-ses-headers');
    expect(message.subject).toBe('Urgent Bcc: victim@example.com');
    expect(message.headers.some(({ name }) => name === 'bcc')).toBe(false);
  });

  test('the separator of a mailbox file is not a header', async () => {
    const { message } = await readOf(
      'From ann@example.com Tue Nov  3 09:15:02 2026\r\nFrom: a@b.example\r\n\r\nx',
    );
    expect(message.from?.email).toBe('a@b.example');
  });
});

describe('the fingerprint', () => {
  test('is the same for a second copy that came another way', async () => {
    const raw = seed('apple-mail-mixed');
    const other = Buffer.concat([
      Buffer.from('Received: from elsewhere; Tue, 3 Nov 2026 10:00:00 +0000\r\n'),
      raw,
    ]);
    const [first, second] = [await readOf(raw), await readOf(other)];
    expect(second.message.fingerprint).toBe(first.message.fingerprint);
  });

  test('is different for other content under the same id', async () => {
    const raw = seed('apple-mail-mixed').toString('latin1');
    const [first, text, part] = [
      await readOf(raw),
      await readOf(raw.replace('and the log', 'and a log')),
      await readOf(raw.replace('line two', 'line 2')),
    ];
    expect(new Set([first, text, part].map(({ message }) => message.fingerprint)).size).toBe(3);
  });
});

describe('what cannot be read', () => {
  const unparseable = async (text: string) => {
    const mail = await readMail(Buffer.from(text, 'latin1'), anArrival());
    if (mail.kind !== 'unparseable') throw new Error('It was read.');
    return mail;
  };
  const HEAD = 'From: Ann <ann@example.com>\r\nSubject: Bomb\r\nMessage-ID: <b@example.com>\r\n';

  test('no bytes, and bytes without a header', async () => {
    expect((await unparseable('')).reason).toBe('The message has no headers.');
    expect((await unparseable('\r\n\r\nhello')).reason).toBe('The message has no headers.');
  });

  test('a nesting bomb', async () => {
    const nested = Array.from(
      { length: 500 },
      (_, i) => `Content-Type: multipart/mixed; boundary="b${i}"\r\n\r\n--b${i}\r\n`,
    ).join('');
    const mail = await unparseable(`${HEAD}${nested}`);
    expect(mail.reason).toBe('The message is nested more than 30 parts deep.');
    expect(mail).toMatchObject({
      from: { email: 'ann@example.com' },
      subject: 'Bomb',
      messageId: '<b@example.com>',
    });
  });

  test('ten thousand parts', async () => {
    const parts = '--b\r\n\r\nx\r\n'.repeat(10_000);
    const mail = await unparseable(`${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n${parts}`);
    expect(mail.reason).toBe('The message has more than 1000 parts.');
  });

  test('a hundred thousand headers: the first are readable', async () => {
    const mail = await unparseable(`${HEAD}${'X: y\r\n'.repeat(100_000)}\r\nx`);
    expect(mail.reason).toBe('The message has more than 10000 lines of headers.');
    expect(mail.headers).toHaveLength(200);
    expect(mail.headers[1]).toEqual({ name: 'subject', value: 'Bomb' });
  });
});
