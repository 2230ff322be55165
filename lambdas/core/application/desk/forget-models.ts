/** Which text models are kept: those that somebody may want to go back to. */
import type { Ports } from '../ports.ts';

/** A quarter of a year of weekly trainings, at most 5 MB each. */
export const MODELS_KEPT = 10;

/**
 * Forgets all but the newest and the active one, which may be older; answers how many. Whatever becomes active
 * meanwhile stays. An instance that is about to load one that goes takes the active one instead.
 */
export const forgetOldModels = async ({ models }: Pick<Ports, 'models'>): Promise<number> => {
  const [kept, active] = await Promise.all([models.kept(), models.active()]);
  let forgotten = 0;
  for (const { version } of kept.slice(MODELS_KEPT))
    if (version !== active?.record?.version && (await models.forget(version))) forgotten += 1;
  return forgotten;
};
