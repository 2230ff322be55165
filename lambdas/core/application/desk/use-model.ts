/** People choose between the text models that the desk has kept, or do without. */
import { DomainError } from '../../domain/errors.ts';
import type { ModelRecord } from '../model-ports.ts';
import type { Ports } from '../ports.ts';

/** What was chosen, and what had been in use; null: none. */
export interface Choice {
  readonly now: ModelRecord | null;
  readonly before: ModelRecord | null;
  /** False: it was so already. */
  readonly isNew: boolean;
}

const modelNotFound = (version: string): DomainError =>
  new DomainError('ModelNotFound', 'missing', `There is no model ${version}; \`desk models\` lists them.`);

const modelDamaged = (version: string): DomainError =>
  new DomainError('ModelDamaged', 'conflict', `The model ${version} cannot be read; it is not used.`);

const overtaken = (): DomainError =>
  new DomainError(
    'ModelOvertaken',
    'conflict',
    'Another model was made the active one meanwhile; look again.',
  );

/**
 * `version` null switches the text model off, and the weekly training with it, until somebody chooses a model or has one
 * trained. Throws ModelNotFound, ModelDamaged, ModelOvertaken.
 */
export const useModel =
  ({ models, clock }: Pick<Ports, 'models' | 'clock'>) =>
  async (version: string | null, by: string): Promise<Choice> => {
    const [kept, active] = await Promise.all([models.kept(), models.active()]);
    const before = active?.record ?? null;
    const now = kept.find((one) => one.version === version) ?? null;
    if (version !== null && now === null) throw modelNotFound(version);
    if (active !== null && now?.version === before?.version) return { now, before, isNew: false };
    if (now !== null && (await models.load(now)) === null) throw modelDamaged(now.version);
    if (!(await models.activate({ record: now, at: clock.now(), by }, active))) throw overtaken();
    return { now, before, isNew: true };
  };
