import { describe, expect, it } from 'vitest';
import { aTable, easyTable, runTrain } from './a-table.ts';

describe('desk train', () => {
  it('measures with the tickets of another file, and stores nothing', async () => {
    const from = await aTable(easyTable(20));
    const test = await aTable(easyTable(5));
    const { code, out, err } = await runTrain({ from, test });
    expect(code).toBe(0);
    expect(err).toEqual([]);
    expect(out.join('\n')).toMatch(/category: accuracy 1\.000, macro-F1 1\.000 \(10 tickets, 2 classes\)/);
    expect(out.join('\n')).toMatch(/priority: accuracy 1\.000/);
  });

  it('prints one object for programs, with the labels that are there', async () => {
    const from = await aTable(easyTable(20).replaceAll(/,[12]$/gm, ','));
    const { code, out } = await runTrain({ from, test: from, json: true });
    expect(code).toBe(0);
    expect(out).toHaveLength(1);
    const measured: Record<string, unknown> = JSON.parse(out[0] ?? '');
    expect(Object.keys(measured).sort()).toEqual(
      ['category', 'microsecondsPerTicket', 'modelBytes', 'priority', 'seconds'].sort(),
    );
    expect(measured.category).toMatchObject({ count: 40, accuracy: 1, macroF1: 1 });
  });

  it('counts labels that it has never seen as mistakes', async () => {
    const from = await aTable(easyTable(20));
    const test = await aTable('body,category\nrefund my invoice,payments\nrefund my invoice,licences\n');
    const { out } = await runTrain({ from, test, json: true });
    expect(JSON.parse(out[0] ?? '').category).toMatchObject({ count: 2, accuracy: 0.5 });
  });

  it('keeps a part apart when it is given no other file', async () => {
    const { code, out, err } = await runTrain({ from: await aTable(easyTable(20)), json: true });
    expect(JSON.parse(out[0] ?? '').category.count).toBe(8);
    expect(code).toBe(1);
    expect(err.join()).toMatch(/is the desk running/);
  });

  it('leaves out tickets that have neither subject nor body, and says how many', async () => {
    const blank = 'subject,body,category,priority,line\n,,payments,,\n \u200b,"\n",app-error,,\n';
    const rows = easyTable(20).split('\n').slice(1);
    const from = await aTable(blank + rows.map((row) => (row === '' ? '' : `,${row}`)).join('\n'));
    const { code, out, err } = await runTrain({ from, test: from, json: true });
    expect(code).toBe(0);
    expect(out).toHaveLength(1);
    expect(JSON.parse(out[0] ?? '').category).toMatchObject({ count: 40 });
    const sentence = `${from}: 2 of 42 tickets have neither subject nor body and are left out`;
    expect(err).toEqual([sentence, sentence]);
  });

  it.each([
    [
      'no ticket has a text',
      'subject,body,category\n,,a\n, ,b\n',
      /none of its tickets has a subject or a body/,
    ],
    ['nobody judged anything', 'body,category\na,\nb,\n', /all labels are empty/],
    [
      'there is one class',
      'body,category\na,x\nb,x\nc,x\nd,x\n',
      /nothing to tell apart; classes: category 1/,
    ],
    ['there are too few tickets', 'body,category\na,x\nb,y\n', /nothing to tell apart/],
  ])('ends with 1 when %s', async (_what, text, expected) => {
    const { code, err } = await runTrain({ from: await aTable(text), test: await aTable(easyTable(2)) });
    expect(code).toBe(1);
    expect(err.join()).toMatch(expected);
  });

  it('ends with 1 when a file is not there', async () => {
    const { code, err } = await runTrain({ from: '/nowhere.csv.gz' });
    expect([code, err]).toEqual([1, ['there is no file /nowhere.csv.gz']]);
  });
});
