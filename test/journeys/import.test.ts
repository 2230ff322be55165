/** Moving in: the mail of another desk is fed in, the machine dies in the middle, and everything is there once. */
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ExitCode, Voice } from '../../bin/desk/apply.ts';
import { decideMail } from '../../bin/desk/mail/decide.ts';
import { importMail } from '../../bin/desk/mail/import.ts';
import { listMail } from '../../bin/desk/mail/list.ts';
import { showMail } from '../../bin/desk/mail/show.ts';
import { aDataFolder, type Mail } from './support/a-desk.ts';
import { writeArchive } from './support/archive.ts';
import { type DeskProcess, prepareFolder, startProcess } from './support/desk-process.ts';
import { setDesk } from './support/pace.ts';

interface Row {
  readonly id: string;
  readonly subject: string;
  readonly disposition: string;
  readonly ticketId: string | null;
  readonly revision: number;
  readonly headerMessageId: string | null;
}

const dataFolder = aDataFolder();
const archiveFolder = aDataFolder();
const archive = writeArchive(archiveFolder);
let desk: DeskProcess;
beforeAll(async () => {
  prepareFolder(dataFolder);
  desk = await startProcess(dataFolder);
});
afterAll(async () => {
  await desk.kill();
  for (const folder of [dataFolder, archiveFolder]) rmSync(folder, { recursive: true, force: true });
});

/** `onStep` hears how many messages have been filed so far in this run. */
const feedIn = async (path: string, onStep: (steps: number) => void = () => {}) => {
  const said: string[] = [];
  const complained: string[] = [];
  let steps = 0;
  const step = (): void => {
    steps += 1;
    onStep(steps);
  };
  const code = await importMail(
    { where: { endpoint: desk.url }, path, to: null, openSince: null, dryRun: false },
    { say: (text) => said.push(text), complain: (text) => complained.push(text) },
    { begin: () => {}, step, end: () => {} },
  );
  return { code, said, complained, steps };
};

const ledger = async (): Promise<readonly Row[]> => {
  const answer = await desk.call<{ data: readonly Row[] }>('agent1', 'GET', '/v1/mail?page[size]=100');
  return answer.body.data;
};

const BALANCE =
  /^received (\d+) = (\d+) tickets? \+ (\d+) comments? \+ (\d+) notes? \+ (\d+) quarantine \+ (\d+) discarded$/;

const balanced = (said: readonly string[]): readonly number[] => {
  const [, ...numbers] = BALANCE.exec(said.find((line) => line.startsWith('received')) ?? '') ?? [];
  const [received = 0, ...ends] = numbers.map(Number);
  expect(ends.reduce((sum, count) => sum + count, 0)).toBe(received);
  return [received, ...ends];
};

test('a folder is fed in while the desk dies, and again: every message is there once', async () => {
  let death: Promise<void> | null = null;
  const interrupted = await feedIn(archive.folder, (steps) => {
    if (steps === 6) death ??= desk.kill();
  });
  expect(interrupted.code).toBe(2);
  expect(interrupted.complained).toEqual([
    expect.stringMatching(
      /^interrupted after \d+ messages; run the import again: it goes on where it stopped$/,
    ),
    expect.stringMatching(/cannot be reached/),
  ]);
  await (death ?? Promise.resolve());
  desk = await startProcess(dataFolder);

  const resumed = await feedIn(archive.folder);
  expect(resumed.complained).toEqual([]);
  expect(resumed.code).toBe(0);
  expect(resumed.steps).toBeLessThanOrEqual(archive.inFolder - 6);
  // Eight conversations, the one in HTML and the one of today; the desk's own answers and an automatic one are notes.
  expect(balanced(resumed.said)).toEqual([30, 10, 8, 9, 2, 1]);

  const rows = await ledger();
  expect(rows.length).toBe(archive.inFolder);
  expect(new Set(rows.map(({ headerMessageId }) => headerMessageId)).size).toBe(archive.inFolder);
  expect(rows.every(({ revision }) => revision === 1)).toBe(true);
  const again = await feedIn(archive.folder);
  expect(again).toMatchObject({ code: 0, steps: 0, complained: [] });
  expect(again.said.at(-1)).toMatch(/^0 imported, 30 were there before, in /);
  expect(await ledger()).toEqual(rows);
});

test('a mailbox file goes the same way, twice', async () => {
  const first = await feedIn(archive.mailbox);
  expect(first).toMatchObject({ code: 0, steps: 3 });
  expect(balanced(first.said)).toEqual([3, 2, 1, 0, 0, 0]);
  expect(await feedIn(archive.mailbox)).toMatchObject({ code: 0, steps: 0 });
  const told = (await ledger()).filter(({ headerMessageId }) => headerMessageId?.startsWith('<m'));
  const [question] = told.filter(({ headerMessageId }) => headerMessageId === '<m1@old.example>');
  const { body } = await desk.call<{ data: readonly { visibleText: string; createdAt: string }[] }>(
    'agent1',
    'GET',
    `/v1/tickets/${question?.ticketId}/comments`,
  );
  expect(body.data.length).toBe(2);
  expect(body.data[0]?.visibleText).toContain('\nFrom here it is dark.');
  expect(Date.now() - Date.parse(body.data[0]?.createdAt ?? '')).toBeGreaterThan(490 * 86_400_000);
});

test('what is over is kept and nobody hears of it; what is not is worked on', async () => {
  const { body } = await desk.call<{ data: readonly { subject: string; tags: string[]; status: string }[] }>(
    'lead',
    'GET',
    '/v1/tickets?view=all-open&page[size]=100',
  );
  expect(body.data.map(({ tags, status }) => [tags, status])).toEqual(
    Array.from({ length: 3 }, () => [['imported'], 'new']),
  );
  const old = await desk.call<{ data: readonly { status: string; createdAt: string }[] }>(
    'lead',
    'GET',
    '/v1/tickets?view=requester:p1@people.example',
  );
  expect(old.body.data).toMatchObject([{ status: 'closed' }]);
  // What the fed mails left in quarantine is told at its hour, which may be within these two.
  await setDesk(desk, { quarantineMailHour: null });
  await desk.advance('PT2H');
  const { messages } = await desk.local<{ messages: readonly Mail[] }>('GET', 'outbox');
  expect(messages.filter(({ to }) => String(to).includes('people.example'))).toEqual([]);
  expect(messages.every(({ subject }) => subject.startsWith('Assigned to you: '))).toBe(true);
});

const hear = async (run: (voice: Voice) => Promise<ExitCode>) => {
  const lines: string[] = [];
  const say = (line: string) => lines.push(line);
  const code = await run({ say, complain: say });
  return { code, lines };
};

test('an operator looks at what waits in quarantine, and decides about it', async () => {
  const asked = { where: { endpoint: desk.url }, token: null };
  const quarantine = { ...asked, filter: { disposition: 'quarantine' }, most: 10, json: false };
  const waiting = await hear((voice) => listMail(quarantine, voice));
  const id = /mail_\w+/.exec(
    waiting.lines[waiting.lines.findIndex((line) => line.includes('An offer')) + 1] ?? '',
  )?.[0];
  expect([waiting.code, waiting.lines.length]).toEqual([0, 4]);
  expect(id).toBeDefined();
  const letter = { ...asked, id: id ?? '' };

  const shown = await hear((voice) => showMail({ ...letter, raw: false }, voice, () => {}));
  expect(shown.code).toBe(0);
  expect(shown.lines).toContain('subject      An offer');
  expect(shown.lines).toContain('message-id: <letter@old.example>');
  expect(shown.lines).toContain('I am letter.');
  const bytes: Uint8Array[] = [];
  const raw = await hear((voice) => showMail({ ...letter, raw: true }, voice, (some) => bytes.push(some)));
  expect(raw).toEqual({ code: 0, lines: [] });
  expect(Buffer.concat(bytes).toString()).toMatch(
    /^Message-ID: <letter@old\.example>\r\n.*I am letter\.\r\n$/s,
  );

  const replayed = await hear((voice) => decideMail({ ...letter, action: 'replay' }, voice));
  expect(replayed).toMatchObject({
    code: 1,
    lines: [expect.stringContaining(`${id}: quarantine: It was imported`)],
  });
  const into = String(
    (await desk.call<{ data: readonly { number: number }[] }>('lead', 'GET', '/v1/tickets?view=all-open'))
      .body.data[0]?.number,
  );
  const released = await hear((voice) => decideMail({ ...letter, action: 'release', ticket: into }, voice));
  expect(released.lines).toEqual([
    expect.stringMatching(new RegExp(`^${id}: note on ticket ${into}: Released`)),
  ]);
  expect(released.code).toBe(0);
  expect((await hear((voice) => decideMail({ ...letter, action: 'discard' }, voice))).code).toBe(2);
});
