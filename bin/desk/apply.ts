/** `desk apply`: checks a settings file as a whole, shows what it changes, and changes it. */
import { readFile } from 'node:fs/promises';
import { SETTINGS_KINDS } from '../../lambdas/core/domain/settings/kinds.ts';
import { pathText } from '../../lambdas/core/domain/settings/parse.ts';
import { problemsOfSome, settingsProblems } from '../../lambdas/core/domain/settings/references.ts';
import type { Settings } from '../../lambdas/core/domain/settings/schemas.ts';
import { differences } from './differences.ts';
import { type Mistake, readDeskFile, type SettingsFile } from './file.ts';
import { Refused } from './http.ts';
import { same, stepsFrom } from './steps.ts';
import { readAll, type Stored } from './stored.ts';
import { type DeskApi, deskApi } from './wire.ts';

/** What to apply and where; without a token, a desk on this machine is asked for one. */
export interface Order {
  readonly file: string;
  readonly endpoint: string;
  readonly token: string | null;
  readonly dryRun: boolean;
}

/** Where sentences go: to those who read along, and to those who look for what went wrong. */
export interface Voice {
  readonly say: (text: string) => void;
  readonly complain: (text: string) => void;
}

/** 0: done or nothing to do. 1: mistakes in the file, nothing was sent. 2: the file or the desk could not be had. */
export type ExitCode = 0 | 1 | 2;

const ordered = (mistakes: readonly Mistake[]): readonly Mistake[] =>
  mistakes.toSorted((a, b) => a.line - b.line || a.column - b.column);

const complainOf = (mistakes: readonly Mistake[], file: string, voice: Voice): ExitCode => {
  for (const { line, column, path, message } of ordered(mistakes)) {
    voice.complain(`${file}:${line}:${column} ${[path, message].filter((part) => part !== '').join(' ')}`);
  }
  voice.complain(`${mistakes.length} ${mistakes.length === 1 ? 'mistake' : 'mistakes'}; nothing was sent.`);
  return 1;
};

/** Mistakes of the file together with what the desk keeps for the documents that the file leaves out. */
const mistakesWith = (file: SettingsFile, stored: Settings): readonly Mistake[] =>
  settingsProblems({ ...stored, ...file.documents }).map(({ kind, path, message }) => ({
    ...file.locate([kind, ...path]),
    path: `${pathText(kind, path)}${kind in file.documents ? '' : ' (as the desk has it)'}`,
    message,
  }));

const put = async (api: DeskApi, stored: Stored, file: SettingsFile, voice: Voice): Promise<void> => {
  for (const { kind, document, last } of stepsFrom(stored.settings, file.documents)) {
    stored.etags[kind] = await api.replace(kind, document, stored.etags[kind]);
    voice.say(last ? `${kind}: applied` : `${kind}: applied, keeping for now what others still refer to`);
  }
};

/** Whoever is taken out leaves work behind; what becomes of it is said before it does. */
const sayWhoLeaves = async (
  api: DeskApi,
  { settings }: Stored,
  { documents }: SettingsFile,
  voice: Voice,
): Promise<void> => {
  const staying = new Set((documents.agents ?? settings.agents).map(({ id }) => id));
  const leaving = settings.agents.filter(({ id }) => !staying.has(id));
  if (leaving.length === 0) return;
  const held = await api.held();
  for (const { id } of leaving) {
    const count = held.get(id) ?? 0;
    if (count > 0)
      voice.say(
        `${id} holds ${count} unsolved ${count === 1 ? 'ticket' : 'tickets'}, which will go back to their groups within a quarter of an hour`,
      );
  }
};

const applyTo = async (api: DeskApi, file: SettingsFile, order: Order, voice: Voice): Promise<ExitCode> => {
  const stored = await readAll(api);
  const mistakes = mistakesWith(file, stored.settings);
  if (mistakes.length > 0) return complainOf(mistakes, order.file, voice);
  const changed = SETTINGS_KINDS.filter(
    (kind) => kind in file.documents && !same(stored.settings[kind], file.documents[kind]),
  );
  if (changed.length === 0) {
    voice.say('nothing to change');
    return 0;
  }
  for (const kind of changed) {
    voice.say(kind);
    for (const line of differences(stored.settings[kind], file.documents[kind])) voice.say(`  ${line}`);
  }
  await sayWhoLeaves(api, stored, file, voice);
  if (order.dryRun) voice.say('dry run: nothing was sent');
  else await put(api, stored, file, voice);
  return 0;
};

const textOf = async (path: string): Promise<string | null> => {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return null;
  }
};

/** Applies the file; says what it does and ends with a code instead of throwing for what people can mend. */
export const applyFile = async (order: Order, voice: Voice): Promise<ExitCode> => {
  const text = await textOf(order.file);
  if (text === null) {
    voice.complain(`cannot read ${order.file}`);
    return 2;
  }
  const file = readDeskFile(text);
  const mistakes = [
    ...file.mistakes,
    ...problemsOfSome(file.documents).map(({ kind, path, message }) => ({
      ...file.locate([kind, ...path]),
      path: pathText(kind, path),
      message,
    })),
  ];
  if (mistakes.length > 0) return complainOf(mistakes, order.file, voice);
  try {
    return await applyTo(await deskApi(order.endpoint, order.token), file, order, voice);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    voice.complain(error.message);
    for (const { path, message } of error.problems) voice.complain(`  ${path} ${message}`);
    return 2;
  }
};
