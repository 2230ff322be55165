/** `desk simulate`: what past tickets would have been promised, and whether in time, under other policies or schedules. */
import { readFile } from 'node:fs/promises';
import { pathText } from '../../../lambdas/core/domain/settings/parse.ts';
import { settingsProblems } from '../../../lambdas/core/domain/settings/references.ts';
import type { Settings } from '../../../lambdas/core/domain/settings/schemas.ts';
import type { ExitCode, Voice } from '../apply.ts';
import { type Asked, orRefusal } from '../ask.ts';
import { historiesIn } from '../aws/histories.ts';
import { findDesk } from '../aws/place.ts';
import { readDeskFile } from '../file.ts';
import { Refused } from '../http.ts';
import { readAll } from '../stored.ts';
import { deskApi } from '../wire.ts';
import { simulated } from './attainment.ts';
import { simulatedText } from './text.ts';

export interface SimulateOrder extends Asked {
  /** YAML with `sla-policies` or `schedules`, or both, as in desk.yaml. */
  readonly file: string;
  /** Days, `2026-11-01`; tickets that were opened from one to the other. */
  readonly from: string;
  readonly to: string;
  readonly json: boolean;
}

const KINDS = ['sla-policies', 'schedules'] as const;

const textOf = async (path: string): Promise<string> => {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new Refused(`cannot read ${path}`, [], cause);
  }
};

/** Throws Refused with every mistake, by its line; other documents of the file are not looked at. */
const changedBy = async (file: string, settings: Settings): Promise<Settings> => {
  const { documents, mistakes, locate } = readDeskFile(await textOf(file));
  const own = Object.fromEntries(
    KINDS.flatMap((kind) => (documents[kind] === undefined ? [] : [[kind, documents[kind]]])),
  ) as Partial<Settings>;
  const changed = { ...settings, ...own };
  const wrong = [
    ...mistakes,
    ...settingsProblems(changed).map(({ kind, path, message }) => ({
      ...locate([kind, ...path]),
      path: pathText(kind, path),
      message,
    })),
  ];
  if (wrong.length > 0)
    throw new Refused(
      `${file} cannot be used`,
      wrong.map(({ line, column, path, message }) => ({
        path: `${file}:${line}:${column} ${path}`,
        message,
      })),
    );
  if (Object.keys(own).length === 0) throw new Refused(`${file} has neither ${KINDS.join(' nor ')}`);
  return changed;
};

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

/** Reads and computes, and changes nothing. 0, or 2 with a sentence. */
export const simulate = (
  { file, from, to, json, ...asked }: SimulateOrder,
  voice: Voice,
): Promise<ExitCode> =>
  orRefusal(voice, async () => {
    if (!isDay(from) || !isDay(to) || from > to)
      throw new Refused('--from and --to are days such as 2026-11-01, in their order');
    const { url, access, outputs, now } = await findDesk(asked.where);
    const { settings } = await readAll(await deskApi(url, asked.token));
    const changed = await changedBy(file, settings);
    const span = { from, to, at: (await now()).toISOString() };
    const result = await simulated(historiesIn(access, outputs.TableName), settings, changed, span);
    for (const line of json ? [JSON.stringify(result, null, 2)] : simulatedText(result)) voice.say(line);
    return 0;
  });
