import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { messageAt, placeName, placesOf } from '../../../../bin/desk/mail/import/sources.ts';

const folderWith = async (files: Readonly<Record<string, string>>): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'mail-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
};

const read = async (path: string): Promise<readonly (readonly [string, string])[]> => {
  const found: [string, string][] = [];
  for await (const place of placesOf(path)) {
    found.push([placeName(place).replace(path, ''), (await messageAt(place)).toString()]);
  }
  return found;
};

const LINE = 'From a@b.example Mon Nov  2 10:00:00 2026\n';
const MBOX = `${LINE}A: 1\n\n>From x\n\n${LINE}B: 2\n`;

it('a folder gives every .eml and .mbox below it, in the order of their names', async () => {
  const folder = await folderWith({ 'b.eml': 'b', 'a/2.EML': '2', 'a/x.mbox': MBOX, 'a/notes.txt': 'no' });
  expect(await read(folder)).toEqual([
    ['/a/2.EML', '2'],
    ['/a/x.mbox at byte 42', 'A: 1\n\nFrom x\n'],
    ['/a/x.mbox at byte 99', 'B: 2\n'],
    ['/b.eml', 'b'],
  ]);
});

it('one file is a mailbox unless it calls itself a message', async () => {
  const folder = await folderWith({ Inbox: MBOX, 'a.eml': MBOX, empty: '' });
  expect((await read(join(folder, 'Inbox'))).length).toBe(2);
  expect(await read(join(folder, 'a.eml'))).toEqual([['', MBOX]]);
  expect(await read(join(folder, 'empty'))).toEqual([]);
});

it('what is no mail is said to be none', async () => {
  const folder = await folderWith({ 'a.txt': 'Hello' });
  await expect(read(folder)).rejects.toThrow(`there is no .eml and no .mbox in ${folder}`);
  await expect(read(join(folder, 'a.txt'))).rejects.toThrow('a.txt is no mailbox file');
  await expect(read(join(folder, 'b.txt'))).rejects.toThrow(`cannot read ${join(folder, 'b.txt')}`);
});
