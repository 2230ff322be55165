/** No mail is lost and none is there twice: whatever comes in, in any order, while everything fails and the machine dies. */
import { rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { aDataFolder, type TicketBody } from './support/a-desk.ts';
import { type DeskProcess, prepareFolder, startProcess } from './support/desk-process.ts';
import { HABITS, LOST_ANSWERS, switchOff, switchOn } from './support/habits.ts';
import { type CommentBody, commentsOn, type LedgerRow, ledgerOf, post } from './support/letters.ts';
import { chanceOf, type SomeLetter, shuffled, someLetters } from './support/some-letters.ts';
import type { Listed } from './support/tickets.ts';

const dataFolder = aDataFolder();
let desk: DeskProcess | undefined;
afterAll(async () => {
  await desk?.kill();
  rmSync(dataFolder, { recursive: true, force: true });
});

const LETTERS = 42;
/** Of these, so many come after the machine has died: copies of one letter fall on both sides. */
const LATE = 12;
const AT_ONCE = 6;

/** What stands in the way of mail that comes in; on top SES tells twice, and its bucket is busy or does not answer. */
const MAIL_HABITS = [
  ...[...HABITS, ...LOST_ANSWERS].filter(({ service }) =>
    ['dynamodb', 'lambda', 'sqs'].includes(String(service)),
  ),
  { kind: 'duplicate', service: 'ses', rate: 0.3 },
  { service: 's3', error: 'SlowDown', rate: 0.1 },
  { kind: 'after', service: 's3', error: 'InternalError', rate: 0.1 },
];

/** Started anew, with the habits on. */
const begin = async (): Promise<DeskProcess> => {
  desk = await startProcess(dataFolder);
  await switchOn(desk, MAIL_HABITS);
  return desk;
};

/** Hands in what it can; answers what nobody took, and SES's ids of the rest. */
const handIn = async (
  to: DeskProcess,
  letters: readonly SomeLetter[],
  onTaken: (count: number) => void = () => {},
): Promise<{ readonly left: readonly SomeLetter[]; readonly taken: readonly string[] }> => {
  const left: SomeLetter[] = [];
  const taken: string[] = [];
  const waiting = [...letters];
  const hand = async (): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
      try {
        taken.push(await post(to, one.letter, one.coming));
        onTaken(taken.length);
      } catch {
        left.push(one);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, hand));
  return { left, taken };
};

/** What the desk holds in the end. */
const holdings = async (from: DeskProcess) => {
  const rows = await ledgerOf(from);
  const path = '/v1/tickets?view=all-open&page[size]=100';
  const open = (await from.call<Listed<TicketBody>>('lead', 'GET', path)).body.data;
  const comments: CommentBody[] = [];
  for (const { id } of open) comments.push(...(await commentsOn(from, id)));
  return { rows, open, comments };
};

const counted = (rows: readonly LedgerRow[], ...ends: readonly LedgerRow['disposition'][]): number =>
  rows.filter(({ disposition }) => ends.includes(disposition)).length;

test('every mail ends in one place, once, though the desk fails at everything and dies in the middle', async () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  const chance = chanceOf(seed);
  const letters = shuffled(chance, someLetters(chance, LETTERS));
  const deathAt = 1 + Math.floor(chance() * (LETTERS - LATE));
  const moment = Math.round(chance() * 1_000);
  const told = `seed ${seed}, died ${moment} ms after letter ${deathAt}`;

  prepareFolder(dataFolder);
  const first = await begin();
  let death: Promise<void> | undefined;
  const before = await handIn(first, letters.slice(LATE), (count) => {
    if (count === deathAt) death = pause(moment).then(() => first.kill());
  });
  await death;
  const second = await begin();
  const after = await handIn(second, [...before.left, ...letters.slice(0, LATE)]);
  expect(after.left, told).toEqual([]);
  await second.settle();
  // Queues deliver again what failed; a sweep finds what nobody was told of.
  await second.advance('PT20M');
  await switchOff(second);
  await second.advance('PT40M');

  const { rows, open, comments } = await holdings(second);
  const taken = [...before.taken, ...after.taken].map((id) => `mail_${id}`);
  expect(rows.map(({ id }) => id)).toEqual(expect.arrayContaining(taken));
  expect(rows.length, told).toBeLessThanOrEqual(taken.length + before.left.length);
  expect(rows.length, told).toBe(
    counted(rows, 'ticket') +
      counted(rows, 'comment') +
      counted(rows, 'note') +
      counted(rows, 'quarantine') +
      counted(rows, 'discarded'),
  );
  expect(
    rows.filter(({ reason }) => /could not be/.test(reason)),
    told,
  ).toEqual([]);
  expect(open.length, told).toBe(counted(rows, 'ticket'));

  const byMail = comments.flatMap(({ mailId }) => (mailId === null ? [] : [mailId]));
  expect(byMail.length, told).toBe(new Set(byMail).size);
  expect(byMail.length, told).toBe(counted(rows, 'ticket', 'comment', 'note'));
  const EXPECTED = { once: [1], 'at most once': [0, 1], never: [0] } as const;
  for (const { marker, expected } of new Set(letters)) {
    const found = comments.filter(({ bodyText }) => bodyText.includes(`${marker}.`));
    expect(EXPECTED[expected], `${told}: ${marker}`).toContain(found.length);
  }
});
