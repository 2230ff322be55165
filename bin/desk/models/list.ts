/** `desk models`: what the desk has learnt so far, what it uses, and who decided so. */
import type {
  Activation,
  ActiveModel,
  ModelRecord,
  Training,
} from '../../../lambdas/core/application/model-ports.ts';
import type { ExitCode, Voice } from '../apply.ts';
import { orRefusal } from '../ask.ts';
import { type ModelsOfDesk, modelsOf } from '../aws/models.ts';
import type { Whereabouts } from '../aws/place.ts';

const DECISIONS_SHOWN = 5;
const HEAD = ['', 'version', 'trained', 'by', 'tickets', 'accuracy', 'macro-F1'] as const;

export interface ModelsShown {
  readonly kept: readonly ModelRecord[];
  readonly active: ActiveModel | null;
  /** The active one cannot be read: what sorts is rules alone. */
  readonly damaged: boolean;
  readonly decisions: readonly Activation[];
  readonly training: Training | null;
}

const minute = (at: string): string => `${at.slice(0, 16).replace('T', ' ')}Z`;
const who = (by: string | null): string => by ?? 'the desk';

const rowOf = (record: ModelRecord, active: ActiveModel | null): readonly string[] => [
  record.version === active?.record?.version ? '*' : '',
  record.version,
  minute(record.trainedAt),
  who(record.by),
  String(record.examples),
  record.accuracy.toFixed(3),
  record.macroF1.toFixed(3),
];

const columns = (rows: readonly (readonly string[])[]): readonly string[] => {
  const widths = HEAD.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
};

const useOf = ({ active, damaged }: Pick<ModelsShown, 'active' | 'damaged'>): string => {
  if (active === null) return 'no model yet: tickets are sorted by rules alone';
  if (active.record === null) return 'the text model is switched off: tickets are sorted by rules alone';
  return damaged
    ? '* is the active one, but it is gone or damaged, or you may not read it: tickets are sorted without it; activate another, or train'
    : '* is in use';
};

const decisionOf = ({ version, at, by }: Activation): string =>
  `${minute(at ?? '')}  ${version === null ? 'switched off' : `activated ${version}`}, by ${who(by)}`;

const trainingOf = ({ by, startedAt, finishedAt, failure }: Training): string => {
  const begun = `the last training began ${minute(startedAt)}, by ${who(by)}`;
  if (failure !== null) return `${begun}, and failed: ${failure}`;
  return finishedAt === null ? `${begun}, and has not ended` : `${begun}, and ended ${minute(finishedAt)}`;
};

export const modelsText = ({
  kept,
  active,
  damaged,
  decisions,
  training,
}: ModelsShown): readonly string[] => [
  ...(kept.length === 0 ? [] : columns([HEAD, ...kept.map((record) => rowOf(record, active))])),
  useOf({ active, damaged }),
  ...decisions.map(decisionOf),
  ...(training === null ? [] : [trainingOf(training)]),
];

/** All that is known, and whether the active one can be read. */
export const modelsShown = async ({
  models,
  trainings,
}: Pick<ModelsOfDesk, 'models' | 'trainings'>): Promise<ModelsShown> => {
  const [kept, active, decisions, training] = await Promise.all([
    models.kept(),
    models.active(),
    models.activations(DECISIONS_SHOWN),
    trainings.last(),
  ]);
  const record = active?.record ?? null;
  const damaged = record !== null && (await models.load(record)) === null;
  return { kept, active, damaged, decisions, training };
};

/** 0, or 2 when the desk could not be asked. */
export const listModels = (
  { where, json }: { readonly where: Whereabouts; readonly json: boolean },
  voice: Voice,
): Promise<ExitCode> =>
  orRefusal(voice, async () => {
    const shown = await modelsShown(await modelsOf(where));
    for (const line of json ? [JSON.stringify(shown)] : modelsText(shown)) voice.say(line);
    return 0;
  });
